import type { NodeTier } from '@youlu/vocabulary';
import type { ReadRow } from '../columns/row-kind';
import type { LineFault } from '../tables/table';
import type { NetworkLines } from './judge-network';

type Fault = Omit<LineFault, 'line' | 'sheet'>;

/** Nodes of the county itself; the others may lie where no register of one's own reaches. */
const TIERS_AT_HOME: readonly NodeTier[] = ['county', 'station', 'village'];

/** The codes that a register of one's own must know. */
export function codesAtHome({ nodes, rounds }: NetworkLines): string[] {
  const home = nodes.filter(({ row }) => TIERS_AT_HOME.includes(row.tier));
  return [...home, ...rounds].map(({ row }) => row.placeCode);
}

/** Leaves out nodes and rounds at codes that no loaded register knows: a slip nobody would find later. */
export function judgePlaces(
  lines: NetworkLines,
  isKnown: (code: string) => boolean,
): { good: NetworkLines; faults: LineFault[] } {
  const faults: LineFault[] = [];
  const sift = <Row extends { placeCode: string }>(
    rows: ReadRow<Row>[],
    mustBeKnown: (row: Row) => boolean,
  ): ReadRow<Row>[] =>
    rows.filter(({ row, ...place }) => {
      if (!mustBeKnown(row) || isKnown(row.placeCode)) return true;
      faults.push({ ...place, ...unknownPlace(row.placeCode) });
      return false;
    });
  const nodes = sift(lines.nodes, ({ tier }) => TIERS_AT_HOME.includes(tier));
  const rounds = sift(lines.rounds, () => true);
  return { good: { ...lines, nodes, rounds }, faults };
}

function unknownPlace(code: string): Fault {
  return {
    field: 'placeCode',
    code: 'place-unknown',
    reason: `已导入的名录中没有 ${code}。no loaded register knows ${code}`,
    fix: '请更正代码，或先导入含该代码的名录。mend the code, or import the register that has it first',
  };
}

/** Leaves out what names a node or a link that is not there: for a dry run; else the doors say so. */
export function judgeReferences(
  lines: NetworkLines,
  isNode: (nodeId: string) => boolean,
): { good: NetworkLines; faults: LineFault[] } {
  const faults: LineFault[] = [];
  const sift = <Row>(
    rows: ReadRow<Row>[],
    fields: readonly (keyof Row & string)[],
    word: 'node' | 'link',
    isThere: (id: string) => boolean,
  ): ReadRow<Row>[] =>
    rows.filter(({ row, ...place }) => {
      const field = fields.find((name) => !isThere(String(row[name])));
      if (field === undefined) return true;
      faults.push({ ...place, ...unknownReference(field, word, String(row[field])) });
      return false;
    });
  const ends = ['fromNodeId', 'toNodeId'] as const;
  const links = sift(lines.links, ends, 'node', isNode);
  const routes = sift(lines.routes, ends, 'node', isNode);
  const rounds = sift(lines.rounds, ['stationNodeId'], 'node', isNode);
  return { good: { ...lines, links, routes, rounds }, faults };
}

const WORDS = { node: '节点', link: '线路' } as const;

function unknownReference(field: string, word: keyof typeof WORDS, id: string): Fault {
  return {
    field,
    code: `unknown-${word}`,
    reason: `没有可用的行给出${WORDS[word]} ${id}，系统中也没有。no good line gives the ${word} ${id}, nor is it known already`,
    fix: `请补上该${WORDS[word]}一行，或更正其编号。add a line for the ${word}, or mend its id`,
  };
}
