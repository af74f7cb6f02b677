import { isDay, isDivisionCode, type Day } from '@youlu/vocabulary';
import { plainCode, plainName, plainWord, shortened } from './plain-text';

/** What a cell is found to say, or why it says nothing usable. */
type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly reason: string; readonly fix: string };

/** Makes a value of the text of a cell. `plain` is how the text is tidied up first. */
export interface Reader<T> {
  readonly plain: (text: string) => string;
  /** Sees tidy text that is not empty. */
  readonly read: (text: string) => Reading<T>;
}

const good = <T>(value: T): Reading<T> => ({ ok: true, value });
const bad = (code: string, reason: string, fix: string): Reading<never> => ({
  ok: false,
  code,
  reason,
  fix,
});

const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const MONTH_DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** 9.91101E+11: the spreadsheet has thrown the other digits away. */
const EXPONENT = /^\d(\.\d+)?E\+?\d+$/i;
const YEARS = { first: 1949, last: 2100 };

export const id: Reader<string> = {
  plain: plainCode,
  read: (text) =>
    ID.test(text)
      ? good(text)
      : bad(
          'not-an-id',
          `"${shortened(text)}" is not an id`,
          'write 1 to 64 letters, digits, ".", "_", ":" or "-"',
        ),
};

export function text(charactersMax: number): Reader<string> {
  return {
    plain: plainName,
    read: (found) =>
      found.length <= charactersMax
        ? good(found)
        : bad(
            'too-long',
            `the text has ${found.length} characters`,
            `write at most ${charactersMax}`,
          ),
  };
}

/** A division code of one of these lengths. */
export function divisionCode(lengths: readonly number[] = [2, 4, 6, 9, 12]): Reader<string> {
  const fix = `write the ${lengths.join(', ')} digits of the division`;
  return {
    plain: plainCode,
    read: (found) => {
      if (EXPONENT.test(found)) {
        return bad(
          'code-rounded',
          `the spreadsheet program has rounded the code to ${found}`,
          'format the column as text and enter the codes again: the digits are lost',
        );
      }
      if (!isDivisionCode(found)) {
        return bad('not-a-division-code', `"${shortened(found)}" is not a division code`, fix);
      }
      if (lengths.includes(found.length)) return good(found);
      return bad('wrong-level', `${found} has ${found.length} digits`, fix);
    },
  };
}

export function listOf<T>(entry: Reader<T>, most: number): Reader<T[]> {
  return {
    plain: (found) =>
      found
        .split(/[;；、,，|/\s]+/)
        .map(entry.plain)
        .filter(Boolean)
        .join(';'),
    read: (found) => {
      const readings = found.split(';').map((part) => entry.read(part));
      const refused = readings.find((reading) => !reading.ok);
      if (refused) return refused as Reading<never>;
      if (readings.length > most) {
        return bad('too-many', `the list has ${readings.length} entries`, `write at most ${most}`);
      }
      return good(readings.map((reading) => (reading as { value: T }).value));
    },
  };
}

export function wholeNumber(least: number, most: number): Reader<number> {
  return number(least, most, /^[+-]?\d{1,15}(\.0+)?$/, 'a whole number');
}

export function decimal(least: number, most: number): Reader<number> {
  return number(least, most, /^[+-]?\d{1,15}(\.\d{1,15})?$/, 'a number');
}

function number(least: number, most: number, form: RegExp, word: string): Reader<number> {
  const fix = `write ${word} from ${least} to ${most}`;
  return {
    plain: (found) => plainCode(found).replace(/(?<=\d),(?=\d{3}(\D|$))/g, ''), // 12,000
    read: (found) => {
      if (!form.test(found))
        return bad('not-a-number', `"${shortened(found)}" is not ${word}`, fix);
      const value = Number(found);
      if (value >= least && value <= most) return good(value);
      return bad('out-of-range', `${value} is too ${value < least ? 'small' : 'large'}`, fix);
    },
  };
}

