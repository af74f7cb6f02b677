/**
 * Whether faults hit: each kind of fault says after every turn what it has seen of itself, and a kind that
 * was tried and never seen is a difference, since what holds under no fault says nothing.
 */
export class Evidence {
  constructor(world) {
    this.world = world;
    /** Kind of fault → how often it was tried, and how often it was seen to hit. */
    this.kinds = new Map();
  }

  /** `hit`: whether the fault was seen this time; `what` says by what, for the log. */
  note(kind, hit, what) {
    const known = this.kinds.get(kind) ?? { tried: 0, hits: 0 };
    this.kinds.set(kind, { tried: known.tried + 1, hits: known.hits + (hit ? 1 : 0) });
    this.world.say(`${kind}: ${hit ? 'hit' : 'NOT SEEN'} (${what})`);
  }

  /** One line for each kind that never hit; all are in the report. */
  differences() {
    const all = [...this.kinds];
    this.world.note(
      `faults seen to hit: ${all.map(([kind, { tried, hits }]) => `${kind} ${hits} of ${tried}`).join(', ')}`,
    );
    return all
      .filter(([, { hits }]) => hits === 0)
      .map(([kind, { tried }]) => `${kind}: tried ${tried} times and never seen to hit`);
  }
}

/** How many answers of these statuses there were since a moment. */
export function answersSince(journal, since, statuses = [503]) {
  let count = 0;
  for (const { answer } of journal.answers())
    if (answer.at >= since && statuses.includes(answer.status)) count++;
  return count;
}
