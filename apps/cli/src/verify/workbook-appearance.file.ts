import { unzipSync } from 'fflate';
import { harmlessZip } from '../tables/zip-guard';
import { SHOWN_MAX, type Mismatch } from './carried-report';

/** Formats that show what a cell holds; any other may show something else, or nothing. */
const PLAIN_BUILT_IN: readonly string[] = ['0', '1', '49'];
const PLAIN_CODES: readonly string[] = ['general', '@', '0'];
/** Below, a row (points) or a column (characters) cannot be read. */
const SEEN_MIN = 3;
const SEEN_WIDTH_MIN = 1;

type Appearance = Pick<Mismatch, 'code' | 'field' | 'inFile'>;
type Attributes = Readonly<Record<string, string>>;

/**
 * What makes a workbook show something else than its cells hold: formulas, formats, what is hidden or
 * laid together. The service writes none of it, and saving anew adds none; the first of them are named
 * by sheet and cell. Every part is looked at, whatever it is called: the parts say what they are.
 */
export function otherAppearances(bytes: Uint8Array): Mismatch[] {
  const parts = Object.entries(unzipSync(harmlessZip(bytes)))
    .filter(([name]) => /\.(xml|rels)$/i.test(name))
    .map(([name, part]) => [name, Buffer.from(part).toString('utf8')] as const);
  const odd = oddStyles(parts.map(([, xml]) => xml));
  const found: Appearance[] = [];
  for (const [name, xml] of parts) {
    const sheet = name.replace(/^.*\//, '').replace(/\.xml$/i, '');
    for (const one of appearancesIn(sheet, xml, odd)) {
      found.push(one);
      if (found.length > SHOWN_MAX) break;
    }
  }
  return found.map((one) => ({ ...one, part: 'about', instead: '' }));
}

function* appearancesIn(sheet: string, xml: string, odd: OddStyles): Generator<Appearance> {
  if (/<!DOCTYPE/i.test(xml)) yield { code: sheet, field: 'entities', inFile: 'DOCTYPE' };
  for (const [tag, name, attributes] of elementsOf(xml, 'sheet')) {
    const { state = 'visible' } = attributes;
    if (state !== 'visible') yield { code: attributes.name ?? name, field: 'hidden', inFile: tag };
  }
  if (!/<(?:\w+:)?sheetData\b/.test(xml)) return;
  yield* hiddenIn(sheet, xml);
  for (const [, , { r = '?', s = '0' }] of elementsOf(xml, 'c')) {
    const format = odd(s);
    if (format !== undefined) yield { code: `${sheet}!${r}`, field: 'format', inFile: format };
  }
  // A cell's formula stands in the cell: the last cell that began before it.
  for (const formula of xml.matchAll(/<(?:\w+:)?f\b[^>]*>([^<]*)|<(?:\w+:)?f\b[^>]*\/>/g)) {
    const before = xml.slice(Math.max(0, formula.index - CELL_HEAD_MAX), formula.index);
    const [, cell = '?'] = /.*<(?:\w+:)?c\b[^>]*?\br="([^"]*)"/s.exec(before) ?? [];
    yield { code: `${sheet}!${cell}`, field: 'formula', inFile: `=${formula[1] ?? ''}` };
  }
}

/** Between the beginning of a cell and its formula stand only the attributes of the two. */
const CELL_HEAD_MAX = 500;

function* hiddenIn(sheet: string, xml: string): Generator<Appearance> {
  for (const [tag, , { r = '?', hidden, ht }] of elementsOf(xml, 'row')) {
    if (isOn(hidden) || isBelow(ht, SEEN_MIN)) {
      yield { code: `${sheet}!${r}`, field: 'hidden row', inFile: tag };
    }
  }
  for (const [tag, , { min = '?', hidden, width }] of elementsOf(xml, 'col')) {
    if (isOn(hidden) || isBelow(width, SEEN_WIDTH_MIN)) {
      yield { code: `${sheet}!${min}`, field: 'hidden column', inFile: tag };
    }
  }
  for (const [tag, , { zeroHeight }] of elementsOf(xml, 'sheetFormatPr')) {
    if (isOn(zeroHeight)) yield { code: sheet, field: 'hidden row', inFile: tag };
  }
  for (const [tag, , { ref = '?' }] of elementsOf(xml, 'mergeCell')) {
    yield { code: `${sheet}!${ref}`, field: 'merged', inFile: tag };
  }
  for (const [tag, , { sqref = '?' }] of elementsOf(xml, 'conditionalFormatting')) {
    yield { code: `${sheet}!${sqref}`, field: 'format', inFile: tag };
  }
}

/** The format of a style that does not show what a cell holds. */
type OddStyles = (style: string) => string | undefined;

function oddStyles(parts: readonly string[]): OddStyles {
  const sheets = parts.filter((xml) => /<(?:\w+:)?cellXfs\b/.test(xml)).map(formatsIn);
  return (style) => {
    if (sheets.length === 0) return style === '0' ? undefined : `style ${style}`;
    return sheets.map((formats) => formats[Number(style)] ?? `style ${style}`).find(isOdd);
  };
}

/** The code of the format of each style of cells. */
function formatsIn(xml: string): string[] {
  const codes = new Map(
    [...elementsOf(xml, 'numFmt')].map(([, , { numFmtId = '', formatCode = '' }]) => [
      numFmtId,
      formatCode.replaceAll('&quot;', '"'),
    ]),
  );
  const [, inside = ''] = /<(?:\w+:)?cellXfs\b[^>]*>(.*?)<\/(?:\w+:)?cellXfs>/s.exec(xml) ?? [];
  return [...elementsOf(inside, 'xf')].map(([, , { numFmtId = '0' }]) => {
    const code = codes.get(numFmtId);
    if (code === undefined) return PLAIN_BUILT_IN.includes(numFmtId) ? '@' : `format ${numFmtId}`;
    return code;
  });
}

const isOdd = (code: string): boolean => !PLAIN_CODES.includes(code.toLowerCase());
const isOn = (flag: string | undefined): boolean =>
  flag !== undefined && flag !== '0' && flag !== 'false';
const isBelow = (size: string | undefined, min: number): boolean =>
  size !== undefined && !(Number(size) >= min);

/** The opening tags of a name, with or without a prefix: as they stand, their name, their attributes. */
function* elementsOf(
  xml: string,
  name: string,
): Generator<[tag: string, name: string, Attributes]> {
  const tags = xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*)>`, 'g'));
  for (const [tag, inside = ''] of tags) {
    const attributes = inside.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
    const named = [...attributes].map(([, key = '', a, b]) => [key, a ?? b ?? ''] as const);
    yield [tag, name, Object.fromEntries(named)];
  }
}
