import type { ZhEn } from '@youlu/vocabulary';

/** What was typed cannot be carried out; says what to write instead. */
export class OptionMistake extends Error {
  override readonly name = 'OptionMistake';

  constructor(readonly said: ZhEn) {
    super(said);
  }
}
