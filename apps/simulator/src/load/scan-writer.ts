import { formatInstant, makeS10 } from '@youlu/vocabulary';
import type { NetworkNode } from '../province/network';
import type { PretendProvince } from '../province/province';
import type { LocalMinute } from '../province/trips';
import { DEAD_CLOCK_STEP, DESIGNATED_STEP } from './people/designated';
import {
  type DisturbanceKind,
  type Planted,
  type ScanDisturbance,
  scanDisturbanceOf,
} from './disturbance';
import type { Step } from './people/journey';
import type { Parcel } from './people/parcel';
import { type Period, instantOf } from './period';
import type { ScanTable, ScanVariant } from './scan-table';
import type { Uploads } from './uploads';

const OFFLINE_HOURS_MAX = 72;
/** 1970-01-01T00:00Z, as local minutes: where a clock without a battery starts again. */
const DEAD_CLOCK_FROM = 480;
/** Numbers nobody leases: what a misread label says. */
const STRAY_SERIAL = 97_000_000;
const STRAY_SERIALS = 2_000_000;

/** Ids as they stand on a scan. */
export function scanIdOf(trackingNumber: string, step: number, variant: ScanVariant): string {
  const suffix = variant === 'plain' ? '' : variant === 'repeated' ? 'r' : 's';
  return `${trackingNumber}-${String(step).padStart(2, '0')}${suffix}`;
}

/** A label nobody booked, read where a real parcel was scanned. */
export function strayNumber(bits: number): string {
  return makeS10('LX', STRAY_SERIAL + (bits % STRAY_SERIALS));
}

/** What is known about a parcel beside itself when its scans are written. */
export interface ScanContext {
  readonly parcel: Parcel;
  readonly index: number;
  readonly steps: readonly Step[];
  readonly designated: DisturbanceKind | undefined;
  readonly hasDeadClock: boolean;
  /** A node that is not on the parcel's way. */
  readonly wrongNode: NetworkNode | undefined;
}

/** Turns what happened into what the devices say, disturbances included. */
export class ScanWriter {
  constructor(
    private readonly province: PretendProvince,
    private readonly period: Period,
    private readonly uploads: Uploads,
    private readonly table: ScanTable,
    private readonly plant: (planted: Planted) => void,
  ) {}

  /** Writes the scans before the period's end; steps are in the order of time. */
  write(context: ScanContext): void {
    for (const [i, step] of context.steps.entries()) {
      if (step.at >= this.period.end) break;
      this.writeStep(context, i, step);
    }
  }

  private writeStep(context: ScanContext, i: number, step: Step): void {
    if (context.hasDeadClock && i === DEAD_CLOCK_STEP) return this.deadClock(context, i, step);
    const disturbance = this.disturbanceOf(context, i);
    switch (disturbance) {
      case 'offline':
        return this.offline(context, i, step);
      case 'out-of-order':
        return this.outOfOrder(context, i, step);
      case 'wrong-node':
        return this.wrongNode(context, i, step);
      case 'future':
        return this.future(context, i, step);
      case 're-sent':
        this.plain(context, i, step);
        return this.resent(context, i, step);
      case 'unknown-parcel':
        this.plain(context, i, step);
        return this.stray(context, i, step);
      case 'repeated':
        this.plain(context, i, step);
        return this.repeated(context, i, step);
      case undefined:
        return this.plain(context, i, step);
    }
  }

  private disturbanceOf(context: ScanContext, i: number): ScanDisturbance | undefined {
    const { parcel, designated } = context;
    const isDesignated =
      i === DESIGNATED_STEP && designated !== undefined && designated !== 'misdirected';
    const kind = isDesignated
      ? (designated as ScanDisturbance)
      : scanDisturbanceOf(this.province.draws.unit(`${parcel.key}|${i}|trouble`));
    return kind !== undefined && this.isPossible(kind, context, i) ? kind : undefined;
  }

  /** Clocks and places go wrong only where no evidence and no parked parcel hangs on them. */
  private isPossible(kind: ScanDisturbance, context: ScanContext, i: number): boolean {
    const { parcel, steps, wrongNode } = context;
    const step = steps[i] as Step;
    const isLast = i === steps.length - 1;
    if (kind === 'out-of-order') return !isLast;
    if (kind === 'future') return !parcel.isParked && step.kind !== 'accepted';
    if (kind !== 'wrong-node') return true;
    const isOnTheMove = step.kind === 'arrived' || step.kind === 'departed';
    return !parcel.isParked && isOnTheMove && !isLast && wrongNode !== undefined;
  }

