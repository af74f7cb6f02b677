import type { ProposedChange } from '../../apps/coverage/src/lineage/change';
import { proposeChanges } from '../../apps/coverage/src/lineage/proposing/propose-changes';
import { editionRows } from './editions';

const between = (earlier: number, later: number): ProposedChange[] =>
  proposeChanges(editionRows(`xj-${earlier}`), editionRows(`xj-${later}`));

const fromOf = (changes: ProposedChange[], code: string): ProposedChange[] =>
  changes.filter(({ from }) => from.includes(code));
const toOf = (changes: ProposedChange[], code: string): ProposedChange[] =>
  changes.filter(({ to }) => to.includes(code));

/** What happened, as the documents tell it (data/README.md), read out of the registers alone. */
describe('known events in the registers of the region', () => {
  describe.each([
    ['库车县', '库车市', 2019, 2020, '652923', '652902'],
    ['沙湾县', '沙湾市', 2020, 2021, '654223', '654203'],
  ])('%s became %s', (_old, _now, earlier, later, from, to) => {
    const changes = between(earlier, later);
    const towns = editionRows(`xj-${earlier}`).filter(
      ({ code, level }) => level === 4 && code.startsWith(from),
    );

    it('as one recode', () => {
      expect(fromOf(changes, from)).toMatchObject([{ kind: 'recode', from: [from], to: [to] }]);
    });

    it('with every town that is in the new list too', () => {
      const names = editionRows(`xj-${later}`)
        .filter(({ code, level }) => level === 4 && code.startsWith(to))
        .map(({ name }) => name);
      const kept = towns.filter(({ name }) => names.includes(name));
      expect(kept.length).toBeGreaterThan(10);
      for (const { code } of kept) {
        const [change] = fromOf(changes, code);
        expect(change).toMatchObject({ kind: 'recode', from: [code] });
        expect(change?.to[0]?.slice(0, 6)).toBe(to);
      }
    });

    it('and most of the villages in them, none of them twice', () => {
      const villages = changes.filter(
        ({ from: [code = ''] }) => code.length === 12 && code.startsWith(from),
      );
      const living = villages.filter(({ to: codes }) => codes.length === 1);
      expect(living.length / villages.length).toBeGreaterThan(0.9);
      const named = living.flatMap(({ to: codes }) => codes);
      expect(new Set(named).size).toBe(named.length);
    });
  });

  it.each([
    ['新星市', 2020, 2021, '659011'],
    ['白杨市', 2022, 2023, '659012'],
  ])('%s was created, and took in what it holds now', (_name, earlier, later, code) => {
    const changes = between(earlier, later);
    expect(toOf(changes, code)).toMatchObject([{ kind: 'create', from: [], to: [code] }]);
    const towns = changes.filter(({ to: [to = ''] }) => to.length === 9 && to.startsWith(code));
    expect(towns.map(({ kind }) => kind)).toContain('transfer');
  });

  it('a community abolished in one edition is created again in the next', () => {
    const code = '652801001001'; // 梨花社区
    expect(fromOf(between(2018, 2019), code)).toMatchObject([{ kind: 'abolish', from: [code] }]);
    expect(toOf(between(2019, 2020), code)).toMatchObject([{ kind: 'create', to: [code] }]);
  });
});
