import type { ErrorObject } from 'ajv';
import type { RowFault } from './rejection';

/** Field names come from the request and go into an answer: cut, never the value beside them. */
const FIELD_CHARACTERS_MAX = 80;

/** One ajv error as what is wrong and what to do; no value of the request is repeated. */
export function faultOf(error: ErrorObject): RowFault {
  return describe(error, pathOf(error.instancePath));
}

function describe(error: ErrorObject, path: string | undefined): RowFault {
  const params = error.params as Record<string, unknown>;
  const name = path ?? 'the row';
  switch (error.keyword) {
    case 'required':
      return requiredFault(join(path, String(params.missingProperty)));
    case 'additionalProperties':
      return unknownFieldFault(join(path, String(params.additionalProperty)));
    case 'type':
      return fault(path, 'wrong-type', `${name} is not ${typeName(params.type)}`, typeFix(error));
    case 'format':
      return formatFault(path, String(params.format));
    case 'enum':
    case 'const':
      return fault(path, 'not-in-list', `${name} is not one of the known words`, enumFix(error));
    case 'anyOf':
      return anyOfFault(error, path);
    case 'pattern':
      return fault(path, 'wrong-form', `${name} has the wrong form`, patternFix(error));
    default:
      return limitFault(error, path, params);
  }
}

function limitFault(
  error: ErrorObject,
  path: string | undefined,
  params: Record<string, unknown>,
): RowFault {
  const name = path ?? 'the row';
  const limit = String(params.limit);
  switch (error.keyword) {
    case 'minimum':
    case 'exclusiveMinimum':
      return fault(path, 'out-of-range', `${name} is too small`, `Send ${limit} or more.`);
    case 'maximum':
    case 'exclusiveMaximum':
      return fault(path, 'out-of-range', `${name} is too large`, `Send ${limit} or less.`);
    case 'minLength':
      return fault(path, 'too-short', `${name} is too short`, `Send ${limit} or more characters.`);
    case 'maxLength':
      return fault(path, 'too-long', `${name} is too long`, `Send at most ${limit} characters.`);
    case 'minItems':
      return fault(path, 'too-few', `${name} has too few entries`, `Send ${limit} or more.`);
    case 'maxItems':
      return fault(path, 'too-many', `${name} has too many entries`, `Send at most ${limit}.`);
    case 'uniqueItems':
      return fault(path, 'repeated', `${name} has an entry twice`, 'Send each entry once.');
    default:
      return fault(
        path,
        'invalid',
        `${name} ${error.message ?? 'is invalid'}`,
        describedFix(error),
      );
  }
}

function requiredFault(field: string): RowFault {
  return { field, code: 'required', reason: `${field} is missing`, fix: `Add ${field}.` };
}

function unknownFieldFault(field: string): RowFault {
  return {
    field,
    code: 'unknown-field',
    reason: `${field} is not a field of this row`,
    fix: `Remove ${field}; /docs lists the fields.`,
  };
}

const FORMAT_WORDS: Readonly<Record<string, { code: string; is: string; fix: string }>> = {
  date: {
    code: 'not-a-day',
    is: 'a day of the calendar',
    fix: 'Send it as YYYY-MM-DD, for example 2020-09-28.',
  },
  'date-time': {
    code: 'not-an-instant',
    is: 'an instant with an offset',
    fix: 'Send ISO 8601 with its offset, for example 2020-09-01T08:00:00+08:00.',
  },
  'plain-text': {
    code: 'not-text',
    is: 'plain text',
    fix: 'Leave out NUL and broken characters (a lone half of a surrogate pair).',
  },
  'division-code': {
    code: 'not-a-division-code',
    is: 'a division code',
    fix: 'Send 2, 4, 6, 9 or 12 digits as a string, for example "653024".',
  },
  'tracking-number': {
    code: 'not-a-tracking-number',
    is: 'a tracking number',
    fix: 'Send 8 to 26 capital letters, digits or "-", for example "LX000000016CN".',
  },
};

function formatFault(path: string | undefined, format: string): RowFault {
  const words = FORMAT_WORDS[format];
  const name = path ?? 'the row';
  if (words === undefined) {
    return fault(path, 'wrong-form', `${name} is not a ${format}`, `Send a valid ${format}.`);
  }
  return fault(path, words.code, `${name} is not ${words.is}`, words.fix);
}

/** TypeBox writes a list of words as anyOf of constants, and a nullable field as anyOf with null. */
function anyOfFault(error: ErrorObject, path: string | undefined): RowFault {
  const options: unknown[] = Array.isArray(error.schema) ? error.schema : [];
  const words = options.map((o) => (o as { const?: unknown }).const);
  const name = path ?? 'the row';
  if (words.length > 0 && words.every((w) => w !== undefined)) {
    const fix = `Send one of: ${words.map(String).join(', ')}.`;
    return fault(path, 'not-in-list', `${name} is not one of the known words`, fix);
  }
  return fault(path, 'wrong-type', `${name} has none of the allowed forms`, describedFix(error));
}

function typeName(type: unknown): string {
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    object: 'an object',
    array: 'a list',
    null: 'null',
  };
  return words[String(type)] ?? String(type);
}

function typeFix(error: ErrorObject): string {
  const type = String((error.params as { type?: unknown }).type);
  if (type === 'string') return 'Send it as a string in quotes.';
  return `Send ${typeName(type)}${type === 'object' || type === 'array' ? '' : ', without quotes'}.`;
}

function enumFix(error: ErrorObject): string {
  const params = error.params as { allowedValues?: unknown[]; allowedValue?: unknown };
  const words = params.allowedValues ?? [params.allowedValue];
  return `Send one of: ${words.map(String).join(', ')}.`;
}

function patternFix(error: ErrorObject): string {
  const pattern = (error.params as { pattern?: unknown }).pattern;
  return `${describedFix(error)} It must match ${String(pattern)}.`;
}

function describedFix(error: ErrorObject): string {
  const parent = error.parentSchema as { description?: unknown } | undefined;
  return typeof parent?.description === 'string'
    ? `Send: ${parent.description}.`
    : 'Correct it; /docs shows the form.';
}

function fault(field: string | undefined, code: string, reason: string, fix: string): RowFault {
  return field === undefined ? { code, reason, fix } : { field, code, reason, fix };
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
