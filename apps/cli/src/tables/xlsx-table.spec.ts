import { zipSync } from 'fflate';
import { workbook } from '../testing/tiny-workbook';
import { xlsxTables } from './xlsx-table';
import { harmlessZip } from './zip-guard';

describe('a workbook', () => {
  it('gives its sheets as a person reads them: codes whole, days as days, empty sheets left out', async () => {
    const sheets = {
      网点: [
        ['区划代码', '启用日期', '件数', '空'],
        ['991101', { raw: '46023', style: 1 }, 12, { raw: '0.35416666666', style: 1 }],
        [{ raw: '991101100200' }, { raw: '9.91101100200E+11' }, { raw: '1.5' }, null],
      ],
      说明: [],
    } as const;
    expect(await xlsxTables(workbook(sheets))).toEqual([
      {
        sheet: '网点',
        faults: [],
        rows: [
          { line: 1, cells: ['区划代码', '启用日期', '件数', '空'] },
          { line: 2, cells: ['991101', '2026-01-01', '12', '08:30'] },
          { line: 3, cells: ['991101100200', '991101100200', '1.5', ''] },
        ],
      },
    ]);
  });

  it('without a row is refused', async () => {
    await expect(xlsxTables(workbook({ a: [] }))).rejects.toThrow(/empty/);
  });

  it('cut in the middle, and what is no workbook, is refused', async () => {
    const whole = workbook({ a: [['code', 'name']] });
    await expect(xlsxTables(whole.subarray(0, whole.length / 2))).rejects.toThrow(/damaged or cut/);
    const other = Buffer.from(zipSync({ 'a.txt': new Uint8Array(3) }));
    await expect(xlsxTables(other)).rejects.toThrow(/no workbook/);
  });
});

describe('a zip bomb', () => {
  const MB = 1024 * 1024;
  const zeros = (bytes: number): Buffer =>
    Buffer.from(zipSync({ zeros: new Uint8Array(bytes) }, { level: 1 }));
  /** The same archive whose headers say another size. */
  const saying = (archive: Buffer, bytes: number, declaredBytes: number): Buffer => {
    const [truth, lie] = [Buffer.alloc(4), Buffer.alloc(4)];
    truth.writeUInt32LE(bytes);
    lie.writeUInt32LE(declaredBytes);
    const lying = Buffer.from(archive);
    for (let at = lying.indexOf(truth); at >= 0; at = lying.indexOf(truth, at + 4))
      lie.copy(lying, at);
    return lying;
  };

  it('that says how large it is, is refused by its directory', () => {
    const bomb = saying(zeros(3 * MB), 3 * MB, 1_000 * MB);
    expect(() => harmlessZip(bomb)).toThrow(/refused: it says that it unpacks to more than 128 MB/);
  });

  it('of a high ratio is refused below the limit of size too', () => {
    expect(() => harmlessZip(zeros(9 * MB))).toThrow(/it says .* more than 100 times its size/);
  });

  it('whose directory lies is refused when it has unpacked too much', () => {
    const bomb = saying(zeros(9 * MB), 9 * MB, 1_000);
    expect(() => harmlessZip(bomb)).toThrow(/it unpacks to more than 100 times its size/);
  });

  it('of very many parts is refused', () => {
    const many = Array.from({ length: 1_001 }, (_, i) => [`part${i}`, new Uint8Array(1)] as const);
    expect(() => harmlessZip(zipSync(Object.fromEntries(many)))).toThrow(/it holds 1001 parts/);
  });

  it('an honest workbook passes and says the same', () => {
    const whole = workbook({ a: [['code', 'name']] });
    expect(harmlessZip(harmlessZip(whole))).toEqual(harmlessZip(whole));
  });
});
