import type { Succession } from './succession';

/**
 * The same succession for targets, too: the code of one is that of its division, a dash and its own id,
 * and it stays one target, whatever became of the division.
 */
export function withTargets(succession: Succession): Succession {
  const along =
    (codesOf: (code: string) => readonly string[]) =>
    (code: string): readonly string[] => {
      const { place, id } = cut(code);
      if (id === '') return codesOf(code);
      return [...codesOf(place)]
        .sort()
        .slice(0, 1)
        .map((one) => one + id);
    };
  return {
    from: succession.from,
    to: succession.to,
    inheritorsOf: along((code) => succession.inheritorsOf(code)),
    sourcesOf: along((code) => succession.sourcesOf(code)),
    moved: () => succession.moved(),
    changesFrom: (code) => succession.changesFrom(cut(code).place),
    changesTo: (code) => succession.changesTo(cut(code).place),
  };
}

function cut(code: string): { place: string; id: string } {
  const dash = code.indexOf('-');
  return dash === -1
    ? { place: code, id: '' }
    : { place: code.slice(0, dash), id: code.slice(dash) };
}
