import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, ValidateBy } from 'class-validator';
import {
  isDay,
  isDivisionCode,
  isTrackingNumber,
  parseInstant,
  type ZhEn,
} from '@youlu/vocabulary';

/**
 * One decorator per DTO field: it checks (class-validator), says what to do when the check fails,
 * and draws the field into the OpenAPI. Fields are required unless `optional`.
 */
export interface FieldOptions {
  optional?: boolean;
  description?: string;
  example?: unknown;
  /** The field is a list, each entry of which is checked. */
  list?: { min?: number; max: number };
}

export interface IntFieldOptions extends FieldOptions {
  min: number;
  max: number;
  /** Query strings arrive as text: digits become a number. In bodies a number must be a number. */
  fromQuery?: boolean;
}

interface Check {
  /** Stable word; becomes the fault's `code`. */
  code: string;
  /** What is wrong, without the field's name. */
  reason: ZhEn;
  fix: ZhEn;
  holds: (value: unknown) => boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string';
/** No NUL, which PostgreSQL cannot keep, and no half of a character, which UTF-8 cannot. */
export const isPlainText = (text: string): boolean => !/\0|\p{Cs}/u.test(text);
/** Ids go into keys, logs and URLs: no spaces, slashes or control characters. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;
export const ID_CHARACTERS_MAX = 64;
export const MONTH_DAY_PATTERN = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function IdField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, maxLength: ID_CHARACTERS_MAX, pattern: ID_PATTERN.source },
    {
      code: 'not-an-id',
      reason: '不是编号。is not an id',
      fix: `请填 1 至 ${ID_CHARACTERS_MAX} 个字母、数字或 "." "_" ":" "-"，以字母或数字开头。Send 1 to ${ID_CHARACTERS_MAX} letters, digits, ".", "_", ":" or "-", starting with a letter or digit.`,
      holds: (v) => isText(v) && v.length <= ID_CHARACTERS_MAX && ID_PATTERN.test(v),
    },
  );
}

export function TextField(
  options: FieldOptions & { min?: number; max: number },
): PropertyDecorator {
  const { min = 1, max } = options;
  return field(
    options,
    { type: String, minLength: min, maxLength: max },
    {
      code: 'not-text',
      reason: `不是 ${min} 至 ${max} 个字符的纯文本。is not plain text of ${min} to ${max} characters`,
      fix: `请填 ${min} 至 ${max} 个字符的文本。Send text of ${min} to ${max} characters.`,
      holds: (v) => isText(v) && v.length >= min && v.length <= max && isPlainText(v),
    },
  );
}

export function IntField(options: IntFieldOptions): PropertyDecorator {
  const { min, max } = options;
  const check = field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    {
      code: 'not-a-whole-number',
      reason: `不是 ${min} 至 ${max} 的整数。is not a whole number from ${min} to ${max}`,
      fix: `请填 ${min} 至 ${max} 的整数。Send a whole number from ${min} to ${max}.`,
      holds: (v) => Number.isSafeInteger(v) && (v as number) >= min && (v as number) <= max,
    },
  );
  const read = Transform(({ value }: { value: unknown }) =>
    isText(value) && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
  );
  return options.fromQuery === true ? applyDecorators(read, check) : check;
}

export function BooleanField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: Boolean },
    {
      code: 'not-a-boolean',
      reason: '既非 true 也非 false。is neither true nor false',
      fix: '请填 true 或 false，不加引号。Send true or false, without quotes.',
      holds: (v) => typeof v === 'boolean',
    },
  );
}

export function DayField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'date' },
    {
      code: 'not-a-day',
      reason: '不是日历上的日期。is not a day of the calendar',
      fix: '请写成 YYYY-MM-DD，例如 2020-09-28。Send it as YYYY-MM-DD, for example 2020-09-28.',
      holds: (v) => isText(v) && isDay(v),
    },
  );
}

export function MonthDayField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, pattern: MONTH_DAY_PATTERN.source },
    {
      code: 'not-a-month-day',
      reason: '不是一年中的日期。is not a day of the year',
      fix: '请写成 MM-DD，例如 09-15。Send it as MM-DD, for example 09-15.',
      holds: (v) => isText(v) && MONTH_DAY_PATTERN.test(v),
    },
  );
}

export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'date-time' },
    {
      code: 'not-an-instant',
      reason: '不是带时区偏移的时刻。is not an instant with an offset',
      fix: '请按 ISO 8601 填写并带时区偏移，例如 2020-09-01T08:00:00+08:00。Send ISO 8601 with its offset, for example 2020-09-01T08:00:00+08:00.',
      holds: (v) => isText(v) && parseInstant(v) !== undefined,
    },
  );
}

export function DivisionCodeField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, pattern: '^(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12})$' },
    {
      code: 'not-a-division-code',
      reason: '不是区划代码。is not a division code',
      fix: '请以字符串填 2、4、6、9 或 12 位数字，例如 "653024"。Send 2, 4, 6, 9 or 12 digits as a string, for example "653024".',
      holds: (v) => isText(v) && isDivisionCode(v),
    },
  );
}

export const TRACKING_NUMBER_FIX: ZhEn =
  '请填 8 至 26 个大写字母、数字或 "-"，例如 "LX000000016CN"。Send 8 to 26 capital letters, digits or "-", for example "LX000000016CN".';

export function TrackingNumberField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, minLength: 8, maxLength: 26 },
    {
      code: 'not-a-tracking-number',
      reason: '不是运单号。is not a tracking number',
      fix: TRACKING_NUMBER_FIX,
      holds: (v) => isText(v) && isTrackingNumber(v),
    },
  );
}

export function OneOfField(
  values: readonly string[],
  options: FieldOptions = {},
): PropertyDecorator {
  return field(
    options,
    { type: String, enum: [...values] },
    {
      code: 'not-in-list',
      reason: '不是规定的用词。is not one of the known words',
      fix: `请填以下之一：${values.join(', ')}。Send one of: ${values.join(', ')}.`,
      holds: (v) => isText(v) && values.includes(v),
    },
  );
}

function field(options: FieldOptions, shape: ApiPropertyOptions, check: Check): PropertyDecorator {
  const { list, optional = false } = options;
  const api = {
    ...shape,
    required: !optional,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.example === undefined ? {} : { example: options.example }),
    ...(list === undefined ? {} : { isArray: true, minItems: list.min ?? 0, maxItems: list.max }),
  } as ApiPropertyOptions;
  const decorators: PropertyDecorator[] = [ApiProperty(api), checkBy(check, list !== undefined)];
  if (list !== undefined) decorators.push(...checkList(list));
  if (optional) decorators.push(IsOptional());
  return applyDecorators(...decorators);
}

function checkBy(check: Check, each: boolean): PropertyDecorator {
  return ValidateBy(
    {
      name: check.code,
      validator: {
        validate: (value: unknown) => check.holds(value),
        defaultMessage: () => check.reason,
      },
    },
    { each, message: () => check.reason, context: { reason: check.reason, fix: check.fix } },
  );
}

function checkList(list: { min?: number; max: number }): PropertyDecorator[] {
  const min = list.min ?? 0;
  const told: Pick<Check, 'reason' | 'fix'> = {
    reason: `不是 ${min} 至 ${list.max} 项的列表。is not a list of ${min} to ${list.max} entries`,
    fix: `请发送 ${min} 至 ${list.max} 项的列表。Send a list of ${min} to ${list.max} entries.`,
  };
  const size = { message: () => told.reason, context: told };
  return [IsArray(size), ArrayMinSize(min, size), ArrayMaxSize(list.max, size)];
}
