import { csvTable } from './csv-table';
import { withoutGiants } from './table';

const read = (text: string, isCut = false) => csvTable({ text, encoding: 'utf-8', isCut });

describe('a CSV file', () => {
  it('gives lines with their numbers, whatever ends them and parts their cells', () => {
    const rows = [
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['1', 'x,y'] },
    ];
    expect(read('a,b\r\n\r\n1,"x,y"\r\n')).toEqual({ sheet: undefined, rows, faults: [] });
    expect(read('a\tb\n\n1\tx,y').rows).toEqual(rows);
    expect(read('a;b\n ; \n1;x,y\n').rows).toEqual(rows);
  });

  it.each(['', ' \n\r\n', '\uFEFF'])('with nothing in it is refused: %j', (text) => {
    expect(() => read(text)).toThrow(/empty/);
  });

  it('cut inside quotes keeps the lines before and tells the place', () => {
    const { rows, faults } = read('a,b\n1,2\n3,"4\n5,6');
    expect(rows.map(({ line }) => line)).toEqual([1, 2]);
    expect(faults).toMatchObject([{ code: 'file-cut', field: 'file' }]);
    expect(faults[0]?.fix).toContain('copy the file again');
  });

  it('cut inside a character gives up the line it falls in', () => {
    const { rows, faults } = read('a,b\n1,2\n3,松', true);
    expect(rows.map(({ line }) => line)).toEqual([1, 2]);
    expect(faults).toMatchObject([{ line: 3, code: 'file-cut' }]);
  });

  it('with a stray quote keeps the lines before it', () => {
    const { rows, faults } = read('a,b\n1,2\n3,x"y"\n5,6\n');
    expect(rows.map(({ line }) => line)).toEqual([1, 2]);
    expect(faults).toMatchObject([{ line: 3, code: 'unreadable' }]);
  });

  it('with a cell of 10 MB loses that line only, and never repeats the cell', () => {
    const { rows, faults } = withoutGiants(read(`a,b\n1,${'x'.repeat(10 * 1024 * 1024)}\n3,4\n`));
    expect(rows.map(({ line }) => line)).toEqual([1, 3]);
    expect(faults).toMatchObject([{ line: 2, field: 'column 2', code: 'cell-too-long' }]);
    expect(JSON.stringify(faults).length).toBeLessThan(400);
  });
});
