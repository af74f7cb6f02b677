/** 18 characters of a resident identity card, or the 11 digits of a mobile telephone. */
const PERSONAL_NUMBER = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/;

/**
 * Whether a text holds what looks like the number of a person or a telephone. Free texts are for
 * places and services; who wrote them is an organisation.
 */
export function holdsPersonalNumber(text: string): boolean {
  return PERSONAL_NUMBER.test(text.normalize('NFKC').replace(/(?<=\d)[ -](?=\d)/g, ''));
}
