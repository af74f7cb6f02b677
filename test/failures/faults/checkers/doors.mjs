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

function faultOf(request, answer) {
  const { status, text, retryAfter } = answer;
  if (status === 0) return silence(answer);
  if (COME_AGAIN.has(status)) {
    if (status !== 409 || /still-running/.test(text)) {
      if (!/^\d+$/.test(retryAfter ?? '')) return `without Retry-After: ${text.slice(0, 200)}`;
    }
    return undefined;
  }
  if (status >= 500) return text.slice(0, 300);
  if (status === 404 && request.mayBeUnknown) return undefined;
  if (status >= 400) return `to a good request: ${text.slice(0, 300)}`;
  return wrongYes(request, text);
}

/** A connection that broke is no lie; a door that was left alone and says nothing for so long is shut. */
function silence({ reason, ms, wasLeftAlone }) {
  if (reason !== 'timeout' || !wasLeftAlone) return undefined;
  return `nothing was heard for ${Math.round(ms)} ms of a process that ran`;
}

function wrongYes({ kind, body }, text) {
  const rows = kind === 'scans' ? body.scans : kind === 'visits' ? body.visits : undefined;
  if (rows === undefined) return undefined;
  const { accepted, rejected } = JSON.parse(text);
  if (rejected > 0) return `${rejected} good rows rejected: ${text.slice(0, 300)}`;
  return accepted === rows.length ? undefined : `accepts ${accepted} of ${rows.length}`;
}
