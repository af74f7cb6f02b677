import { decode } from 'iconv-lite';
import { UnusableFile } from './table';

export const ENCODINGS = ['utf-8', 'gbk', 'utf-16le'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** The last character is cut in half: so is the file. */
  readonly isCut: boolean;
}

const REPLACEMENT = '\uFFFD';

/**
 * The text of a file. Without a named encoding: a byte order mark decides, else what is valid UTF-8 is
 * UTF-8, and the rest is GBK (read as GB 18030, which contains it), as spreadsheet programs in China
 * write it.
 * @throws UnusableFile when it is neither, or not as named
 */
export function decodeText(bytes: Buffer, named?: Encoding): DecodedText {
  const marked = markedEncoding(bytes);
  const encoding = named ?? marked?.encoding;
  const body =
    marked !== undefined && marked.encoding === encoding ? bytes.subarray(marked.bytes) : bytes;
  switch (encoding) {
    case 'utf-8':
      return utf8(body) ?? refuse('UTF-8');
    case 'gbk':
      return gbk(body) ?? refuse('GBK');
    case 'utf-16le':
      return { text: decode(body, 'utf-16le'), encoding, isCut: body.length % 2 === 1 };
    case undefined:
      return utf8(body) ?? gbk(body) ?? refuse('UTF-8 or GBK');
  }
}

function markedEncoding(bytes: Buffer): { encoding: Encoding; bytes: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { encoding: 'utf-8', bytes: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', bytes: 2 };
  return undefined;
}

/** Undefined when it is not UTF-8. A character cut at the very end is a cut file, not another encoding. */
function utf8(bytes: Buffer): DecodedText | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = decoder.decode(bytes, { stream: true });
    return { text, encoding: 'utf-8', isCut: !endsWhole(decoder) };
  } catch {
    return undefined;
  }
}

function endsWhole(decoder: TextDecoder): boolean {
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function gbk(bytes: Buffer): DecodedText | undefined {
  const text = decode(bytes, 'gb18030');
  const isCut = text.endsWith(REPLACEMENT);
  const whole = isCut ? text.slice(0, -1) : text;
  if (whole.includes(REPLACEMENT) || whole.includes('\u0000')) return undefined;
  return { text: whole, encoding: 'gbk', isCut };
}

function refuse(names: string): never {
  throw new UnusableFile(
    `文件不是 ${names} 编码的文本，请另存为“CSV UTF-8”或 .xlsx，或以 --encoding 指明编码。The file is not text in ${names}. Save it as "CSV UTF-8" or as .xlsx, or name its encoding with --encoding ${ENCODINGS.join('|')}.`,
  );
}
