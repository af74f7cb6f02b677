import { DayField, TextField } from '@youlu/http';

/** Characters of a register file; the whole country's is about 25 MB, a province's under 1 MB. */
export const CSV_CHARACTERS_MAX = 16_000_000;

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
    description: 'The file: code,name,level,parent_code,kind and one line for each division',
  })
  csv: string;
}
