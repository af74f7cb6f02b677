import { readCsvBody } from './csv-body';

const COLUMNS = { needed: ['id', 'decision'], others: ['note'] } as const;
const read = (csv: string) => readCsvBody<'id' | 'decision' | 'note'>(csv, COLUMNS);
const cells = (csv: string) => read(csv).lines.map(({ cells: c }) => [c.id, c.decision, c.note]);
const codes = (csv: string) => read(csv).faults.map(({ line, code }) => [line, code]);

describe('a table in a request', () => {
  it('is read by its header, in any order, with a byte order mark and CRLF', () => {
    expect(cells('\uFEFFnote,more,decision,id\r\nn,x,accept,1\r\n')).toEqual([
      ['1', 'accept', 'n'],
    ]);
    expect(read('id,decision\n\n1,a\n').lines).toEqual([
      { line: 3, cells: { id: '1', decision: 'a', note: '' } },
    ]);
  });

  it('may leave out cells at the end of a line, as spreadsheet programs do', () => {
    expect(cells('id,note,decision\n1\n2,n,accept')).toEqual([
      ['1', '', ''],
      ['2', 'accept', 'n'],
    ]);
  });

  it('loses the lines that cannot be read, and no other', () => {
    const csv = `id,decision\n1,a,b\n2,${'长'.repeat(5_000)}\n3,reject`;
    expect(codes(csv)).toEqual([
      [2, 'wrong-number-of-fields'],
      [3, 'cell-too-long'],
    ]);
    expect(cells(csv)).toEqual([['3', 'reject', '']]);
    expect(JSON.stringify(read(csv)).length).toBeLessThan(1_000);
  });

  it('gives back what was guarded against spreadsheets as it was', () => {
    expect(cells(`id,decision,note\n1,a,"'=1+1"\n2,b,'quoted'`)).toEqual([
      ['1', 'a', '=1+1'],
      ['2', 'b', "'quoted'"],
    ]);
  });

  it.each([
    ['id\n1', 'column-missing'],
    ['', 'column-missing'],
    ['id,decision,id\n1,a,2', 'column-repeated'],
    ['id,decision\n1,"a', 'unreadable'],
  ])('%j is refused', (csv, code) => {
    expect(codes(csv).map(([, word]) => word)).toEqual([code]);
  });
});
