import { startOfDay } from '@youlu/vocabulary';
import { REAL_REGISTER } from '../../apps/coverage/src/testing/running-coverage';
import type { ParcelLink } from '../../apps/coverage/src/parcel-links/parcel-link';
import {
  SMALL_REGISTER_CSV,
  type SmallWorld,
  withVisitsSentAgain,
} from '../../apps/coverage/src/testing/small-worlds';

export const VILLAGE = '653024200201';
export const BASE = REAL_REGISTER.registerDate;

const CONTRADICTED = '659001200201';

/** One village for which it is sure: declared, its county has filed, and its parcels stop elsewhere. */
function withContradiction(world: SmallWorld): SmallWorld {
  const [like] = world.snapshots;
  if (!like) throw new Error('a world without parcels');
  const since = { from: '2020-01-01', to: null, source: 'test', simulated: true };
  const indicator = 'village-express' as const;
  const occurredAt = startOfDay(world.asOf) - 3 * 86_400_000;
  const fact = {
    kind: 'held-at-station' as const,
    nodeId: 'n-0',
    placeCode: CONTRADICTED.slice(0, 9),
    occurredAt,
    recordedAt: occurredAt,
    verdict: 'ok' as const,
    endsAt: null,
    withdrawnAt: null,
  };
  const stopped = [0, 1, 2].map((n) => ({
    ...like,
    trackingNumber: `STOPPED${n}`,
    destinationCode: CONTRADICTED,
    facts: [{ ...fact, scanId: `s-stopped-${n}` }],
  }));
  const declaration = {
    declarationId: 'd-sure',
    unitCode: CONTRADICTED,
    mode: null,
    operator: null,
    ...since,
  };
  const filing = { filingId: 'f-sure', countyCode: CONTRADICTED.slice(0, 6), indicator, ...since };
  return {
    ...world,
    snapshots: [...world.snapshots, ...stopped],
    declarations: [{ ...declaration, indicator, frequencyPerWeek: null }, ...world.declarations],
    filings: [...world.filings, filing],
  };
}

/** The point in the village keeps hours, and what happens there happens in the village. */
export function withPoint(drawn: SmallWorld): SmallWorld {
  const world = withContradiction(withVisitsSentAgain(drawn));
  const hours = { openWeekdays: [1, 3, 5], opensAtMinute: 600, closesAtMinute: 1020 };
  return {
    ...world,
    nodes: world.nodes.map((node) =>
      node.nodeId === 'n-2' ? { ...node, placeCode: VILLAGE, ...hours } : node,
    ),
    snapshots: world.snapshots.map((parcel) => ({
      ...parcel,
      facts: parcel.facts.map((fact) =>
        fact.nodeId === 'n-2' ? { ...fact, placeCode: VILLAGE } : fact,
      ),
    })),
    declarations: world.declarations.map((row, i) => ({
      ...row,
      mode: row.indicator === 'village-express' && i % 2 === 0 ? 'direct' : row.mode,
    })),
  };
}

/** Second waybills: whole groups of a world's parcels, linked while it is told. */
export function linksOf({ snapshots, asOf }: SmallWorld): ParcelLink[] {
  const numbers = [...new Set(snapshots.map(({ trackingNumber }) => trackingNumber))].sort();
  const recordedAt = startOfDay(asOf) - 5 * 86_400_000;
  return numbers.flatMap((linkedNumber, i) => {
    const principalNumber = numbers[i - 1];
    const isSecond = i % 3 !== 0 && !linkedNumber.startsWith('STOPPED');
    return principalNumber !== undefined && isSecond
      ? [{ linkedNumber, principalNumber, recordedAt: recordedAt + i * 3_600_000 }]
      : [];
  });
}

