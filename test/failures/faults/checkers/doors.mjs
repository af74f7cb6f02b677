/** What a door may say under faults: yes, no for a reason of the client's, or come again. */
const COME_AGAIN = new Set([409, 429, 503]);

/** No answer is a wrong yes, a "500", or a "come again" that does not say when. */
export async function answersAreHonest({ journal }) {
  const lines = [];
  for (const { request, answer } of journal.answers()) {
    const fault = faultOf(request, answer);
    if (fault) lines.push(`${request.path} ${request.id}: ${answer.status} ${fault}`);
  }
  return lines;
}

function faultOf({ kind, body }, { status, text, retryAfter }) {
  if (status === 0) return undefined; // the connection broke: no answer is no lie
  if (COME_AGAIN.has(status)) {
    if (status !== 409 || /still-running/.test(text)) {
      if (!/^\d+$/.test(retryAfter ?? '')) return `without Retry-After: ${text.slice(0, 200)}`;
    }
    return undefined;
  }
  if (status >= 500) return text.slice(0, 300);
  if (status >= 400) return `to a good request: ${text.slice(0, 300)}`;
  const rows = kind === 'scans' ? body.scans : kind === 'visits' ? body.visits : undefined;
  if (rows === undefined) return undefined;
  const { accepted, rejected } = JSON.parse(text);
  if (rejected > 0) return `${rejected} good rows rejected: ${text.slice(0, 300)}`;
  return accepted === rows.length ? undefined : `accepts ${accepted} of ${rows.length}`;
}
