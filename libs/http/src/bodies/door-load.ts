import { HttpProblem } from '../problem';

/**
 * Bytes of request bodies that are read, judged or waiting for Kafka or the store at once, unpacked.
 * Some 70 uploads of 500 scans: a second or two of work for one process, so that whoever is let
 * in is answered in a bounded time, and in bounded memory, however many knock.
 */
const BYTES_MAX = 8_000_000;
/** A body may be larger than all others together; it takes half the room and no more. */
const SHARE_MAX = BYTES_MAX / 2;

/** How much of this process's room for bodies is taken. */
export class DoorLoad {
  private taken = 0;
  /** Requests that found no room. */
  refusals = 0;

  get bytes(): number {
    return this.taken;
  }

  /**
   * The share of a request that announces so many bytes; undefined when they would not fit now. What
   * is announced takes no room yet: whoever announces much and sends nothing must not shut the door.
   */
  enter(announced: number): DoorShare | undefined {
    return this.fits(Math.min(announced, SHARE_MAX)) ? new DoorShare(this) : undefined;
  }

  fits(bytes: number): boolean {
    const fits = this.taken + bytes <= BYTES_MAX;
    if (!fits) this.refusals += 1;
    return fits;
  }

  add(bytes: number): void {
    this.taken += bytes;
  }
}

/** What one request takes of the room: what has arrived of its body, until nobody holds it. */
export class DoorShare {
  private taken = 0;
  private isAnswered = false;
  private isClosed = false;

  constructor(private readonly load: DoorLoad) {}

  /** Takes the room of so many bytes in all; false, with no more room than before, if it is not there. */
  hold(bytes: number): boolean {
    const more = Math.min(bytes, SHARE_MAX) - this.taken;
    if (more > 0 && !this.load.fits(more)) return false;
    this.load.add(more);
    this.taken += more;
    return true;
  }

  /** The handler is done with the body, whether or not somebody still listens. */
  answered(): void {
    this.isAnswered = true;
    if (this.isClosed) this.hold(0);
  }

  closed(): void {
    this.isClosed = true;
    if (this.isAnswered) this.hold(0);
  }
}

export function busy(): HttpProblem {
  return new HttpProblem(
    429,
    'service.busy',
    '在办请求已达本进程上限，未受理任何内容，请一秒后重发。More is under way than this process takes at once. Nothing was kept; send it again in a second.',
    { retryAfterSeconds: 1 },
  );
}