/** Lists that no register has: made up, and marked so. */
export const TARGETS = [
  { targetId: 'po-1', list: 'township-post-office', placeCode: '653024200', nodeId: 'n-0' },
  { targetId: 'po-2', list: 'township-post-office', placeCode: '653024100' },
  { targetId: 'bh-1', list: 'border-hamlet', placeCode: VILLAGE, nodeId: 'n-2' },
  { targetId: 'bh-3', list: 'border-hamlet', placeCode: '653024200202', nodeId: 'n-1' },
  { targetId: 'bh-2', list: 'border-hamlet', placeCode: '653023100201', nodeId: 'n-1' },
].map((row, i) => ({
  ...row,
  name: `对象${i}`,
  ...(i % 2 === 0 ? { servedFrom: '2020-08-01' } : {}),
  from: '2020-01-01',
  source: 'made up for a test',
  simulated: true,
}));
export const PRESCRIPTIONS = [
  { unitCode: VILLAGE, kind: 'lesser-frequency', visitsPerWeek: 1, from: '2020-08-01' },
  { unitCode: '653024200202', kind: 'seasonal-closure', from: '2020-09-05', to: '2020-09-20' },
  { unitCode: '653023100201', kind: 'seasonal-closure', from: '2020-07-01', to: '2020-12-01' },
].map((row, i) => ({
  prescriptionId: `p-${i}`,
  ...row,
  reason: '冬季封山',
  source: 'made up for a test',
  simulated: true,
}));

/** The small register with a name for each village, so that lineage has something to go by. */
export const NAMED = SMALL_REGISTER_CSV.split('\n').map((line) => {
  const [code = '', name, ...rest] = line.split(',');
  return [code, code.length === 12 ? `村${code.slice(4)}` : name, ...rest].join(',');
});
/** A code that one unit leaves and another takes, each by a recode. */
export const TAKEN = '659001100201';
/**
 * The next edition, in force in the middle of what is told: one recoded, one recoded whose code another
 * takes, two merged, one split, and one that took the code of a merged one.
 */
export const LATER = '2020-09-12';
export const LATER_CSV = [
  ...NAMED.filter((line) => !line.startsWith('653023200202'))
    .map((line) => line.replace('653024200202,', '653024200299,'))
    .map((line) => line.replace(/^653023001201,(.*),653023001,/, '653023200202,$1,653023200,'))
    .map((line) => line.replace(`${TAKEN},`, '659001100299,'))
    .map((line) =>
      line
        .replace('659001200202,', `${TAKEN},`)
        .replace(/^(6590011002.*),659001200,/, '$1,659001100,'),
    )
    .map((line) => line.replace('村24100201', '新村24100201')),
  '653024200210,新分村,5,653024200,admin_village',
].join('\n');
export const MERGED = ['653023200201', '653023200202'] as const;
/** The day on which the recode took effect; half of what is told uses the new code from then on. */
export const RECODED_ON = '2020-09-07';
/** What happened, and when: some of it before the edition that lists it. */
export const CHANGES = [
  ['recode', ['653024200202'], ['653024200299'], null, RECODED_ON],
  ['recode', [TAKEN], ['659001100299'], null, LATER],
  ['recode', ['659001200202'], [TAKEN], null, LATER],
  ['merge', MERGED, [MERGED[0]], MERGED[0], '2020-09-05'],
  ['split', [VILLAGE], [VILLAGE, '653024200210'], VILLAGE, LATER],
  ['rename', ['653024100201'], ['653024100201'], null, '2020-09-10'],
  ['transfer', ['653023001201'], [MERGED[1]], null, RECODED_ON],
] as const;
/** After the change half of what is told uses the new codes; the rest is told as before. */
const recoded = (code: string, n: number): string =>
  n % 2 === 0 && code === '653024200202'
    ? '653024200299'
    : n % 5 === 0 && code === VILLAGE
      ? '653024200210'
      : code;

const outOfTime = (code: string, from: string): string =>
  code === '653024200202' && from < RECODED_ON ? '653024200299' : code;

export function inTheNewCodes(world: SmallWorld): SmallWorld {
  const since = startOfDay(RECODED_ON);
  const facts = world.snapshots.map((parcel, n) => ({
    ...parcel,
    destinationCode:
      n % 3 === 0 && parcel.destinationCode === '653024200202'
        ? '653024200299'
        : parcel.destinationCode,
    facts: parcel.facts.map((fact) =>
      fact.occurredAt < since ? fact : { ...fact, placeCode: recoded(fact.placeCode, n) },
    ),
  }));
  const visits = world.visits.map((visit, n) =>
    visit.visitedAt < since ? visit : { ...visit, villageCode: recoded(visit.villageCode, n) },
  );
  // Of every three one is declared under a code that is not in the register yet, or no more.
  const declarations = world.declarations.map((row, n) => {
    if (n % 3 === 0) return { ...row, unitCode: outOfTime(row.unitCode, row.from) };
    return row.from < RECODED_ON ? row : { ...row, unitCode: recoded(row.unitCode, n) };
  });
  return { ...world, snapshots: facts, visits, declarations };
}
