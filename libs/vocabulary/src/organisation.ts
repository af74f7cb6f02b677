/**
 * Whether two names are of one organisation, as far as names can tell: full-width and half-width forms,
 * blanks and capitals make no other one.
 */
export function isSameOrganisation(a: string, b: string): boolean {
  const read = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  return read(a) === read(b);
}
