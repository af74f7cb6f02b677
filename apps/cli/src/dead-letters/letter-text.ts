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

/** What became of the letters that were to be replayed. */
export interface Replayed {
  replayed: number;
  stillParked: number;
  readonly letters: { readonly id: string; readonly outcome: string }[];
}

const REASON_SHOWN_MAX = 300;
const NO_LETTERS = '没有死信。No letters.\n';
const OUTCOMES: Readonly<Record<string, string>> = {
  'still-parked': '仍未能处理',
  'no-handler': '本进程不处理此类消息',
  gone: '已由他处处理或搁置',
};

export function lettersText(letters: readonly Letter[], more: boolean): string {
  if (letters.length === 0) return NO_LETTERS;
  const lines = letters.flatMap(({ id, code, reason, parkedAt, attempts, discarded: aside }) => {
    const fate = aside ? `  搁置 set aside by ${aside.by}: ${aside.why}` : '';
    return [
      `${id}  ${code}  收存 parked ${parkedAt}  已试 tried ${attempts}×${fate}`,
      `    ${reason.slice(0, REASON_SHOWN_MAX)}`,
    ];
  });
  const rest = more
    ? '还有更多，--limit N 可多列，--code 等可少列。There are more: --limit N shows more, --code and others show fewer.\n'
    : '';
  return `${lines.join('\n')}\n${rest}`;
}

export function countsText(counts: readonly LetterCount[]): string {
  if (counts.length === 0) return NO_LETTERS;
  const rows = counts.map((count) => [
    count.consumer,
    count.topic,
    count.code,
    `待处理 ${count.parked} parked`,
    `搁置 ${count.discarded} set aside`,
    count.oldestParkedAt === null ? '' : `最早 oldest ${count.oldestParkedAt}`,
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
  const cut = isCut ? '，仅开头部分 only the beginning' : '';
  return [
    `${letter.id}\n`,
    `原因 why      ${letter.code}: ${letter.reason}\n`,
    `收存 parked   ${letter.parkedAt}，已试 ${letter.attempts} 次 tried ${letter.attempts} times`,
    letter.triedAt === null ? '\n' : `，最近 last ${letter.triedAt}\n`,
    aside === null ? '' : `搁置 aside    ${aside.at} by ${aside.by}: ${aside.why}\n`,
    `标头 headers  ${headers.length === 0 ? '无 none\n' : `\n${headers.join('')}`}`,
    `内容 value    ${letter.bytes} 字节 bytes, ${encoding}${cut}\n${text}\n`,
  ].join('');
}

/** Those that stay, and why; then the counts. */
export function replayedText({ replayed, stillParked, letters }: Replayed): string {
  const stay = letters.filter(({ outcome }) => outcome !== 'replayed');
  const lines = stay.map(({ id, outcome }) => `${id}  ${OUTCOMES[outcome] ?? ''} ${outcome}\n`);
  return `${lines.join('')}已重放 ${replayed} 条，${stillParked} 条仍待处理。${replayed} replayed, ${stillParked} still parked.\n`;
}

export function discardedText(discarded: number): string {
  return `已搁置 ${discarded} 条，均予保留。${discarded} set aside; they are kept.\n`;
}
