import type { ZhEn } from '@youlu/vocabulary';

/** How a command ended, for the program that called it. */
export const EXIT = {
  good: 0,
  linesRefused: 1,
  unusable: 2,
  serviceAway: 3,
  notCompared: 4,
  discarded: 5,
} as const;

/** What each says; apps/cli/README.md lists the same. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, ZhEn>> = {
  good: '全部完成。all good',
  linesRefused:
    '有未受理的行，或有不一致、未处理之处。lines were refused, or something differs or stays; see which',
  unusable: '命令或文件不可用。the command or the file cannot be used',
  serviceAway: '服务未应答。a service does not answer',
  notCompared: '无法比对交给 verify 的文件。what verify was given cannot be compared',
  discarded: '内容一致，但报告已作废（verify）。the same, but of a discarded report (verify)',
};
