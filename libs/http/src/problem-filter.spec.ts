import { BadRequestException } from '@nestjs/common';
import { LogUnavailable, SenderBusy } from '@youlu/messaging';
import { problemOf } from './problem-filter';

const failed = (code: string) => Object.assign(new Error('SELECT secret'), { code });

it.each([
  ['a full queue to Kafka', new SenderBusy('Wait a second.'), 429, 'messaging.sender.busy'],
  ['Kafka away', new LogUnavailable('Send again.'), 503, 'messaging.log.unavailable'],
  ['no database', failed('ECONNREFUSED'), 503, 'store.unavailable'],
  ['a database that stops', failed('57P01'), 503, 'store.unavailable'],
  ['a lock not got', failed('55P03'), 503, 'store.unavailable'],
  ['too many connections', failed('53300'), 503, 'store.unavailable'],
  ['a wrong statement', failed('42P01'), 500, 'internal'],
  ['a value no column can hold', failed('22003'), 400, 'request.value-out-of-range'],
  ['a broken constraint', failed('23505'), 500, 'internal'],
  ['a bug', new TypeError('x of undefined'), 500, 'internal'],
  ['no error at all', 'text', 500, 'internal'],
  ['what Nest throws', new BadRequestException('Say more.'), 400, 'http.400'],
])('answers %s', (_what, error, status, code) => {
  const problem = problemOf(error);
  expect([problem.status, problem.code]).toEqual([status, code]);
  expect(problem.message).not.toMatch(/secret|undefined/);
  expect(problem.options.retryAfterSeconds).toBe(status === 503 || status === 429 ? 1 : undefined);
});
