import { strToU8, Zip, ZipDeflate } from 'fflate';

type Cell = string | number | boolean;
export interface Sheet {
  readonly name: string;
  /** Width of each column in characters. */
  readonly widths: readonly number[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

const ROWS_PER_CHUNK = 500;
/** What the format itself allows. */
const ROWS_MAX = 1_048_576;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook (ECMA-376) as bytes, row by row: what is written is forgotten, so a nation's list takes no
 * more memory than a county's. Texts are texts: a code keeps its digits, and nothing is a formula.
 * The writers of the registry hold the whole book, or write one sheet only.
 * @param madeAt the instant that the entries of the archive bear, so that one report is one file
 */
export async function* workbook(
  sheets: readonly Sheet[],
  madeAt: Date,
): AsyncGenerator<Uint8Array> {
  const bytes: Uint8Array[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    bytes.push(data);
  });
  const entry = (name: string): ZipDeflate => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = madeAt;
    zip.add(file);
    return file;
  };
  for (const [name, text] of fixedParts(sheets)) entry(name).push(strToU8(HEAD + text), true);
  for (const [i, sheet] of sheets.entries()) {
    const file = entry(`xl/worksheets/sheet${i + 1}.xml`);
    for await (const text of sheetTexts(sheet)) {
      file.push(strToU8(text), false);
      yield* bytes.splice(0);
    }
    file.push(new Uint8Array(), true);
  }
  zip.end();
  yield* bytes;
}

async function* sheetTexts({ widths, rows }: Sheet): AsyncGenerator<string> {
  const columns = widths.map((w, i) => {
    return `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`;
  });
  yield `${HEAD}<worksheet xmlns="${MAIN}"><cols>${columns.join('')}</cols><sheetData>`;
  let text = '';
  let number = 0;
  for await (const row of rows) {
    number++;
    if (number > ROWS_MAX) throw new RangeError(`A sheet holds ${ROWS_MAX} rows and no more`);
    text += `<row r="${number}">${row.map((value, i) => cell(`${letterOf(i)}${number}`, value)).join('')}</row>`;
    if (number % ROWS_PER_CHUNK !== 0) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

/** A to Z: no sheet of ours has more columns. */
const letterOf = (column: number): string => String.fromCharCode(65 + column);

function cell(at: string, value: Cell): string {
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

/** XML 1.0 has no control characters but three. */
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}

function fixedParts(sheets: readonly Sheet[]): [string, string][] {
  const types = sheets.map((_, i) => {
    return `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`;
  });
  const named = sheets.map(({ name }, i) => {
    return `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`;
  });
  const related = sheets.map((_, i) => {
    return `<Relationship Id="rId${i + 1}" Type="${RELATION}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`;
  });
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" ` +
        `Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets>${named.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${related.join('')}</Relationships>`,
    ],
  ];
}
