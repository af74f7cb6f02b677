import { Injectable } from '@nestjs/common';
import type { Day } from '@youlu/vocabulary';
import { FindParcelExceptions } from './parcel-exceptions.query';
import { type StuckGroup, StuckByNode } from './stuck-by-node';

/** Opened at once: the event loop is not held longer than some tens of milliseconds. */
const STRETCH = 1_000;

/** Every stuck parcel by the end of a day, grouped by node; a province has some thousand groups. */
@Injectable()
export class GroupStuckParcels {
  constructor(private readonly findExceptions: FindParcelExceptions) {}

  async execute(asOf: Day, place: string | undefined): Promise<StuckGroup[]> {
    const byNode = new StuckByNode(asOf);
    for (let last: string | null = ''; last !== null;) {
      const stretch = await this.findExceptions.after(
        last,
        { kind: 'stuck', asOf, place },
        STRETCH,
      );
      for (const found of stretch.found) byNode.add(found);
      last = stretch.last;
    }
    return byNode.inOrder();
  }
}
