import type { ErrorObject } from 'ajv';
import { joinZhEn, sayOf, type ZhEn } from '@youlu/vocabulary';
import { TRACKING_NUMBER_FIX } from '../fields';
import type { RowFault } from './rejection';

/** Field names come from the request and go into an answer: cut, never the value beside them. */
const FIELD_CHARACTERS_MAX = 80;

/** One ajv error as what is wrong and what to do; no value of the request is repeated. */
export function faultOf(error: ErrorObject): RowFault {
  return describe(error, pathOf(error.instancePath));
}

function describe(error: ErrorObject, path: string | undefined): RowFault {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return requiredFault(join(path, String(params.missingProperty)));
    case 'additionalProperties':
      return unknownFieldFault(join(path, String(params.additionalProperty)));
    case 'type':
      return typeFault(path, String(params.type));
    case 'format':
      return formatFault(path, String(params.format));
    case 'enum':
    case 'const':
      return fault(path, 'not-in-list', NOT_IN_LIST, enumFix(error));
    case 'anyOf':
      return anyOfFault(error, path);
    case 'pattern':
      return fault(path, 'wrong-form', '格式不符。has the wrong form', patternFix(error));
    default:
      return limitFault(error, path, String(params.limit));
  }
}

function limitFault(error: ErrorObject, path: string | undefined, limit: string): RowFault {
  const said = (code: string, reason: ZhEn, fix: ZhEn): RowFault => fault(path, code, reason, fix);
  const atLeast: ZhEn = `请填不小于 ${limit} 的值。Send ${limit} or more.`;
  const atMost: ZhEn = `请填不大于 ${limit} 的值。Send ${limit} or less.`;
  switch (error.keyword) {
    case 'minimum':
    case 'exclusiveMinimum':
      return said('out-of-range', '过小。is too small', atLeast);
    case 'maximum':
    case 'exclusiveMaximum':
      return said('out-of-range', '过大。is too large', atMost);
    case 'minLength': {
      const fix: ZhEn = `请至少填 ${limit} 个字符。Send ${limit} or more characters.`;
      return said('too-short', '过短。is too short', fix);
    }
    case 'maxLength': {
      const fix: ZhEn = `请最多填 ${limit} 个字符。Send at most ${limit} characters.`;
      return said('too-long', '过长。is too long', fix);
    }
    case 'minItems': {
      const fix: ZhEn = `请至少填 ${limit} 项。Send ${limit} or more.`;
      return said('too-few', '项数过少。has too few entries', fix);
    }
    case 'maxItems': {
      const fix: ZhEn = `请最多填 ${limit} 项。Send at most ${limit}.`;
      return said('too-many', '项数过多。has too many entries', fix);
    }
    case 'uniqueItems':
      return said(
        'repeated',
        '有重复项。has an entry twice',
        '每项请只填一次。Send each entry once.',
      );
    default:
      return said('invalid', `无效。${error.message ?? 'is invalid'}`, describedFix(error));
  }
}

function requiredFault(field: string): RowFault {
  return fault(field, 'required', '缺失。is missing', `请补上 ${field}。Add ${field}.`);
}

function unknownFieldFault(field: string): RowFault {
  return fault(
    field,
    'unknown-field',
    '不是该行的字段。is not a field of this row',
    `请删去 ${field}；字段见 /docs。Remove ${field}; /docs lists the fields.`,
  );
}

const FORMAT_WORDS: Readonly<Record<string, { code: string; reason: ZhEn; fix: ZhEn }>> = {
  date: {
    code: 'not-a-day',
    reason: '不是日历上的日期。is not a day of the calendar',
    fix: '请写成 YYYY-MM-DD，例如 2020-09-28。Send it as YYYY-MM-DD, for example 2020-09-28.',
  },
  'date-time': {
    code: 'not-an-instant',
    reason: '不是带时区偏移的时刻。is not an instant with an offset',
    fix: '请按 ISO 8601 填写并带时区偏移，例如 2020-09-01T08:00:00+08:00。Send ISO 8601 with its offset, for example 2020-09-01T08:00:00+08:00.',
  },
  'plain-text': {
    code: 'not-text',
    reason: '不是纯文本。is not plain text',
    fix: '请去掉 NUL 和残缺字符（不成对的代理项）。Leave out NUL and broken characters (a lone half of a surrogate pair).',
  },
  'division-code': {
    code: 'not-a-division-code',
    reason: '不是区划代码。is not a division code',
    fix: '请以字符串填 2、4、6、9 或 12 位数字，例如 "653024"。Send 2, 4, 6, 9 or 12 digits as a string, for example "653024".',
  },
  'tracking-number': {
    code: 'not-a-tracking-number',
    reason: '不是运单号。is not a tracking number',
    fix: TRACKING_NUMBER_FIX,
  },
};