/** 2020-09-01, also written 2020/9/1, 2020.9.1, 20200901 or 2020年9月1日. */
export const day: Reader<Day> = {
  plain: plainCode,
  read: (found) => {
    const parts =
      /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(found) ??
      /^(\d{4})(\d{2})(\d{2})$/.exec(found);
    const fix = 'write a day of the calendar, for example 2020-09-28';
    if (!parts) return bad('not-a-day', `"${shortened(found)}" is not a day`, fix);
    const [, year = '', month = '', dayOfMonth = ''] = parts;
    const written = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
    if (Number(year) < YEARS.first || Number(year) > YEARS.last) {
      const reason = `${written} lies before ${YEARS.first} or after ${YEARS.last}`;
      return bad('day-implausible', reason, fix);
    }
    return isDay(written) ? good(written) : bad('no-such-day', `there is no ${written}`, fix);
  },
};

/** 09-15, also written 9/15 or 9月15日. */
export const monthDay: Reader<string> = {
  plain: plainCode,
  read: (found) => {
    const parts = /^(?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(found);
    const written = parts
      ? `${(parts[1] ?? '').padStart(2, '0')}-${(parts[2] ?? '').padStart(2, '0')}`
      : '';
    if (MONTH_DAY.test(written) && isDay(`2020-${written}`)) return good(written); // a leap year
    const fix = 'write month and day, for example 09-15';
    return bad('not-a-month-day', `"${shortened(found)}" is not a day of the year`, fix);
  },
};

/** 8:30 as minutes after midnight. */
export const timeOfDay: Reader<number> = {
  plain: (found) => plainCode(found).replace('：', ':'),
  read: (found) => {
    const parts = /^([01]?\d|2[0-3]):([0-5]\d)(:00)?$/.exec(found);
    if (parts) return good(Number(parts[1]) * 60 + Number(parts[2]));
    return bad('not-a-time', `"${shortened(found)}" is not a time of day`, 'write it as 08:30');
  },
};

const EVERY_DAY = new Set(['daily', '每天', '每日', '天天', '1-7', '周一至周日']);
const DAY_DIGITS: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  日: '7',
  天: '7',
};

/** 1,3,5 · 135 · 1-6 · 一三五 · 周一至周五 · daily, as 1 = Monday … 7 = Sunday. */
export const weekdays: Reader<number[]> = {
  plain: plainCode,
  read: (found) => {
    const written = found.toLowerCase();
    if (EVERY_DAY.has(written)) return good([1, 2, 3, 4, 5, 6, 7]);
    const digits = written
      .replace(/星期|周|礼拜|每/g, '')
      .replace(/[一二三四五六日天]/g, (c) => DAY_DIGITS[c] ?? '')
      .replace(/[至到~]/g, '-')
      .replace(/([1-7])-([1-7])/g, (_all, from: string, to: string) =>
        daysFrom(Number(from), Number(to)),
      )
      .replace(/[,;、，/]/g, '');
    const days = [...digits].map(Number);
    if (/^[1-7]{1,7}$/.test(digits) && new Set(days).size === days.length) {
      return good(days.sort((a, b) => a - b));
    }
    const fix = 'write the days as 1,3,5 (1 = Monday), 1-6 or daily, each once';
    return bad('not-weekdays', `"${shortened(found)}" names no days of the week`, fix);
  },
};

function daysFrom(from: number, to: number): string {
  return from <= to ? Array.from({ length: to - from + 1 }, (_, i) => from + i).join('') : '?';
}

/** One of some words, or one of the Chinese words that stand for it. */
export function oneOf<W extends string>(
  words: readonly W[],
  aliases?: Readonly<Partial<Record<W, readonly string[]>>>,
): Reader<W> {
  const byPlain = new Map<string, W>();
  for (const word of words) {
    for (const name of [word, ...(aliases?.[word] ?? [])]) byPlain.set(plainWord(name), word);
  }
  return {
    plain: plainName,
    read: (found) => {
      const word = byPlain.get(plainWord(found));
      if (word !== undefined) return good(word);
      const all = words.map((w) => [w, ...(aliases?.[w] ?? []).slice(0, 1)].join(' '));
      return bad(
        'not-in-list',
        `"${shortened(found)}" is none of the known words`,
        `write ${all.join(', ')}`,
      );
    },
  };
}
