import type { Scenario } from '../load/scenario';
import { postRequests } from './post-requests';
import { type LogicalRequest, PHASES, type Phase } from './request';
import { setupRequests } from './setup-requests';

/** Everything the simulator has to say, in the order in which it says it. */
export function* requestsOf(scenario: Scenario): Generator<LogicalRequest> {
  yield* setupRequests(scenario);
  yield* postRequests(scenario);
}

/** Rows of each phase, for those who want to know how far it is. */
export function rowsByPhase(scenario: Scenario): Record<Phase, number> {
  const rows = Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<Phase, number>;
  for (const request of setupRequests(scenario)) rows[request.phase] += request.rows;
  const { parcels, cancelled, links, scans, rounds } = scenario;
  rows.post = parcels.length + cancelled.length + links.length + scans.size + rounds.countVisits();
  return rows;
}
