import { type LetterKey, letterKeyOf, type LetterSelection } from '@youlu/messaging';
import { parseInstant } from '@youlu/vocabulary';
import {
  ID_CHARACTERS_MAX,
  IdField,
  InstantField,
  IntField,
  OneOfField,
  TextField,
} from '../fields';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX, PageQuery } from '../page';
import { HttpProblem } from '../problem';

const PARTITION_MAX = 999_999;
const OFFSET_MAX = Number.MAX_SAFE_INTEGER;
const WHY_CHARACTERS_MAX = 500;

export class ListDeadLettersQuery extends PageQuery {
  @IdField({ optional: true, description: 'only where the process hosts several services' })
  service?: string;

  @IdField({ optional: true, example: 'tracking.scan-writer' })
  consumer?: string;

  @IdField({ optional: true, example: 'tracking.scan' })
  topic?: string;

  @IdField({ optional: true, description: 'the reason in one word', example: 'row.invalid' })
  code?: string;

  @OneOfField(['parked', 'discarded', 'all'], { optional: true, description: 'parked by default' })
  state?: 'parked' | 'discarded' | 'all';
}

export class ServiceQuery {
  @IdField({ optional: true, description: 'only where the process hosts several services' })
  service?: string;
}

/** Some of the letters: by their ids, or all that fit what is said. */
export class SelectDeadLetters extends ServiceQuery {
  @TextField({ max: 160, list: { min: 1, max: PAGE_LIMIT_MAX }, optional: true })
  ids?: string[];

  @IdField({ optional: true })
  consumer?: string;

  @IdField({ optional: true })
  topic?: string;

  @IdField({ optional: true })
  code?: string;

  @IntField({ min: 0, max: PARTITION_MAX, optional: true })
  partition?: number;

  @IntField({ min: 0, max: OFFSET_MAX, optional: true, description: 'first offset of a range' })
  fromOffset?: number;

  @IntField({ min: 0, max: OFFSET_MAX, optional: true, description: 'last offset of a range' })
  toOffset?: number;

  @InstantField({ optional: true, description: 'parked at or after it' })
  parkedFrom?: string;

  @InstantField({ optional: true, description: 'parked before it' })
  parkedBefore?: string;
}

export class ReplayDeadLetters extends SelectDeadLetters {
  @IntField({ min: 1, max: PAGE_LIMIT_MAX, optional: true, description: 'letters to try at most' })
  limit: number = PAGE_LIMIT_DEFAULT;

  @TextField({ min: 0, max: 1_024, optional: true, description: 'nextCursor of the answer before' })
  cursor?: string;
}

export class DiscardDeadLetters extends SelectDeadLetters {
  @IdField({ description: `who decides; an id of at most ${ID_CHARACTERS_MAX} characters` })
  by: string;

  @TextField({ min: 3, max: WHY_CHARACTERS_MAX, description: 'why the letter is not wanted' })
  why: string;
}

/** @throws HttpProblem 400 for an id that is none, or when everything there is would be meant */
export function selectionOf(body: SelectDeadLetters): LetterSelection {
  const { ids, consumer, topic, code, partition, fromOffset, toOffset } = body;
  if ((ids ?? consumer ?? topic ?? code) === undefined) {
    throw new HttpProblem(
      400,
      'dead-letters.which',
      '未加限定，会涉及全部死信，请指明 ids、consumer、topic 或 code。This would mean every letter there is. Name ids, a consumer, a topic or a code.',
      { field: 'ids' },
    );
  }
  const range = {
    parkedFrom: instantOf(body.parkedFrom),
    parkedBefore: instantOf(body.parkedBefore),
  };
  const keys = ids?.map(keyOf);
  return { consumer, topic, code, partition, fromOffset, toOffset, keys, ...range };
}

export function keyOf(id: string): LetterKey {
  const key = letterKeyOf(id);
  if (key !== undefined) return key;
  throw new HttpProblem(
    400,
    'dead-letters.id',
    '不是死信编号，请从列表中取：consumer:topic:partition:offset:row。This is not the id of a letter. Take one from the list: consumer:topic:partition:offset:row.',
    { field: 'ids' },
  );
}

function instantOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseInstant(text);
}
