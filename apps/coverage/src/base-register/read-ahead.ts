import type { Succession } from '../lineage/succession/succession';

/**
 * How codes continue on the base between the day on which changes took effect and the register that
 * lists them: those that a change has given to a unit mean what the next register says, all others what
 * the register in force does; that includes the code a unit has left, as long as nobody else takes it.
 *
 * @param here from the register in force
 * @param ahead from the next one
 */
export function readAhead(
  here: Succession,
  ahead: Succession,
  taken: ReadonlySet<string>,
): Succession {
  const by = (code: string): Succession => (taken.has(code) ? ahead : here);
  const isMoved = (code: string): boolean => {
    const heirs = ahead.inheritorsOf(code);
    return heirs.length !== 1 || heirs[0] !== code;
  };
  return {
    from: here.from,
    to: here.to,
    inheritorsOf: (code) => by(code).inheritorsOf(code),
    sourcesOf: (code) => [
      ...here.sourcesOf(code).filter((source) => !taken.has(source)),
      ...ahead.sourcesOf(code).filter((source) => taken.has(source)),
    ],
    moved: () => [
      ...here.moved().filter((code) => !taken.has(code)),
      ...[...taken].filter(isMoved),
    ],
    changesFrom: (code) => by(code).changesFrom(code),
    changesTo: (code) => here.changesTo(code),
  };
}
