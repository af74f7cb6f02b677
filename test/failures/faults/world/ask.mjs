import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/**
 * One HTTP request that never throws: a connection that failed is status 0 and a reason.
 * `body` is the text that is sent; whoever sends it again sends the same bytes.
 */
export function ask(url, { method = 'GET', body, headers = {}, msMax = 30_000 } = {}) {
  const begun = performance.now();
  const all = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
  return new Promise((resolve) => {
    const end = (answer) => {
      clearTimeout(timer);
      resolve({ text: '', headers: {}, ...answer, ms: performance.now() - begun });
    };
    const sent = request(url, { method, headers: all, agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.once('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        end({ status: response.statusCode, text, headers: response.headers });
      });
      response.once('error', (error) => end({ status: 0, reason: error.code ?? error.message }));
      response.once('aborted', () => end({ status: 0, reason: 'aborted' }));
    });
    const timer = setTimeout(() => sent.destroy(new Error('timeout')), msMax);
    sent.once('error', (error) => end({ status: 0, reason: error.code ?? error.message }));
    sent.end(body);
  });
}

/** The same, its JSON read; `{}` when it was none. */
export async function askJson(url, options) {
  const answer = await ask(url, options);
  try {
    return { ...answer, body: JSON.parse(answer.text) };
  } catch {
    return { ...answer, body: {} };
  }
}
