import { KeptByUnits } from '../region-reads/kept-by-units';

/** Two questions about a nation, or a hundred about a province; a million units are some 90 MB. */
const UNITS_KEPT_MAX = 1_050_000;

/**
 * What was judged about whole regions, each with the revision of declarations and evidence it rests
 * on. Another revision means another judgement, so what is found here is what a fresh read would
 * say; requests that come while one is being made wait for it. Revisions only grow: what rests on an
 * older one is let go.
 */
export class KeptStates<Judged extends { readonly size: number }> {
  private readonly kept = new KeptByUnits<string, Judged>(UNITS_KEPT_MAX, ({ size }) => size);
  private revision = 0;

  find(key: string, revision: number): Promise<Judged> | undefined {
    return revision === this.revision ? this.kept.find(key) : undefined;
  }

  keep(key: string, revision: number, judged: Promise<Judged>): Promise<Judged> {
    if (revision < this.revision) return judged; // somebody has looked later, and begun anew
    if (revision > this.revision) this.kept.forget(() => true);
    this.revision = revision;
    return this.kept.keep(key, judged);
  }
}
