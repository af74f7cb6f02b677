import type { OpenedQuestion } from './coverage-question';
import { unitsHref } from './next-step';

const opened = {
  question: {
    indicator: 'village-express',
    asOf: '2020-09-27',
    denominator: 'strict-2020',
    knownAt: 1_600_000_000_000,
    parameters: { windowDays: 30, modes: ['postal-express', 'third-party'] },
  },
} as unknown as OpenedQuestion;

it('puts the whole question again about each place of a page', () => {
  const queries = ['6501', '6502', '650100-a b&c'].map((code) => {
    const [path, query = ''] = unitsHref(opened, code).split('?');
    expect(path).toBe('/v1/coverage/units');
    return Object.fromEntries(new URLSearchParams(query));
  });
  const rest = {
    indicator: 'village-express',
    asOf: '2020-09-27',
    denominator: 'strict-2020',
    windowDays: '30',
    modes: 'postal-express,third-party',
    knownAt: '2020-09-13T20:26:40+08:00',
  };
  expect(queries).toEqual([
    { ...rest, unit: '6501' },
    { ...rest, unit: '6502' },
    { ...rest, unit: '650100-a b&c' },
  ]);
});
