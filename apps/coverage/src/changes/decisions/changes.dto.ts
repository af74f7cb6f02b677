import {
  BooleanField,
  DayField,
  DivisionCodeField,
  InstantField,
  OneOfField,
  PageQuery,
  TextField,
} from '@youlu/http';
import { CHANGE_KINDS, type ChangeKind } from '../../lineage/change';
import { CHANGE_STATUSES, type ChangeStatus } from '../stored-change';

/** Characters of a list of decisions: 20,000 lines. */
const CSV_CHARACTERS_MAX = 8_000_000;
const UNITS_MAX = 200;

export class ChangesQuery extends PageQuery {
  @DayField({ optional: true, description: 'The earlier of the two editions' })
  earlier?: string;

  @DayField({ optional: true, description: 'The later of the two editions' })
  later?: string;

  @OneOfField(CHANGE_KINDS, { optional: true })
  kind?: ChangeKind;

  @OneOfField(CHANGE_STATUSES, {
    optional: true,
    description: 'applied by the policy, accepted or rejected by an organisation, or waiting',
  })
  status?: ChangeStatus;

  @DivisionCodeField({ optional: true, description: 'Changes of this unit and of all in it' })
  unit?: string;

  @InstantField({ optional: true, description: 'The changes as they were known then' })
  knownAt?: string;
}

export class HistoryQuery {
  @InstantField({ optional: true, description: 'What had been said by then; by now if left away' })
  knownAt?: string;
}

class Word {
  @TextField({ max: 200, description: 'The organisation that decides; never the name of a person' })
  decidedBy: string;

  @TextField({ optional: true, max: 500, description: 'The document it rests on: number and date' })
  document?: string;

  @TextField({ optional: true, max: 1_000 })
  note?: string;
}

export class AcceptChangeDto extends Word {
  @DayField({
    optional: true,
    description: 'The first day it holds; the later edition if left away',
  })
  effectiveOn?: string;
}

export class RejectChangeDto extends Word {}

export class CorrectChangeDto extends AcceptChangeDto {
  @OneOfField(CHANGE_KINDS)
  kind: ChangeKind;

  @DivisionCodeField({
    list: { min: 0, max: UNITS_MAX },
    description: 'Codes of the earlier edition',
  })
  from: string[];

  @DivisionCodeField({
    list: { min: 0, max: UNITS_MAX },
    description: 'Codes of the later edition',
  })
  to: string[];
}

export class AddChangeDto extends CorrectChangeDto {
  @DayField()
  earlier: string;

  @DayField()
  later: string;
}

export class DecideDto {
  @TextField({ max: 200, description: 'The organisation that decides; never the name of a person' })
  decidedBy: string;

  @TextField({
    max: CSV_CHARACTERS_MAX,
    description:
      'The list of GET /v1/changes as text/csv, with accept, reject, correct or add in the column ' +
      'decision; correct and add read kind, from, to (codes joined by "|") and effective_on. Lines ' +
      'without a decision stay as they are',
  })
  csv: string;

  @BooleanField({
    optional: true,
    description: 'Decide what can be decided and name the rest; left away, one fault refuses all',
  })
  keepGoodRows?: boolean;
}
