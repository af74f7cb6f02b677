import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { type Day, dayOf, type Instant } from '@youlu/vocabulary';
import { OpenAct } from '../changes/open-act.use-case';
import { RecordProposals } from '../changes/record-proposals.use-case';
import type { Decision, StoredChange } from '../changes/stored-change';
import { type ApplyPolicy, policyOn } from '../lineage/proposing/apply-policy';
import { NoteChange } from '../region-reads/note-change.use-case';
import { EditionRows } from '../register/edition-rows.query';
import { byRegion, countByKind, type RegisterRow } from '../register/register-row';
import { RegisterDiffers, RegisterOfAnotherRegion } from '../register/register.errors';
import { ProjectUnits } from '../units/project-units.use-case';
import { ManyAbolished } from './import.errors';
import { confirmationOf, type Loss, lossesBetween, lossOfRegions } from './losses';
import { digestOf } from './register-digest';
import { type LoadedEditionRecord, RegisterRepository } from './register.repository';

export interface RegisterToImport {
  readonly registerDate: Day;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** Rows of a file that was judged and accepted; no code twice, no parent missing. */
  readonly rows: readonly RegisterRow[];
  /** Rows of the file that were left out because they were faulty. */
  readonly rejectedRows?: number;
  /** Confirms that many units are abolished; `ManyAbolished` says what to write. */
  readonly confirm?: string | undefined;
}

export interface ImportedRegister {
  readonly registerDate: Day;
  readonly units: number;
  readonly byKind: Record<string, number>;
  /** False when the same register was loaded before. */
  readonly changed: boolean;
  /** What became of the changes to the editions beside it. */
  readonly changesApplied: number;
  readonly changesWaiting: number;
  /** Decisions on a longer way that this edition lies on and that fit neither of its parts. */
  readonly decisionsToRepeat: readonly string[];
}

/** What an import has found so far. */
interface Found {
  applied: number;
  waiting: number;
  readonly losses: Loss[];
  readonly repeated: Set<string>;
}
interface Neighbours {
  readonly earlier: Day | undefined;
  readonly later: Day | undefined;
}
interface Import {
  readonly register: RegisterToImport;
  readonly decision: Decision;
  readonly policy: ApplyPolicy;
  readonly neighbours: Neighbours;
  /** What organisations had decided between the neighbours. */
  readonly displaced: readonly StoredChange[];
  readonly loaded: readonly { readonly date: Day; readonly ordinal: number }[];
}

/**
 * Loads a register edition whole, or not at all, before, after or between those that are loaded; the
 * same edition again changes nothing. One region at a time is in memory, so that a nation fits.
 */
@Injectable()
export class ImportRegister {
  constructor(
    private readonly registers: RegisterRepository,
    private readonly editions: EditionRows,
    private readonly acts: OpenAct,
    private readonly proposals: RecordProposals,
    private readonly units: ProjectUnits,
    private readonly noteChange: NoteChange,
  ) {}

  /**
   * @param clock asked when all is written: from then on the register is known
   * @throws RegisterDiffers, RegisterOfAnotherRegion, ManyAbolished
   */
  async execute(
    tx: Tx,
    register: RegisterToImport,
    clock: () => Instant,
  ): Promise<ImportedRegister> {
    const { rows, registerDate, name, source, licence, rejectedRows = 0 } = register;
    const regions = byRegion(rows);
    const digest = digestOf(regions.values());
    const answer = { registerDate, units: rows.length, byKind: countByKind(rows) };
    const loaded = await this.registers.lockAll(tx);
    const sameDate = loaded.find((other) => other.date === registerDate);
    if (sameDate) {
      if (sameDate.digest !== digest) throw new RegisterDiffers(registerDate);
      const none = { changesApplied: 0, changesWaiting: 0, decisionsToRepeat: [] };
      return { ...answer, changed: false, ...none };
    }
    const begun = await this.begin(tx, register, loaded, dayOf(clock()));
    const found = await this.importRegions(tx, begun, regions);
    this.judgeLosses(digest, found.losses, register.confirm);
    const now = clock();
    const ordinal = loaded.length + 1;
    const record = { ordinal, name, source, licence, digest, rejectedRows, ...answer };
    await this.acts.keep(tx, begun.decision, now);
    await this.registers.add(tx, record, now);
    await this.noteChange.execute(tx);
    return { ...answer, changed: true, ...toldOf(found, begun.displaced) };
  }

