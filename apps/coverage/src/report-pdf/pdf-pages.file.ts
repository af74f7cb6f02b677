import PDFDocument from 'pdfkit';

/** A4 in points, and where on it things stand. */
const PAGE = { width: 595.28, height: 841.89, margin: 36 } as const;
const HEADER_Y = 30;
/** Wide enough for the title and the state in English. */
const HEADER_RIGHT = 215;
const BODY_Y = 58;
const ROW_HEIGHT = 13;
/** The last line of the footer, the number of the page, stands here. */
const FOOTER_LAST_Y = 819;
const FOOTER_LINE = 11;
const SIZE = { title: 15, header: 9, row: 8, footer: 7 } as const;
const RULE_COLOUR = '#8c8c8c';

export const BODY_WIDTH = PAGE.width - 2 * PAGE.margin;

export interface Column {
  /** Points from the left margin. */
  readonly x: number;
  readonly width: number;
  readonly align?: 'right';
}

interface PageTexts {
  readonly header: readonly [left: string, right: string];
  /** Lines at the foot of every page; one that is too wide goes on in the next, and none is cut. */
  readonly footer: readonly string[];
}

/** What pdfkit keeps to itself of the embedded font: it alone knows which characters it has. */
interface FontInside {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/**
 * Pages that are drawn one after the other and let go: header, rows, footer. Every character is set in
 * the one embedded font; a character it lacks is written as its number, never as an empty box.
 */
export class PdfPages {
  private readonly doc: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly ended: Promise<void>;
  private readonly fitted = new Map<string, string>();
  private readonly footer: readonly string[];
  private readonly footerY: number;
  private row = 0;

  constructor(
    fontFile: string,
    info: { title: string; keywords: string; madeAt: Date },
    private readonly texts: PageTexts,
  ) {
    this.doc = new PDFDocument({
      autoFirstPage: false,
      size: 'A4',
      margin: 0,
      font: fontFile,
      lang: 'zh-CN',
      info: {
        Title: info.title,
        Keywords: info.keywords,
        Creator: 'Youlu',
        Producer: 'Youlu',
        CreationDate: info.madeAt,
        ModDate: info.madeAt,
      },
    });
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      this.doc.once('end', resolve).once('error', reject);
    });
    this.footer = texts.footer.flatMap((text) => this.wrapped(text, BODY_WIDTH, SIZE.footer));
    this.footerY = FOOTER_LAST_Y - this.footer.length * FOOTER_LINE;
  }

  begin(): void {
    this.doc.addPage();
    this.row = 0;
    const { header } = this.texts;
    const [left, right] = header;
    this.write(left, { x: 0, width: BODY_WIDTH - HEADER_RIGHT }, HEADER_Y, SIZE.header);
    const x = BODY_WIDTH - HEADER_RIGHT;
    this.write(right, { x, width: HEADER_RIGHT, align: 'right' }, HEADER_Y, SIZE.header);
    this.line(HEADER_Y + 15);
    this.line(this.footerY - 4);
    for (const [i, text] of this.footer.entries()) {
      this.write(text, { x: 0, width: BODY_WIDTH }, this.footerY + i * FOOTER_LINE, SIZE.footer);
    }
  }

  /** The last line of the footer differs from page to page. */
  number(text: string): void {
    const at: Column = { x: 0, width: BODY_WIDTH, align: 'right' };
    this.write(text, at, FOOTER_LAST_Y, SIZE.footer);
  }

  /** Rows that stand on a page, those with the names of columns included. */
  get rowsPerPage(): number {
    return Math.floor((this.footerY - 8 - BODY_Y) / ROW_HEIGHT);
  }

  get rowsLeft(): number {
    return this.rowsPerPage - this.row;
  }

  cells(texts: readonly string[], columns: readonly Column[]): void {
    const y = BODY_Y + this.row * ROW_HEIGHT;
    for (const [i, column] of columns.entries()) this.write(texts[i] ?? '', column, y, SIZE.row);
    this.row++;
  }

  /** The names of the columns, with a line under them. */
  heads(texts: readonly string[], columns: readonly Column[]): void {
    this.cells(texts, columns);
    this.line(BODY_Y + this.row * ROW_HEIGHT - 2);
  }

  /** A title over two rows. */
  title(text: string): void {
    const y = BODY_Y + this.row * ROW_HEIGHT;
    this.write(text, { x: 0, width: BODY_WIDTH }, y, SIZE.title);
    this.row += 2;
  }

  /** The text in pieces that each fit the width of a row. */
  wrapped(text: string, width: number, size: number = SIZE.row): string[] {
    this.doc.fontSize(size);
    const lines: string[] = [];
    let line = '';
    // Chinese may break anywhere, words and numbers only behind a blank.
    const words = this.shown(text).match(/[!-~]+ ?|./gsu) ?? [];
    for (const word of words.flatMap((one) => this.broken(one, width))) {
      if (line !== '' && this.doc.widthOfString(line + word.trimEnd()) > width) {
        lines.push(line);
        line = '';
      }
      line += word;
    }
    return [...lines, line];
  }

  /** How wide a text is in a row, in points. */
  widthOf(text: string): number {
    this.doc.fontSize(SIZE.row);
    return this.doc.widthOfString(this.shown(text));
  }

  /** What has been made since it was last taken. */
  take(): Buffer[] {
    return this.chunks.splice(0);
  }

  async end(): Promise<void> {
    this.doc.end();
    await this.ended;
  }

  /** A word, in pieces where it alone is too wide: none of it may be cut. */
  private broken(word: string, width: number): string[] {
    if (this.doc.widthOfString(word.trimEnd()) <= width) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const character of word) {
      if (piece !== '' && this.doc.widthOfString((piece + character).trimEnd()) > width) {
        pieces.push(piece);
        piece = '';
      }
      piece += character;
    }
    return [...pieces, piece];
  }

  private line(y: number): void {
    const { margin, width } = PAGE;
    this.doc
      .moveTo(margin, y)
      .lineTo(width - margin, y)
      .lineWidth(0.4)
      .stroke(RULE_COLOUR);
  }

  private write(text: string, { x, width, align }: Column, y: number, size: number): void {
    if (text === '') return;
    this.doc.fontSize(size);
    const fit = this.fit(text, width, size);
    const at = align === 'right' ? x + width - this.doc.widthOfString(fit) : x;
    this.doc.fillColor('#1a1a1a').text(fit, PAGE.margin + at, y, { lineBreak: false });
  }

  /** Cut with an ellipsis where it is too wide; most cells of a table come again and again. */
  private fit(text: string, width: number, size: number): string {
    const key = `${size} ${width} ${text}`;
    const known = this.fitted.get(key);
    if (known !== undefined) return known;
    let fit = this.shown(text);
    if (this.doc.widthOfString(fit) > width) {
      const characters = [...fit];
      while (this.doc.widthOfString(`${characters.join('')}…`) > width) characters.pop();
      fit = `${characters.join('')}…`;
    }
    if (this.fitted.size >= FITTED_KEPT_MAX) this.fitted.clear();
    this.fitted.set(key, fit);
    return fit;
  }

  private shown(text: string): string {
    const { font } = (this.doc as unknown as FontInside)._font;
    let shown = '';
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const isKnown = font.hasGlyphForCodePoint(codePoint);
      shown += isKnown ? character : `[U+${codePoint.toString(16).toUpperCase()}]`;
    }
    return shown;
  }
}

const FITTED_KEPT_MAX = 5_000;
