import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

let changed = 0;

/** The workbook report.xlsx of a folder with other texts in its parts, as a file beside it. */
export function changeParts(
  folder: string,
  changes: readonly (readonly [part: string, from: string, to: string])[],
  styles = '',
): string {
  const parts = unzipSync(readFileSync(join(folder, 'report.xlsx')));
  if (styles !== '') parts['xl/styles.xml'] = strToU8(styles);
  for (const [name, from, to] of changes) {
    const text = strFromU8(parts[name] ?? new Uint8Array());
    expect(text).toContain(from);
    parts[name] = strToU8(text.replace(from, to));
  }
  const file = `changed-${changed++}.xlsx`;
  writeFileSync(join(folder, file), zipSync(parts));
  return file;
}

/** A cell in a format of its own, as spreadsheet programs write it. */
export const inFormat = (folder: string, formatCode: string): string =>
  changeParts(
    folder,
    [
      ['xl/worksheets/sheet2.xml', '<c r="E2">', '<c r="E2" s="1">'],
      [
        'xl/_rels/workbook.xml.rels',
        '</Relationships>',
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/' +
          'relationships/styles" Target="styles.xml"/></Relationships>',
      ],
      [
        '[Content_Types].xml',
        '</Types>',
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-' +
          'officedocument.spreadsheetml.styles+xml"/></Types>',
      ],
    ],
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      `<numFmts count="1"><numFmt numFmtId="164" formatCode="${formatCode}"/></numFmts>` +
      '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>' +
      '</styleSheet>',
  );
