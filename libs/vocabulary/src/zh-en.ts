/**
 * What a person is told: in Chinese as far as the first "。", then in English, as DomainErrors say it.
 * The compiler refuses a text without that stop; that both languages stand where they should,
 * test/architecture/messages.spec.ts sees to.
 */
export type ZhEn = `${string}。${string}`;

const ZH_EN = /^[^。]*\p{Script=Han}[^。]*。.*[A-Za-z]{2}/su;

/** Whether a text that somebody else wrote has both. */
export function isZhEn(text: string): text is ZhEn {
  return ZH_EN.test(text);
}

/** Two texts as one, such as what is wrong and what to do: the Chinese of both, then the English. */
export function joinZhEn(first: ZhEn, second: ZhEn): ZhEn {
  const [zh, en] = parts(first);
  const [zhAfter, enAfter] = parts(second);
  return `${zh}。${zhAfter}。${en.replace(/\.$/, '')}. ${enAfter}`;
}

/** A text about a field, with its name before either language; about the row where it has none. */
export function sayOf(field: string | undefined, said: ZhEn): ZhEn {
  const [zh, en] = parts(said);
  return field === undefined ? `该行${zh}。the row ${en}` : `${field} ${zh}。${field} ${en}`;
}

/** The languages apart, for lines of their own; the Chinese keeps its stop. */
export function languagesOf(text: ZhEn): [zh: string, en: string] {
  const [zh, en] = parts(text);
  return [`${zh}。`, en];
}

function parts(text: ZhEn): [zh: string, en: string] {
  const stop = text.indexOf('。');
  return [text.slice(0, stop), text.slice(stop + 1)];
}
