import { MARKS } from './judge';
import type { Population } from './population';
import { type Tally, tallyOf } from './tally';

/** Where each of some places, sorted by code, begins and ends among the units of a population. */
interface Stretches {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Both are kept as long as the register is; where places lie does not depend on any fact. */
const known = new WeakMap<Population, WeakMap<Population, Stretches>>();

function stretchesOf(places: Population, units: Population): Stretches {
  let ofUnits = known.get(units);
  if (!ofUnits) known.set(units, (ofUnits = new WeakMap<Population, Stretches>()));
  let stretches = ofUnits.get(places);
  if (!stretches) {
    const from = new Int32Array(places.size);
    const to = new Int32Array(places.size);
    places.units.forEach(({ code }, place) => {
      const within = units.within(code);
      from[place] = within.from;
      to[place] = within.to;
    });
    ofUnits.set(places, (stretches = { from, to }));
  }
  return stretches;
}

/** How often each mark occurs in each place of a level: `MARKS` counts a place, in one column. */
export class RollUp {
  private readonly counts: Int32Array;
  /** Made when it is asked for: few of a nation's places are looked at, and those again and again. */
  private readonly tallies: Tally[] = [];

  constructor(places: Population, units: Population, marks: Uint8Array) {
    const { from, to } = stretchesOf(places, units);
    this.counts = new Int32Array(places.size * MARKS);
    for (let place = 0; place < places.size; place++) {
      countInto(this.counts, place * MARKS, marks, from[place] as number, to[place] as number);
    }
  }

  /** The sets behind the rate of a place, by its position in the level. */
  tally(place: number): Tally {
    return (this.tallies[place] ??= tallyOf(this.counts, place * MARKS));
  }
}

function countInto(
  counts: Int32Array,
  offset: number,
  marks: Uint8Array,
  from: number,
  to: number,
): void {
  for (let unit = from; unit < to; unit++) {
    (counts[offset + (marks[unit] as number)] as number)++;
  }
}