  private plain(context: ScanContext, i: number, step: Step, upload = this.uploadOf(step)): void {
    this.add(context, i, step, { upload });
  }

  private offline(context: ScanContext, i: number, step: Step): void {
    const hours = this.draw(context, i, 1, OFFLINE_HOURS_MAX, 'hours');
    const upload = this.uploads.carrying(step.node, step.at + hours * 60);
    this.plain(context, i, step, upload);
    this.note('offline', context, i, step, `sent ${this.sentAt(upload)}`);
  }

  private outOfOrder(context: ScanContext, i: number, step: Step): void {
    const next = context.steps[i + 1] as Step;
    const upload = this.uploads.carrying(step.node, next.at, 1);
    this.plain(context, i, step, upload);
    this.note('out-of-order', context, i, step, `sent ${this.sentAt(upload)}, after what followed`);
  }

  private wrongNode(context: ScanContext, i: number, step: Step): void {
    const node = context.wrongNode as NetworkNode;
    this.add(context, i, step, { node, upload: this.uploadOf(step) });
    this.note('wrong-node', context, i, { ...step, node }, `happened at ${step.node.nodeId}`);
  }

  private future(context: ScanContext, i: number, step: Step): void {
    const upload = this.uploadOf(step);
    const ahead = this.draw(context, i, 10, 48 * 60, 'ahead');
    const at = this.uploads.sentAt(upload) + ahead;
    this.add(context, i, step, { at, upload });
    const happened = formatInstant(instantOf(step.at));
    this.note('future', context, i, { ...step, at }, `happened ${happened}`);
  }

  private deadClock(context: ScanContext, i: number, step: Step): void {
    const at = this.draw(context, i, DEAD_CLOCK_FROM, DEAD_CLOCK_FROM + 1439, 'dead-clock');
    this.add(context, i, step, { at, upload: this.uploadOf(step) });
    const happened = formatInstant(instantOf(step.at));
    this.note('dead-clock', context, i, { ...step, at }, `happened ${happened}`);
  }

  private resent(context: ScanContext, i: number, step: Step): void {
    const turns = this.draw(context, i, 1, 6, 'resent');
    const upload = this.uploads.after(this.uploadOf(step), turns);
    this.plain(context, i, step, upload);
    this.note('re-sent', context, i, step, `again ${this.sentAt(upload)}`);
  }

  private stray(context: ScanContext, i: number, step: Step): void {
    this.add(context, i, step, { upload: this.uploadOf(step), variant: 'stray' });
    const read = strayNumber(this.province.draws.bits(`stray|${context.parcel.key}|${i}`));
    this.note('unknown-parcel', context, i, step, `reads ${read}`, 'stray');
  }

  private repeated(context: ScanContext, i: number, step: Step): void {
    const at = step.at + this.draw(context, i, 1, 9, 'again');
    const upload = this.uploads.carrying(step.node, at);
    this.add(context, i, step, { at, upload, variant: 'repeated' });
    this.note('repeated', context, i, { ...step, at }, 'same fact, another scanId', 'repeated');
  }

  private add(
    { parcel, index }: ScanContext,
    i: number,
    step: Step,
    change: { node?: NetworkNode; at?: LocalMinute; upload: number; variant?: ScanVariant },
  ): void {
    if (i > 99) throw new RangeError(`Parcel ${parcel.key} has over 99 steps`);
    this.table.add({
      parcel: index,
      step: i,
      kind: step.kind,
      node: (change.node ?? step.node).index,
      at: change.at ?? step.at,
      consent: step.consent,
      variant: change.variant ?? 'plain',
      upload: change.upload,
    });
  }

  private uploadOf(step: Step): number {
    return this.uploads.carrying(step.node, step.at);
  }

  private sentAt(upload: number): string {
    return formatInstant(instantOf(this.uploads.sentAt(upload)));
  }

  private draw(
    { parcel }: ScanContext,
    i: number,
    low: number,
    high: number,
    what: string,
  ): number {
    return this.province.draws.whole(low, high, `${parcel.key}|${i}|${what}`);
  }

  private note(
    kind: DisturbanceKind,
    { parcel }: ScanContext,
    i: number,
    step: Step,
    note: string,
    variant: ScanVariant = 'plain',
  ): void {
    this.plant({
      kind,
      key: scanIdOf(parcel.trackingNumber, i, variant),
      place: step.node.placeCode,
      time: formatInstant(instantOf(step.at)),
      note,
    });
  }
}
