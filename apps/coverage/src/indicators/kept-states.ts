/** Three indicators on two days; a region of 9,000 villages is about 4 MB. */
const KEPT_MAX = 6;

/**
 * What was judged about whole regions, each with the revision of declarations and evidence it rests
 * on. Another revision means another judgement, so what is found here is what a fresh read would
 * say; requests that come while one is being made wait for it.
 */
export class KeptStates<Judged> {
  private readonly kept = new Map<string, { revision: number; judged: Promise<Judged> }>();

  find(key: string, revision: number): Promise<Judged> | undefined {
    const found = this.kept.get(key);
    return found?.revision === revision ? found.judged : undefined;
  }

  keep(key: string, revision: number, judged: Promise<Judged>): Promise<Judged> {
    this.kept.delete(key); // so that it becomes the youngest
    this.kept.set(key, { revision, judged });
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT_MAX && oldest !== undefined) this.kept.delete(oldest);
    judged.catch(() => this.kept.delete(key)); // the caller sees the error; ask again next time
    return judged;
  }
}
