import { defaultChoice } from './scenario-choice';
import { databaseName, settleChoice } from './scenario-state';

const DEFAULT_CHOICE = defaultChoice();

const held = {
  choice: { ...DEFAULT_CHOICE, seed: 'a' },
  database: 'embedded',
  finished: true,
  summary: {},
};

describe('which scenario a start runs', () => {
  it('is the default in a new folder, and the held one in an old folder', () => {
    expect(settleChoice({}, undefined, 'embedded', 's')).toEqual(DEFAULT_CHOICE);
    expect(settleChoice({}, held, 'embedded', 's')).toEqual(held.choice);
    expect(settleChoice({ seed: 'a' }, held, 'embedded', 's')).toEqual(held.choice);
  });

  it('is refused when the folder holds another one, naming the way out', () => {
    const other = (): unknown => settleChoice({ scope: '6530' }, held, 'embedded', '/s');
    expect(other).toThrow('/s holds another run (scope 65). Use --state DIR');
    const elsewhere = (): unknown => settleChoice({}, held, 'db:5432/x', '/s');
    expect(elsewhere).toThrow('/s belongs to database embedded, not db:5432/x. Use --state DIR');
  });

  it('names a database without its password', () => {
    expect(databaseName('postgres://u:secret@db:5432/youlu')).toBe('db:5432/youlu');
    expect(databaseName(undefined)).toBe('embedded');
  });
});
