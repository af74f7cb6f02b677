import type { Draws } from '../../province/draws';
import { ranked } from '../../province/draws';
import type { DisturbanceKind } from '../disturbance';
import type { Step } from './journey';
import type { Merchant, ParcelDraft } from './parcel';

/** As orders names them: another carrier's number, or a new label for a torn one. */
export type LinkRelation = 'agent-waybill' | 'relabelled';

/** A second number of a parcel that is booked already. */
export interface SecondLabel {
  readonly relation: LinkRelation;
  readonly principal: ParcelDraft;
}

/** Two numbers of one parcel, by position in the scenario's list. */
export interface ParcelLink {
  readonly relation: LinkRelation;
  readonly principal: number;
  readonly linked: number;
}

/** Who books second numbers. */
export const AGENT: Merchant = {
  merchantId: 'sim-agent',
  name: '模拟代理网点',
  firstSerial: 90_000_000,
};

export const PLANTED_AS: Readonly<Record<LinkRelation, DisturbanceKind>> = {
  'agent-waybill': 'two-waybill',
  relabelled: 'relabelled',
};

const RELATIONS = Object.keys(PLANTED_AS) as LinkRelation[];
/** Parts of 1000 parcels. */
const AGENT_WAYBILLS = 2;
const RELABELLED = 1;
const RELABELLED_AFTER_MINUTES = 2;
const LINKED_AFTER_MINUTES = 20;

/**
 * Which parcels carry two numbers: a few by draw, and in any scope one of each kind in the first week,
 * outbound where there is one, as projects count those.
 */
export function chooseSecondLabels(
  drafts: readonly ParcelDraft[],
  draws: Draws,
  firstWeekEnd: number,
  isTaken: (draft: ParcelDraft) => boolean,
): SecondLabel[] {
  const free = drafts.filter((draft) => !draft.isParked && !isTaken(draft));
  const relationOf = new Map<ParcelDraft, LinkRelation>();
  for (const draft of free) {
    const draw = draws.unit(`${draft.key}|label`) * 1000;
    if (draw < AGENT_WAYBILLS) relationOf.set(draft, 'agent-waybill');
    else if (draw < AGENT_WAYBILLS + RELABELLED) relationOf.set(draft, 'relabelled');
  }
  const sure = ranked(
    free.filter((draft) => draft.readyAt < firstWeekEnd && !relationOf.has(draft)),
    ({ key, direction }) => draws.unit(`labelled|${key}`) + (direction === 'outbound' ? 1 : 0),
    ({ key }) => key,
  );
  for (const [i, relation] of RELATIONS.entries()) {
    const draft = sure[i];
    if (draft) relationOf.set(draft, relation);
  }
  return free.flatMap((principal) => {
    const relation = relationOf.get(principal);
    return relation === undefined ? [] : [{ relation, principal }];
  });
}

/** The same parcel under its second number. */
export function secondDraft({ relation, principal }: SecondLabel): ParcelDraft {
  return { ...principal, key: `${principal.key}|${relation}`, merchantId: AGENT.merchantId };
}

/** Both labels of two carriers are scanned all the way; a torn one once, and then the new one. */
export function stepsUnderLabel(
  relation: LinkRelation,
  isPrincipal: boolean,
  steps: readonly Step[],
): readonly Step[] {
  if (relation === 'agent-waybill') return steps;
  const [first, ...others] = steps;
  if (!first) return steps;
  return isPrincipal ? [first] : [{ ...first, at: first.at + RELABELLED_AFTER_MINUTES }, ...others];
}

export function linkedAt({ readyAt }: ParcelDraft): number {
  return readyAt + LINKED_AFTER_MINUTES;
}
