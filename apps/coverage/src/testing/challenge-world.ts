import { addDays, dayOf, type Instant, startOfDay } from '@youlu/vocabulary';
import type { ChallengeAnswer } from '../challenges/challenge-doors.dto';
import { SettleOverdueChallenges } from '../challenges/settle-overdue-challenges.job';
import { tellDelivered } from './delivered-parcel';
import { VILLAGES_OF } from './report-world';
import type { RunningCoverage } from './running-coverage';

export type Batch = {
  accepted: number;
  rejections: { index: number; field: string; code: string; reason: string; fix: string }[];
  results: { index: number; outcome: string }[];
};
type Entry = { step: string; organisation: string; detail: Record<string, unknown> };

export const [V1 = '', V2 = '', V3 = ''] = VILLAGES_OF('653023');
export const operator = { standing: 'operator', organisation: '某快递公司' };
export const regulator = { standing: 'regulator', organisation: '某州邮政管理局' };

/** A challenge to the first village, unless it says otherwise. */
export const row = (more: object = {}) => ({
  challengeId: 'c-1',
  unitCode: V1,
  indicator: 'village-express',
  reason: 'delivered-only-to-township',
  since: '2020-09-01',
  statement: '快件只到乡镇，村民自取',
  standing: 'village-committee',
  organisation: '甲县某村委会',
  ...more,
});

/** What can be done with challenges, through the doors and by the clock. */
export function challengesOf(coverage: RunningCoverage, now: Instant) {
  const send = async (door: string, field: string, rows: object[]): Promise<Batch> => {
    const { status, body } = await coverage.post<Batch>(`/v1/${door}`, { [field]: rows });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const execute = (sql: string, params: unknown[] = []) =>
    coverage.db.transaction((tx) => tx.execute(sql, params));
  return {
    open: (...rows: object[]) => send('challenges', 'challenges', rows),
    answer: (...rows: object[]) => send('challenge-answers', 'answers', rows),
    settle: (...rows: object[]) => send('challenge-settlements', 'settlements', rows),
    withdraw: (...rows: object[]) => send('challenge-withdrawals', 'withdrawals', rows),
    find: async (id: string): Promise<ChallengeAnswer> =>
      (await coverage.get<ChallengeAnswer>(`/v1/challenges/${id}`)).body,
    clock: (daysLater: number) =>
      coverage.app
        .get(SettleOverdueChallenges, { strict: false })
        .settle(startOfDay(addDays(dayOf(now), daysLater))),
    endedDaysAgo: (days: number) =>
      execute('UPDATE challenges SET due_on = $1', [addDays(dayOf(now), -days)]),
    tellAt: (trackingNumber: string, village: string, more: object = {}) => {
      const scan = { trackingNumber, village, at: startOfDay('2020-09-20'), recordedAt: 1 };
      return tellDelivered(coverage, { ...scan, ...more });
    },
    execute,
    stateOf: async (village: string, query = '') => {
      const { body } = await coverage.get<{ items: { state: string; rule: string }[] }>(
        `/v1/coverage/units?indicator=village-express&asOf=2020-09-27&unit=${village}${query}`,
      );
      return body.items[0]?.state;
    },
    audited: async (subject: string, id: string): Promise<Entry[]> => {
      const path = `/v1/audit?subject=${subject}&subjectId=${id}`;
      type Link = Omit<Entry, 'detail'> & { detail: string };
      const { body } = await coverage.get<{ items: Link[] }>(path);
      return body.items.map((one) => ({
        ...one,
        detail: JSON.parse(one.detail) as Entry['detail'],
      }));
    },
  };
}
