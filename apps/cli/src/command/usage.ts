import { languagesOf, type ZhEn } from '@youlu/vocabulary';

const OPTION_WIDTH = 24;

/** A command as it is typed, and under it what it does, language by language. */
export function usageOf(words: string, said: ZhEn): string {
  return `npm run youlu -- ${words}\n${inLines(said, '    ')}`;
}

/** A word of the command line, and beside it what it means. */
export function meaningOf(word: string, said: ZhEn): string {
  const indent = ' '.repeat(OPTION_WIDTH + 2);
  return `  ${word.padEnd(OPTION_WIDTH)}${inLines(said, indent).trimStart()}`;
}

/** Each language has lines of its own: side by side they are too long for a terminal. */
function inLines(said: ZhEn, indent: string): string {
  return languagesOf(said)
    .map((line) => `${indent}${line}\n`)
    .join('');
}
