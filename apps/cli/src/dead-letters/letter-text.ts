export interface Letter {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
  readonly bytes: number;
  readonly parkedAt: string;
  readonly attempts: number;
  readonly triedAt: string | null;
  readonly discarded: { readonly at: string; readonly by: string; readonly why: string } | null;
}
export interface OpenedLetter extends Letter {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: { readonly encoding: string; readonly text: string; readonly isCut: boolean };
}
export interface LetterCount {
  readonly service: string;
  readonly consumer: string;
  readonly topic: string;
  readonly code: string;
  readonly parked: number;
  readonly discarded: number;
  readonly oldestParkedAt: string | null;
}

const REASON_SHOWN_MAX = 200;

export function lettersText(letters: readonly Letter[], more: boolean): string {
  if (letters.length === 0) return 'No letters.\n';
  const lines = letters.flatMap((letter) => {
    const aside = letter.discarded;
    const fate = aside ? `  set aside by ${aside.by}: ${aside.why}` : '';
    return [
      `${letter.id}  ${letter.code}  parked ${letter.parkedAt}  tried ${letter.attempts}×${fate}`,
      `    ${letter.reason.slice(0, REASON_SHOWN_MAX)}`,
    ];
  });
  const rest = more ? 'There are more: --limit N shows more, --code and others show fewer.\n' : '';
  return `${lines.join('\n')}\n${rest}`;
}

export function countsText(counts: readonly LetterCount[]): string {
  if (counts.length === 0) return 'No letters.\n';
  const rows = counts.map((count) => [
    count.consumer,
    count.topic,
    count.code,
    `${count.parked} parked`,
    `${count.discarded} set aside`,
    count.oldestParkedAt === null ? '' : `oldest ${count.oldestParkedAt}`,
  ]);
  const widths =
    rows[0]?.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length))) ?? [];
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

export function openedText(letter: OpenedLetter): string {
  const { encoding, text, isCut } = letter.value;
  const headers = Object.entries(letter.headers).map(([name, value]) => `  ${name}: ${value}\n`);
  const aside = letter.discarded;
  return [
    `${letter.id}\n`,
    `why      ${letter.code}: ${letter.reason}\n`,
    `parked   ${letter.parkedAt}, tried ${letter.attempts} times`,
    letter.triedAt === null ? '\n' : `, last ${letter.triedAt}\n`,
    aside === null ? '' : `aside    ${aside.at} by ${aside.by}: ${aside.why}\n`,
    `headers  ${headers.length === 0 ? 'none\n' : `\n${headers.join('')}`}`,
    `value    ${letter.bytes} bytes, ${encoding}${isCut ? ', only the beginning' : ''}\n${text}\n`,
  ].join('');
}