  private async begin(
    tx: Tx,
    register: RegisterToImport,
    loaded: readonly LoadedEditionRecord[],
    today: Day,
  ): Promise<Import> {
    const { registerDate: date, source } = register;
    const neighbours = {
      earlier: loaded.findLast((other) => other.date < date)?.date,
      later: loaded.find((other) => other.date > date)?.date,
    };
    const act = { act: 'import' as const, decidedBy: source, document: null, note: null };
    const decision = await this.acts.open(tx, act);
    const { earlier, later } = neighbours;
    const displaced =
      earlier !== undefined && later !== undefined
        ? await this.acts.displace(tx, earlier, later, decision)
        : [];
    const all = [...loaded, { date, ordinal: loaded.length + 1 }];
    all.sort((a, b) => (a.date < b.date ? -1 : 1));
    return { register, decision, policy: policyOn(today), neighbours, displaced, loaded: all };
  }

  private async importRegions(
    tx: Tx,
    begun: Import,
    regions: ReadonlyMap<string, readonly RegisterRow[]>,
  ): Promise<Found> {
    const { register, neighbours, loaded, decision } = begun;
    const found: Found = { applied: 0, waiting: 0, losses: [], repeated: new Set() };
    const known = new Set(regions.keys());
    for (const neighbour of [neighbours.earlier, neighbours.later]) {
      if (neighbour === undefined) continue;
      const theirs = await this.editions.regions(tx, neighbour);
      const other = [...regions.keys()].find((region) => !theirs.includes(region));
      if (other !== undefined) throw new RegisterOfAnotherRegion(other, theirs);
      for (const region of theirs) known.add(region);
      if (neighbour === neighbours.earlier) {
        found.losses.push(...lossOfRegions(theirs, [...regions.keys()]));
      }
    }
    for (const region of [...known].sort()) {
      const rows = regions.get(region) ?? [];
      await this.registers.addRows(tx, register.registerDate, rows);
      const atHand = new Map([[register.registerDate, rows]]);
      await this.compare(tx, begun, region, atHand, found);
      await this.units.execute(tx, loaded, region, decision.ordinal, atHand);
    }
    return found;
  }

  /** Compares a region with the editions on both sides, whose rows are at hand then. */
  private async compare(
    tx: Tx,
    { register, decision, policy, neighbours, displaced }: Import,
    region: string,
    atHand: Map<Day, readonly RegisterRow[]>,
    found: Found,
  ): Promise<void> {
    const here = register.registerDate;
    const rows = atHand.get(here) ?? [];
    const decided = displaced.filter((change) => change.region === region);
    const { earlier = here, later = here } = neighbours;
    for (const pair of [
      { earlier, later: here },
      { earlier: here, later },
    ]) {
      if (pair.earlier === pair.later) continue;
      const other = pair.earlier === here ? pair.later : pair.earlier;
      const theirs = await this.editions.ofRegion(tx, other, region);
      atHand.set(other, theirs);
      const [earlierRows, laterRows] = pair.earlier === here ? [rows, theirs] : [theirs, rows];
      const both = { region, ...pair, earlierRows, laterRows };
      const recorded = await this.proposals.execute(tx, decision, both, policy, decided);
      found.applied += recorded.applied;
      found.waiting += recorded.waiting;
      for (const changeId of recorded.repeated) found.repeated.add(changeId);
      found.losses.push(...lossesBetween(earlierRows, laterRows, recorded.changes));
    }
  }

  private judgeLosses(digest: string, losses: readonly Loss[], confirm: string | undefined): void {
    if (losses.length === 0) return;
    const confirmation = confirmationOf(digest, losses);
    if (confirm !== confirmation) throw new ManyAbolished(losses, confirmation, confirm);
  }
}

function toldOf(found: Found, displaced: readonly StoredChange[]) {
  const lost = displaced.filter(({ changeId }) => !found.repeated.has(changeId));
  return {
    changesApplied: found.applied,
    changesWaiting: found.waiting,
    decisionsToRepeat: lost.map(({ changeId }) => changeId),
  };
}
