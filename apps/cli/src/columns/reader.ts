import { isDay, isDivisionCode, type Day, type ZhEn } from '@youlu/vocabulary';
import { plainCode, plainName, plainWord, shortened } from './plain-text';

/** What a cell is found to say, or why it says nothing usable. */
type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly reason: ZhEn; readonly fix: ZhEn };

/** Makes a value of the text of a cell. `plain` is how the text is tidied up first. */
export interface Reader<T> {
  readonly plain: (text: string) => string;
  /** Sees tidy text that is not empty. */
  readonly read: (text: string) => Reading<T>;
}

const good = <T>(value: T): Reading<T> => ({ ok: true, value });
const bad = (code: string, reason: ZhEn, fix: ZhEn): Reading<never> => ({
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
          `"${shortened(text)}" 不是编号。"${shortened(text)}" is not an id`,
          '请填 1 至 64 个字母、数字或 "." "_" ":" "-"。write 1 to 64 letters, digits, ".", "_", ":" or "-"',
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
            `文本有 ${found.length} 个字符。the text has ${found.length} characters`,
            `请最多填 ${charactersMax} 个字符。write at most ${charactersMax}`,
          ),
  };
}

/** A division code of one of these lengths. */
export function divisionCode(lengths: readonly number[] = [2, 4, 6, 9, 12]): Reader<string> {
  const fix: ZhEn = `请填区划代码的 ${lengths.join('、')} 位数字。write the ${lengths.join(', ')} digits of the division`;
  return {
    plain: plainCode,
    read: (found) => {
      if (EXPONENT.test(found)) {
        return bad(
          'code-rounded',
          `表格软件已将代码舍入为 ${found}。the spreadsheet program has rounded the code to ${found}`,
          '请将该列设为文本格式并重新填写代码：原有数字已丢失。format the column as text and enter the codes again: the digits are lost',
        );
      }
      if (!isDivisionCode(found)) {
        const said = shortened(found);
        return bad(
          'not-a-division-code',
          `"${said}" 不是区划代码。"${said}" is not a division code`,
          fix,
        );
      }
      if (lengths.includes(found.length)) return good(found);
      const digits = found.length;
      return bad('wrong-level', `${found} 有 ${digits} 位数字。${found} has ${digits} digits`, fix);
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
        const many = readings.length;
        return bad(
          'too-many',
          `列表有 ${many} 项。the list has ${many} entries`,
          `请最多填 ${most} 项。write at most ${most}`,
        );
      }
      return good(readings.map((reading) => (reading as { value: T }).value));
    },
  };
}

export function wholeNumber(least: number, most: number): Reader<number> {
  return number(least, most, /^[+-]?\d{1,15}(\.0+)?$/, { zh: '整数', en: 'a whole number' });
}

export function decimal(least: number, most: number): Reader<number> {
  return number(least, most, /^[+-]?\d{1,15}(\.\d{1,15})?$/, { zh: '数字', en: 'a number' });
}

function number(
  least: number,
  most: number,
  form: RegExp,
  { zh, en }: { zh: string; en: string },
): Reader<number> {
  const fix: ZhEn = `请填 ${least} 至 ${most} 的${zh}。write ${en} from ${least} to ${most}`;
  return {
    plain: (found) => plainCode(found).replace(/(?<=\d),(?=\d{3}(\D|$))/g, ''), // 12,000
    read: (found) => {
      if (!form.test(found)) {
        const said = shortened(found);
        return bad('not-a-number', `"${said}" 不是${zh}。"${said}" is not ${en}`, fix);
      }
      const value = Number(found);
      if (value >= least && value <= most) return good(value);
      return value < least
        ? bad('out-of-range', `${value} 过小。${value} is too small`, fix)
        : bad('out-of-range', `${value} 过大。${value} is too large`, fix);
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
    const fix: ZhEn =
      '请填日历上的日期，例如 2020-09-28。write a day of the calendar, for example 2020-09-28';
    const said = shortened(found);
    if (!parts) return bad('not-a-day', `"${said}" 不是日期。"${said}" is not a day`, fix);
    const [, year = '', month = '', dayOfMonth = ''] = parts;
    const written = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
    if (Number(year) < YEARS.first || Number(year) > YEARS.last) {
      const reason: ZhEn = `${written} 早于 ${YEARS.first} 年或晚于 ${YEARS.last} 年。${written} lies before ${YEARS.first} or after ${YEARS.last}`;
      return bad('day-implausible', reason, fix);
    }
    return isDay(written)
      ? good(written)
      : bad('no-such-day', `没有 ${written} 这一天。there is no ${written}`, fix);
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
    const fix: ZhEn = '请填月和日，例如 09-15。write month and day, for example 09-15';
    const said = shortened(found);
    return bad(
      'not-a-month-day',
      `"${said}" 不是一年中的日期。"${said}" is not a day of the year`,
      fix,
    );
  },
};

/** 8:30 as minutes after midnight. */
export const timeOfDay: Reader<number> = {
  plain: (found) => plainCode(found).replace('：', ':'),
  read: (found) => {
    const parts = /^([01]?\d|2[0-3]):([0-5]\d)(:00)?$/.exec(found);
    if (parts) return good(Number(parts[1]) * 60 + Number(parts[2]));
    const said = shortened(found);
    const fix: ZhEn = '请写成 08:30。write it as 08:30';
    return bad('not-a-time', `"${said}" 不是时刻。"${said}" is not a time of day`, fix);
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
    const fix: ZhEn =
      '请写成 1,3,5（1 为星期一）、1-6 或 daily，每天只写一次。write the days as 1,3,5 (1 = Monday), 1-6 or daily, each once';
    const said = shortened(found);
    return bad('not-weekdays', `"${said}" 不是星期几。"${said}" names no days of the week`, fix);
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
      const all = words.map((w) => [w, ...(aliases?.[w] ?? []).slice(0, 1)].join(' ')).join(', ');
      const said = shortened(found);
      return bad(
        'not-in-list',
        `"${said}" 不是规定的用词。"${said}" is none of the known words`,
        `请填以下之一：${all}。write ${all}`,
      );
    },
  };
}
