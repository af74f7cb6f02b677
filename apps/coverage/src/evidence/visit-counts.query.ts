import { FUTURE_TOLERANCE_MS } from './visit';

/** SQL: visit `v` counts, as its id says one thing only and it was not sent before it happened. */
export const VISIT_COUNTS = `NOT EXISTS (
    SELECT FROM visits o WHERE o.village_code = v.village_code AND o.visit_id = v.visit_id
      AND (o.visited_at, o.round_id, o.handover_point)
        <> (v.visited_at, v.round_id, v.handover_point))
  AND v.visited_at <= v.sent_at + ${FUTURE_TOLERANCE_MS}`;
