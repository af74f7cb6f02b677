import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { joinZhEn, sayOf, type ZhEn } from '@youlu/vocabulary';
import { HttpProblem, invalidRequest } from './problem';
import type { RowFault } from './rows/rejection';

const FIELD_CHARACTERS_MAX = 80;
/** A DTO has few fields; a body with a thousand unknown ones gets the first of them named. */
const FAULTS_MAX = 20;

/** Checks bodies and queries against their DTO class; unknown fields and wrong types are refused. */
export class DtoPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
      validationError: { target: false, value: true }, // the value is looked at, never shown
      exceptionFactory: (errors) => problemOfFaults(faultsOf(errors)),
    });
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    // Rows of a batch and path parameters are judged elsewhere: nothing to do, at no cost.
    if (metatype === undefined || metatype === Object || metatype === String)
      return value as Promise<unknown>; // Nest awaits either
    if (metadata.type === 'body' && this.toValidate(metadata) && !isPlainObject(value)) {
      throw new HttpProblem(
        400,
        'request.not-an-object',
        '请求体不是 JSON 对象，请发送一个对象 {…}，字段见 /docs。The body is not a JSON object. Send one object, {…}; /docs shows its fields.',
      );
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const INVALID: ZhEn = '请求无效，格式见 /docs。The request is invalid; /docs shows its form.';

function problemOfFaults(faults: RowFault[]): HttpProblem {
  const first = faults[0];
  const detail = first === undefined ? INVALID : joinZhEn(first.reason, first.fix);
  return invalidRequest(detail, faults);
}

/** class-validator's tree, flat: one fault per field, with the path to it. */
function faultsOf(errors: readonly ValidationError[], parent = ''): RowFault[] {
  const faults: RowFault[] = [];
  for (const error of errors) {
    const field = `${parent}${error.property}`.slice(0, FIELD_CHARACTERS_MAX);
    const [code, reason] = Object.entries(error.constraints ?? {})[0] ?? [];
    if (code !== undefined && reason !== undefined) {
      const context: unknown = error.contexts?.[code];
      faults.push(faultOf(field, code, reason, context, error.value === undefined));
    }
    faults.push(...faultsOf(error.children ?? [], `${field}.`));
    if (faults.length >= FAULTS_MAX) break;
  }
  return faults.slice(0, FAULTS_MAX);
}

const CODES: Readonly<Record<string, string>> = {
  isArray: 'wrong-type',
  arrayMinSize: 'too-few',
  arrayMaxSize: 'too-many',
};

function faultOf(
  field: string,
  check: string,
  reason: string,
  context: unknown,
  isMissing: boolean,
): RowFault {
  if (check === 'whitelistValidation') {
    const fix: ZhEn = `请删去 ${field}；字段见 /docs。Remove ${field}; /docs lists the fields.`;
    return {
      field,
      code: 'unknown-field',
      reason: sayOf(field, '不是此处的字段。is not a field here'),
      fix,
    };
  }
  // Fields are declared by the decorators of fields.ts, whose checks tell both; others are ours to word.
  const told = context as { reason: ZhEn; fix: ZhEn } | undefined;
  const fix: ZhEn =
    told?.fix ?? `请更正 ${field}；格式见 /docs。Correct ${field}; /docs shows its form.`;
  if (isMissing) return { field, code: 'required', reason: sayOf(field, '缺失。is missing'), fix };
  const said: ZhEn = told ? sayOf(field, told.reason) : `${field} 无效。${reason}`;
  return { field, code: CODES[check] ?? check, reason: said, fix };
}
