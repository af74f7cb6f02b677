import type { HandoverProof } from '@youlu/vocabulary';
import type { Draws } from '../province/draws';
import { ranked } from '../province/draws';
import { scanDisturbanceOf } from './disturbance';
import type { Step } from './people/journey';
import type { Parcel } from './people/parcel';

/** What the scan of a hand-over says when the recipient was charged again, or nothing proves it. */
export interface HandOverAbuse {
  readonly kind: 'second-charge' | 'unproven-hand-over';
  readonly proof?: HandoverProof;
  readonly feeCents?: number;
}

/** A parcel that was handed over within the period, and nothing else went wrong with it. */
export interface HandedOver {
  readonly index: number;
  readonly parcel: Parcel;
  readonly last: Step;
}

const SECOND_CHARGES = 0.002;
const UNPROVEN = 0.001;
const FEE_YUAN = [1, 5] as const;

/** Whether an abuse may be planted on the last step: its scan must count, and nobody have agreed before. */
export function canBeAbused(draws: Draws, parcel: Parcel, steps: readonly Step[]): boolean {
  const i = steps.length - 1;
  const trouble = draws.unit(`${parcel.key}|${i}|trouble`);
  return (
    parcel.direction === 'inbound' &&
    !parcel.isParked &&
    steps[i]?.kind === 'delivered' &&
    steps.every(({ consent }) => consent === undefined) &&
    scanDisturbanceOf(trouble) === undefined
  );
}

/** A few by draw, and in any scope one of each where anything is handed over, by position. */
export function chooseHandOverAbuses(
  handedOver: readonly HandedOver[],
  draws: Draws,
): ReadonlyMap<number, HandOverAbuse> {
  const chosen = new Map<number, HandOverAbuse>();
  for (const { index, parcel } of handedOver) {
    const draw = draws.unit(`${parcel.key}|abuse`);
    if (draw < SECOND_CHARGES) chosen.set(index, charged(draws, parcel));
    else if (draw < SECOND_CHARGES + UNPROVEN) chosen.set(index, unproven);
  }
  const spare = ranked(
    handedOver.filter(({ index }) => !chosen.has(index)),
    ({ parcel }) => draws.unit(`${parcel.key}|abuse`),
    ({ parcel }) => parcel.key,
  );
  const kinds = new Set([...chosen.values()].map(({ kind }) => kind));
  const [first, second] = spare;
  if (first && !kinds.has('second-charge')) chosen.set(first.index, charged(draws, first.parcel));
  if (second && !kinds.has('unproven-hand-over')) chosen.set(second.index, unproven);
  return chosen;
}

const unproven: HandOverAbuse = { kind: 'unproven-hand-over', proof: 'none' };

function charged(draws: Draws, { key }: Parcel): HandOverAbuse {
  return { kind: 'second-charge', feeCents: 100 * draws.whole(...FEE_YUAN, `${key}|fee`) };
}
