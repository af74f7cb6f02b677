import { execFileSync } from 'node:child_process';

const READ = `
  import { extractText, getDocumentProxy } from 'unpdf';
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  const document = await getDocumentProxy(new Uint8Array(Buffer.concat(parts)));
  const { text } = await extractText(document, { mergePages: false });
  process.stdout.write(JSON.stringify(text));
`;

/** The text of each page, as another program reads it; in a process of its own, for it is ESM only. */
export function pdfPages(bytes: Buffer): string[] {
  const args = ['--input-type=module', '--eval', READ];
  return JSON.parse(execFileSync(process.execPath, args, { input: bytes }).toString()) as string[];
}
