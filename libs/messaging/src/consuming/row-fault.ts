import { sayOf, type ZhEn } from '@youlu/vocabulary';
import type { ErrorObject } from 'ajv';

type Params = Readonly<Record<string, unknown>>;

/** What a keyword of a schema asks for; ajv says it in English alone. */
const ASKED: Readonly<Record<string, (params: Params) => string>> = {
  required: ({ missingProperty }) => `缺少 ${said(missingProperty)}`,
  type: ({ type }) => `类型应为 ${said(type)}`,
  enum: ({ allowedValues }) => `应为 ${said(allowedValues)} 之一`,
  const: ({ allowedValue }) => `应为 ${said(allowedValue)}`,
  anyOf: () => '与所允许的各种形式均不符',
  pattern: ({ pattern }) => `应符合 ${said(pattern)}`,
  format: ({ format }) => `格式应为 ${said(format)}`,
  minimum: ({ limit }) => `不得小于 ${said(limit)}`,
  maximum: ({ limit }) => `不得大于 ${said(limit)}`,
  minLength: ({ limit }) => `不得少于 ${said(limit)} 个字符`,
  maxLength: ({ limit }) => `不得超过 ${said(limit)} 个字符`,
  minItems: ({ limit }) => `不得少于 ${said(limit)} 项`,
  maxItems: ({ limit }) => `不得超过 ${said(limit)} 项`,
};

/** What is wrong with a row: which field, and what its contract asks for. */
export function faultText(error: ErrorObject | undefined): ZhEn {
  const { instancePath = '', keyword = '', params = {}, message = 'is invalid' } = error ?? {};
  const asked = ASKED[keyword]?.(params as Params);
  const why = asked === undefined ? '' : `：${asked}`;
  return sayOf(instancePath || undefined, `不符合契约${why}。${message}`);
}

function said(value: unknown): string {
  return Array.isArray(value) ? value.join('、') : String(value);
}
