import { dayOf } from '@youlu/vocabulary';
import type { ChallengeState } from '../challenge-rules/challenge-state';
import { dueOn } from '../challenge-rules/time-limits';
import { type AuditedStep, type Parts, partsOf } from './audited-state';

/** A challenge as its tables have it; null where a table has nothing under its id. */
interface KeptChallenge {
  readonly challenge: Parts | null;
  readonly steps: readonly Parts[] | null;
  readonly ruling: Parts | null;
}

const SAID = [
  'unitCode',
  'indicator',
  'reason',
  'claims',
  'since',
  'statementSha256',
  'files',
  'standing',
  'simulated',
] as const;

export function partsKept({ challenge, steps, ruling }: KeptChallenge): Parts {
  return {
    ...partsOf('challenge', challenge),
    ...Object.fromEntries((steps ?? []).map((step, i) => [`steps.${i}`, step])),
    ...partsOf('ruling', ruling),
  };
}

/** What the tables must say of a challenge, by what was audited when it was opened and taken further. */
export function partsAudited(entries: readonly AuditedStep[]): Parts {
  const [opening, ...rest] = entries;
  const last = rest.at(-1) ?? opening;
  if (opening === undefined || last === undefined) return {};
  const state = stateAfter(last);
  const said = Object.fromEntries(SAID.map((field) => [field, opening.detail[field]]));
  const changed = rest.find(({ step }) => step === 'concede-changed');
  const challenge = {
    ...said,
    organisation: opening.organisation,
    openedAt: opening.at,
    state,
    dueOn: dueOn(state, dayOf(last.at)),
    changedOn: changed?.detail['changedOn'] ?? null,
  };
  return partsKept({ challenge, steps: entries.map(stepOf), ruling: rulingOf(opening, last) });
}

function stateAfter({ detail }: AuditedStep): ChallengeState {
  return (detail['state'] ?? 'open') as ChallengeState;
}

function stepOf(entry: AuditedStep): Parts {
  const { step: move, at, organisation, detail } = entry;
  const { standing = null, note = null, files = [], trackingNumbers = [] } = detail;
  const state = stateAfter(entry);
  return { move, state, at, standing, organisation, note, files, trackingNumbers };
}

function rulingOf(opening: AuditedStep, last: AuditedStep): Parts | null {
  const ruled = last.detail['ruling'] as Parts | undefined;
  if (ruled === undefined) return null;
  const { unitCode, indicator, simulated } = opening.detail;
  return { unitCode, indicator, ...ruled, simulated, recordedAt: last.at };
}
