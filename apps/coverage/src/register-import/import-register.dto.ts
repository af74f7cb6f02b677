import { BooleanField, DayField, InstantField, IntField, TextField } from '@youlu/http';

/** Characters of a register file: a nation's with all columns is 32 million, a province's under one. */
export const CSV_CHARACTERS_MAX = 40_000_000;

export class RegistersQuery {
  @InstantField({ optional: true, description: 'Those loaded by then; now if left away' })
  knownAt?: string;
}

export class ImportRegisterDto {
  @DayField({ description: 'Date of the edition', example: '2020-06-30' })
  registerDate: string;

  @TextField({ max: 200, example: '新疆统计用区划代码和城乡划分代码' })
  name: string;

  @TextField({ max: 500, description: 'Where the file comes from' })
  source: string;

  @TextField({ max: 200 })
  licence: string;

  @TextField({
    max: CSV_CHARACTERS_MAX,
    description:
      'The file: code,name,level,parent_code,kind and one line for each division; or code,name ' +
      'alone, from which the others follow',
  })
  csv: string;

  @BooleanField({
    optional: true,
    description:
      'Take what is left of a file with faults: good rows that lie in good rows. Left away, one ' +
      'fault refuses the file',
  })
  keepGoodRows?: boolean;

  @IntField({
    optional: true,
    min: 0,
    max: CSV_CHARACTERS_MAX,
    description:
      'Lines that the sender left out of the file because they were faulty: counted with those that ' +
      'are left out here',
  })
  leftOutBefore?: number;

  @TextField({
    optional: true,
    max: 64,
    description:
      'Confirms that units lose more than 20 % of what lies in them, or have more than 20 % of their ' +
      'codes under other names: the field confirmation of the refusal, which names them in losses. It ' +
      'may be given at once; for another file or state it confirms nothing',
  })
  confirm?: string;
}

export class ProposeMissingDto {
  @TextField({ max: 200, description: 'Which organisation asks for it; never a person' })
  decidedBy: string;
}
