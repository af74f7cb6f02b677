import { moveReport, REPORT_MOVES, type ReportState } from '../reports/report-state';
import type { AuditedStep, Parts } from './audited-state';

/** What the table must say of a report, by what was audited when it was frozen and moved on. */
export function reportAudited(entries: readonly AuditedStep[]): Parts {
  const [freezing, ...rest] = entries;
  if (freezing === undefined) return {};
  let state: ReportState = 'draft';
  const taken: Record<string, unknown> = {};
  for (const { step, at, organisation } of rest) {
    const move = REPORT_MOVES.find((one) => one === step);
    state = (move && moveReport(state, move)) ?? state;
    taken[step] = { at, by: organisation };
  }
  const { sha256, place, purpose } = freezing.detail;
  const frozen = { sha256, place, purpose, by: freezing.organisation, frozenAt: freezing.at };
  return { ...frozen, state, ...taken };
}
