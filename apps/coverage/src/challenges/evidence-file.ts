/** Kinds of file that are taken; nothing that a browser would run. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'application/pdf', 'text/plain'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** A photograph of a telephone, or a scanned page. */
export const FILE_BYTES_MAX = 4 * 1024 * 1024;

const SIGNATURES: readonly (readonly [FileType, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
/** What a text begins with that is no plain text to a browser, a shell or a spreadsheet's macro. */
const NOT_PLAIN = /^\s*(?:<|#!|\{\\rtf)/;

/**
 * What a file is by its bytes, whatever it calls itself; undefined for what is not taken. An image or a
 * document must begin as one and end as one; a text must be UTF-8 without control characters.
 */
export function sniff(bytes: Uint8Array): FileType | undefined {
  const signed = SIGNATURES.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0];
  if (signed !== undefined) return endsAs(signed, bytes) ? signed : undefined;
  return isPlainText(bytes) ? 'text/plain' : undefined;
}

const PNG_END = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
const PDF_END = '%%EOF';
/** Writers of PDF leave a few line ends behind the mark. */
const PDF_TAIL = 1_024;

function endsAs(type: FileType, bytes: Uint8Array): boolean {
  switch (type) {
    case 'image/jpeg':
      return bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
    case 'image/png':
      return PNG_END.every((byte, i) => bytes[bytes.length - PNG_END.length + i] === byte);
    case 'application/pdf':
      return Buffer.from(bytes.subarray(-PDF_TAIL)).toString('latin1').includes(PDF_END);
    case 'text/plain':
      return true;
  }
}

/** Control characters but for tabs, line ends and page breaks. */
const CONTROL = /[^\P{Cc}\t\n\f\r]/u;

function isPlainText(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  return text.trim() !== '' && !CONTROL.test(text) && !NOT_PLAIN.test(text);
}

/**
 * The bytes of a base64 text, undefined where it is none. What is written back must be what came: a
 * pattern over millions of characters would be out of stack.
 */
export function bytesOfBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
