import type { RegisterRow } from '../../register/register-row';
import type { Confidence } from '../proposing/change-reasons';
import type { Pairing } from './pairing';
import { linkUnlessDivided } from '../proposing/remaining-part';
import { allSharedBelow, type Shared, sharedBelow } from './shared-below';

/** So many rows below, and so much of both lists, make another name the same unit's. */
const KEPT = { many: 2, share: 0.6 };
const SAME = { many: 2, share: 0.5 };
const SURE = { many: 5, share: 0.9 };
/** Another unit whose share is within this part of the best one's is as good, or nearly. */
const EQUAL = 0.95;
const NEAR = 0.8;
/** Fewer rows than these in common mean nothing, more than these raise a doubt. */
const DOUBTFUL = 2;

/** Units whose number is kept under another name while the rows below them stay. */
export function matchKeptBelow(p: Pairing, superior: string, heir: string): void {
  for (const row of p.openBelowEarlier(superior)) {
    const other = p.later.find(heir + row.code.slice(superior.length));
    if (!other || !p.isOpenLater(other)) continue;
    const { many, share } = sharedBelow(p, row, other);
    if (many < KEPT.many || share < KEPT.share) continue;
    const confidence = superior === heir ? 'certain' : 'firm';
    p.link(row, other, { reason: 'same-rows-below', confidence, parameters: shown(many, share) });
  }
}

/**
 * Units that have (nearly) the same rows below them under another code and name. First those that are
 * each other's best by far; then, of equally good ones (companies have numbers for names), the one
 * on a way between a prefecture and a county that others went before.
 */
export function matchSameBelow(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const found = allSharedBelow(p, old, now).filter(
    ({ many, share }) => many >= SAME.many && share >= SAME.share,
  );
  found.sort((x, y) => y.share - x.share || y.many - x.many || (x.row.code < y.row.code ? -1 : 1));
  const rivalsOf = (best: Shared, nearly: number): Shared[] =>
    found.filter((one) => isRival(one, best) && isOpen(p, one) && one.share > best.share * nearly);
  for (const isLast of [false, true]) {
    for (const best of found) {
      if (!isOpen(p, best)) continue;
      const equals = rivalsOf(best, EQUAL).length;
      const isOnAWay = p.isOnAWay(best.row, best.other);
      if (!isLast && !isOnAWay && equals > 0) continue;
      const isSure =
        best.share >= SURE.share && best.many >= SURE.many && rivalsOf(best, NEAR).length === 0;
      const second = equals === 0 || isOnAWay ? 'likely' : 'guess';
      linkBelow(p, best, isSure ? 'firm' : second);
    }
  }
}

/** Units that end or begin though some of what is below one is below another: less sure. */
export function doubtSharedBelow(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  for (const { row, other, many } of allSharedBelow(p, old, now)) {
    if (many < DOUBTFUL || !isOpen(p, { row, other })) continue;
    p.doubt('earlier', row, {
      reason: 'some-rows-below',
      confidence: 'likely',
      parameters: { many },
    });
    p.doubt('later', other, {
      reason: 'some-rows-below',
      confidence: 'likely',
      parameters: { many },
    });
  }
}

const isRival = (one: Shared, best: Shared): boolean =>
  one !== best && (one.row === best.row || one.other === best.other);

const isOpen = (p: Pairing, { row, other }: Pick<Shared, 'row' | 'other'>): boolean =>
  p.isOpenEarlier(row) && p.isOpenLater(other);

function linkBelow(p: Pairing, { row, other, many, share }: Shared, confidence: Confidence): void {
  const parameters = shown(many, share);
  linkUnlessDivided(p, row, other, { reason: 'same-rows-below', confidence, parameters });
}

const shown = (many: number, share: number) => ({ many, share: Math.floor(share * 100) });