function formatFault(path: string | undefined, format: string): RowFault {
  const words = FORMAT_WORDS[format];
  if (words !== undefined) return fault(path, words.code, words.reason, words.fix);
  const reason: ZhEn = `不符合 ${format} 格式。is not a ${format}`;
  return fault(path, 'wrong-form', reason, `请填有效的 ${format}。Send a valid ${format}.`);
}

const NOT_IN_LIST: ZhEn = '不是规定的用词。is not one of the known words';

/** TypeBox writes a list of words as anyOf of constants, and a nullable field as anyOf with null. */
function anyOfFault(error: ErrorObject, path: string | undefined): RowFault {
  const options: unknown[] = Array.isArray(error.schema) ? error.schema : [];
  const words = options.map((o) => (o as { const?: unknown }).const);
  if (words.length > 0 && words.every((w) => w !== undefined)) {
    return fault(path, 'not-in-list', NOT_IN_LIST, oneOfFix(words));
  }
  const reason: ZhEn = '不属于允许的任何一种形式。has none of the allowed forms';
  return fault(path, 'wrong-type', reason, describedFix(error));
}

const TYPE_WORDS: Readonly<Record<string, { reason: ZhEn; fix: ZhEn }>> = {
  string: {
    reason: '不是文本。is not text',
    fix: '请写成带引号的字符串。Send it as a string in quotes.',
  },
  integer: {
    reason: '不是整数。is not a whole number',
    fix: '请填整数，不加引号。Send a whole number, without quotes.',
  },
  number: {
    reason: '不是数字。is not a number',
    fix: '请填数字，不加引号。Send a number, without quotes.',
  },
  boolean: {
    reason: '不是 true 或 false。is not true or false',
    fix: '请填 true 或 false，不加引号。Send true or false, without quotes.',
  },
  object: { reason: '不是对象。is not an object', fix: '请发送对象。Send an object.' },
  array: { reason: '不是列表。is not a list', fix: '请发送列表。Send a list.' },
  null: {
    reason: '不是 null。is not null',
    fix: '请填 null，不加引号。Send null, without quotes.',
  },
};

function typeFault(path: string | undefined, type: string): RowFault {
  const reason: ZhEn = `类型不是 ${type}。is not ${type}`;
  const fix: ZhEn = `请填 ${type} 类型的值。Send ${type}.`;
  const words = TYPE_WORDS[type] ?? { reason, fix };
  return fault(path, 'wrong-type', words.reason, words.fix);
}

function enumFix(error: ErrorObject): ZhEn {
  const params = error.params as { allowedValues?: unknown[]; allowedValue?: unknown };
  return oneOfFix(params.allowedValues ?? [params.allowedValue]);
}

function oneOfFix(words: readonly unknown[]): ZhEn {
  const list = words.map(String).join(', ');
  return `请填以下之一：${list}。Send one of: ${list}.`;
}

function patternFix(error: ErrorObject): ZhEn {
  const pattern = String((error.params as { pattern?: unknown }).pattern);
  return joinZhEn(describedFix(error), `须符合正则表达式 ${pattern}。It must match ${pattern}.`);
}

/** Descriptions are the OpenAPI's, which is English. */
function describedFix(error: ErrorObject): ZhEn {
  const parent = error.parentSchema as { description?: unknown } | undefined;
  return typeof parent?.description === 'string'
    ? `请按 /docs 的说明填写。Send: ${parent.description}.`
    : '请更正；格式见 /docs。Correct it; /docs shows the form.';
}

/** `reason` is said of the field, or of the row where there is none. */
function fault(field: string | undefined, code: string, reason: ZhEn, fix: ZhEn): RowFault {
  const said = { code, reason: sayOf(field, reason), fix };
  return field === undefined ? said : { field, ...said };
}

/** `/legs/0/nodeId` → `legs.0.nodeId`; the row itself → undefined. */
function pathOf(instancePath: string): string | undefined {
  if (instancePath === '') return undefined;
  const parts = instancePath.slice(1).split('/');
  const path = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
  return path.slice(0, FIELD_CHARACTERS_MAX);
}

function join(path: string | undefined, name: string): string {
  const cut = name.slice(0, FIELD_CHARACTERS_MAX);
  return path === undefined ? cut : `${path}.${cut}`;
}
