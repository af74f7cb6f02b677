import * as fc from 'fast-check';
import { holdsPersonalNumber, JUDGED_INDICATORS, startOfDay } from '@youlu/vocabulary';
import { objectToChallenge } from './challenge';
import { CHALLENGE_REASONS, MATTERS, REASON_RULES } from './challenge-reason';
import {
  CHALLENGE_MOVES,
  CHALLENGE_STATES,
  moveChallenge,
  mover,
  waitsFor,
} from './challenge-state';
import { decidedOn, objectToStep, rulingOf } from './challenge-step';
import { bytesOfBase64, FILE_BYTES_MAX, sniff } from '../challenges/evidence-file';
import type { Standing } from './standing';
import { dueOn, limitsOn, type TimeLimits } from './time-limits';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as never)));
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_END = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

describe.each(MATTERS)('the states of a challenge about %s', (matter) => {
  it('end in whatever way it goes, and never leave an end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CHALLENGE_MOVES), { maxLength: 30 }), (moves) => {
        let state: (typeof CHALLENGE_STATES)[number] = 'open';
        let steps = 0;
        for (const move of moves) {
          const next = moveChallenge(state, move, matter);
          if (next === null) continue;
          expect(waitsFor(state)).not.toBeNull();
          state = next;
          steps++;
        }
        expect(steps).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('all move on when their time is over', () => {
    for (const state of CHALLENGE_STATES) {
      const next = moveChallenge(state, 'time-out', matter);
      expect(next === null).toBe(waitsFor(state) === null);
      if (next !== null) expect(waitsFor(next)).toBeNull();
    }
  });

  it('are upheld by silence against a unit only, never by the operator, never dismissed by the opener', () => {
    const ends = CHALLENGE_STATES.flatMap((state) =>
      CHALLENGE_MOVES.map((move) => `${moveChallenge(state, move, matter)} by ${mover(move)}`),
    ).filter((end) => /^(upheld|referred|dismissed|withdrawn)/.test(end));
    expect([...new Set(ends)].sort()).toEqual([
      'dismissed by clock',
      'dismissed by regulator',
      ...(matter === 'register' ? ['referred by clock', 'referred by regulator'] : []),
      ...(matter === 'not-served' ? ['upheld by clock'] : []),
      ...(matter === 'register' ? [] : ['upheld by regulator']),
      'withdrawn by opener',
    ]);
  });

  it('let the regulator settle whatever waits, before an answer only what silence cannot uphold', () => {
    const settled = CHALLENGE_STATES.filter((state) => moveChallenge(state, 'uphold', matter));
    const answered = ['conceded', 'conceded-changed', 'disputed'];
    expect(settled).toEqual(matter === 'served' ? ['open', ...answered] : answered);
  });
});

const CHALLENGE = {
  challengeId: 'c-1',
  unitCode: '653023200201',
  indicator: 'village-express',
  reason: 'closed',
  claims: 'not-served',
  since: '2020-09-01',
  statement: '网点已关停',
  files: [],
  standing: 'village-committee',
  organisation: '某快递公司',
  simulated: false,
  openedAt: 0,
  state: 'open',
  dueOn: '2020-10-01',
  changedOn: null,
} as const;
const said = { note: null, files: [], trackingNumbers: [], changedOn: null };

describe('a reason', () => {
  const objection = (more: object) =>
    objectToChallenge({ ...CHALLENGE, ...more }, CHALLENGE.since)?.code;

  it('is taken of the indicators it can be said of, and of no others', () => {
    for (const reason of CHALLENGE_REASONS) {
      const taken = JUDGED_INDICATORS.filter((indicator) => {
        const code = objection({ reason, indicator });
        expect([undefined, 'challenge.reason-out-of-place']).toContain(code);
        return code === undefined;
      });
      expect([reason, taken]).toEqual([
        reason,
        JUDGED_INDICATORS.filter((one) => REASON_RULES[reason].indicators.includes(one)),
      ]);
    }
    const often = { reason: 'frequency-below-declared' };
    expect(objection({ ...often, indicator: 'village-direct-mail' })).toBeUndefined();
    expect(objection({ ...often, indicator: 'village-express' })).toBe(
      'challenge.reason-out-of-place',
    );
    const nearest = { reason: 'delivered-only-to-township', indicator: 'township-outlet' };
    expect(objection(nearest)).toBe('challenge.reason-out-of-place');
  });

  it('may come to the verdicts that it can show, and to no others', () => {
    expect(objection({ reason: 'closed', claims: 'served' })).toBe('challenge.claim-out-of-place');
    expect(objection({ reason: 'closed' })).toBeUndefined();
    expect(objection({ reason: 'other', claims: 'served' })).toBeUndefined();
    expect(objection({ reason: 'wrong-boundary', claims: 'served' })).toBeUndefined();
  });
});

describe('an answer', () => {
  const answer = (organisation: string): string | undefined => {
    const step = { challengeId: 'c-1', move: 'concede', standing: 'operator', ...said } as const;
    return objectToStep({ ...step, organisation }, CHALLENGE, '2020-09-20', [])?.code;
  };

  it('is not for whoever opened the challenge, under whatever standing or way of writing', () => {
    expect(answer('某快递公司')).toBe('challenge.own-answer');
    expect(answer(' 某快递　公司')).toBe('challenge.own-answer');
    expect(answer('另一快递公司')).toBeUndefined();
  });

  it('is for the operators that the declarations name, however written; for any where none is', () => {
    const step = { challengeId: 'c-1', move: 'concede', standing: 'operator', ...said } as const;
    const answer = (organisation: string, operators: string[]) =>
      objectToStep({ ...step, organisation }, CHALLENGE, '2020-09-20', [], operators);
    expect(answer('第三家', [])).toBeUndefined();
    expect(answer(' 另一快递　公司', ['另一快递公司', '邮政'])).toBeUndefined();
    const refused = answer('第三家', ['另一快递公司', '邮政']);
    expect(refused).toMatchObject({ field: 'organisation', code: 'challenge.not-its-operator' });
    expect(refused?.reason).toMatch(/^申报写明.*另一快递公司、邮政.*。The declarations of/);
  });
});

describe('a settlement', () => {
  const settle = (organisation: string, move: 'uphold' | 'dismiss'): string | undefined => {
    const step = { challengeId: 'c-1', move, standing: 'regulator', ...said } as const;
    const disputed = { ...CHALLENGE, state: 'disputed' } as const;
    return objectToStep({ ...step, organisation }, disputed, '2020-09-20', ['另一快递公司'])?.code;
  };

  it('is for none that opened or answered the challenge, whatever standing it states', () => {
    for (const move of ['uphold', 'dismiss'] as const) {
      expect(settle(' 某快递　公司', move)).toBe('challenge.own-settlement');
      expect(settle('另一快递公司', move)).toBe('challenge.own-settlement');
      expect(settle('某州邮政管理局', move)).toBeUndefined();
    }
  });
});

describe('a withdrawal', () => {
  const withdraw = (organisation: string, standing: Standing = CHALLENGE.standing) => {
    const step = { challengeId: 'c-1', move: 'withdraw', standing, organisation, ...said } as const;
    return objectToStep(step, CHALLENGE, '2020-09-20', [])?.code;
  };

  it('is for whoever opened the challenge, however its name is written, in the same standing', () => {
    expect(withdraw('某快递公司')).toBeUndefined();
    expect(withdraw('某快递　公司 ')).toBeUndefined();
    expect(withdraw('某快递公司', 'regulator')).toBe('challenge.standing');
    expect(withdraw('另一快递公司')).toBe('challenge.standing');
  });
});

describe('what a challenge comes to', () => {
  it('is counted from the day on which it was decided, whenever the clock came round', () => {
    expect(decidedOn('time-out', CHALLENGE, '2020-11-10')).toBe('2020-10-02');
    expect(decidedOn('uphold', CHALLENGE, '2020-09-20')).toBe('2020-09-20');
    const late = startOfDay('2020-11-10');
    const ruling = rulingOf(CHALLENGE, late, decidedOn('time-out', CHALLENGE, '2020-11-10'));
    expect(ruling).toMatchObject({ from: '2020-09-01', to: '2021-10-02', recordedAt: late });
  });
});

describe('time limits', () => {
  const ALL: TimeLimits[] = [
    { from: '2020-01-01', answerDays: 30, settleDays: 60, rulingDays: 365, source: 'a' },
    { from: '2021-01-01', answerDays: 10, settleDays: 20, rulingDays: 100, source: 'b' },
  ];

  it('are those of the day on which they begin to run', () => {
    expect(dueOn('open', '2020-12-31', ALL)).toBe('2021-01-30');
    expect(dueOn('open', '2021-01-01', ALL)).toBe('2021-01-11');
    expect(dueOn('disputed', '2021-01-01', ALL)).toBe('2021-01-21');
    expect(dueOn('upheld', '2021-01-01', ALL)).toBeNull();
    expect(limitsOn('2019-01-01', ALL).source).toBe('a');
  });
});

describe('a file that is shown', () => {
  it.each([
    ['image/png', bytes(PNG, 'x', PNG_END)],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0], 'x', [0xff, 0xd9])],
    ['application/pdf', bytes('%PDF-1.7\nx\n%%EOF\n')],
    ['text/plain', bytes('村口代投点已关门\n')],
  ])('is %s by its bytes', (type, content) => {
    expect(sniff(content)).toBe(type);
  });

  it.each([
    ['a page', bytes('<!doctype html><script>alert(1)</script>')],
    ['a drawing with scripts', bytes('  <svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a program', bytes([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ['a shell script', bytes('#!/bin/sh\nrm -rf /\n')],
    ['an archive', bytes('PK\u0003\u0004')],
    ['a picture that is cut off', bytes(PNG, 'x')],
    ['a picture with something behind it', bytes(PNG, PNG_END, '<script>')],
    ['a document that is cut off', bytes('%PDF-1.7\nx')],
    ['GBK', bytes([0xb4, 0xe5, 0xbf, 0xda])],
    ['text with control characters', bytes('a\u0000b')],
    ['nothing', bytes('  ')],
  ])('is not taken as %s', (_what, content) => {
    expect(sniff(content)).toBeUndefined();
  });

  it('comes as base64 and nothing else', () => {
    expect(bytesOfBase64('5p2R')?.toString()).toBe('村');
    for (const text of ['5p2', '5p2R=', 'data:image/png;base64,AAAA', '5p2R\n', '=AAA', '5p-_']) {
      expect(bytesOfBase64(text)).toBeUndefined();
    }
  });

  it('may be as long as is said, and a little longer is still read', () => {
    expect(FILE_BYTES_MAX).toBe(4_194_304);
    for (const length of [FILE_BYTES_MAX, FILE_BYTES_MAX + 1]) {
      expect(bytesOfBase64(Buffer.alloc(length, 'x').toString('base64'))?.length).toBe(length);
    }
  });
});

describe('a free text', () => {
  it.each([
    ['13800000000', true],
    ['电话：138-0000-0000', true],
    ['１３８００００００００', true],
    ['65010119900101123X', true],
    ['653024200201', false],
    ['2020-09-27 至 2020-10-03', false],
    ['LX000000016CN', false],
  ])('%s holds the number of a person: %s', (text, holds) => {
    expect(holdsPersonalNumber(text)).toBe(holds);
  });
});
