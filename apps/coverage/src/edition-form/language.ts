/** Languages that reasons are written in; the first is the one used unless another is asked for. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language to answer in: `lang` if given, else the best known one of an Accept-Language. */
export function languageOf(
  lang: Language | undefined,
  acceptLanguage: string | undefined,
): Language {
  if (lang !== undefined) return lang;
  const wishes = (acceptLanguage ?? '').toLowerCase().split(',').map(wishOf);
  wishes.sort((a, b) => b.weight - a.weight); // stable: of equals, the first named
  for (const { tag, weight } of wishes) {
    if (weight <= 0) continue;
    const known = LANGUAGES.find((language) => tag === language.slice(0, 2));
    if (known) return known;
  }
  return LANGUAGES[0];
}

/** `en-GB;q=0.8` is English, wished with 0.8; a weight that is none counts as 1. */
function wishOf(range: string): { tag: string; weight: number } {
  const [name = '', ...parameters] = range.trim().split(';');
  const q = parameters.map((p) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
  return { tag: name.trim().split('-')[0] ?? '', weight: q === undefined ? 1 : Number(q) };
}
