import fc from 'fast-check';
import { NODE_KIND } from '../network-kinds';
import type { NodeRow } from './network-rows';
import { changesBy, type VersionedRow } from './row-change';

const node: NodeRow = {
  nodeId: 'station-653024203',
  tier: 'station',
  name: '黑孜苇乡邮政支局',
  placeCode: '653024203',
  handlingMinutes: 60,
  opensOn: '2020-01-01',
  closesOn: null,
  simulated: true,
};
const incoming = (rows: NodeRow[]) => rows.map((row, index) => ({ index, row }));

describe('an imported row', () => {
  it('is version 1 when new, unchanged when sent again, the next version when it differs', () => {
    const stored = new Map([[node.nodeId, { version: 3, row: node }]]);
    const renamed = { ...node, name: '黑孜苇乡支局' };
    const other = { ...node, nodeId: 'station-653024204' };
    const { results, newest } = changesBy(NODE_KIND, incoming([node, renamed, other]), stored);
    expect(results.map(({ outcome, version }) => [outcome, version])).toEqual([
      ['unchanged', 3],
      ['changed', 4],
      ['created', 1],
    ]);
    expect(newest).toEqual([
      { version: 4, row: renamed },
      { version: 1, row: other },
    ]);
  });

  it('is compared by content, whatever the order of its fields', () => {
    const turned = Object.fromEntries(Object.entries(node).reverse()) as unknown as NodeRow;
    const { results } = changesBy(
      NODE_KIND,
      incoming([turned]),
      new Map([[node.nodeId, { version: 1, row: node }]]),
    );
    expect(results[0]?.outcome).toBe('unchanged');
  });

  it('ends the same in one request or in many', () => {
    const rows = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b'), handlingMinutes: fc.integer({ min: 0, max: 2 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, fc.nat(12), (draws, cut) => {
        const all = draws.map(({ id, handlingMinutes }) => ({
          ...node,
          nodeId: id,
          handlingMinutes,
        }));
        const apply = (stored: Map<string, VersionedRow<NodeRow>>, part: NodeRow[]) => {
          const { newest, versions } = changesBy(NODE_KIND, incoming(part), stored);
          const next = new Map(stored);
          for (const change of newest) next.set(change.row.nodeId, change);
          return { next, versions };
        };
        const once = apply(new Map(), all);
        const first = apply(new Map(), all.slice(0, cut));
        const second = apply(first.next, all.slice(cut));
        expect([...second.next]).toEqual([...once.next]);
        expect([...first.versions, ...second.versions]).toEqual(once.versions);
      }),
    );
  });
});
