import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { type Day, dayOf, type Instant } from '@youlu/vocabulary';
import { OpenAct } from '../changes/open-act.use-case';
import { RecordProposals } from '../changes/record-proposals.use-case';
import { policyOn } from '../lineage/proposing/apply-policy';
import { NoteChange } from '../region-reads/note-change.use-case';
import { EditionRows } from '../register/edition-rows.query';
import type { RegisterRow } from '../register/register-row';
import { ProjectUnits } from '../units/project-units.use-case';
import { type LoadedEditionRecord, RegisterRepository } from './register.repository';

interface Pair {
  readonly earlier: Day;
  readonly later: Day;
}
export interface ProposedPair extends Pair {
  readonly changesApplied: number;
  readonly changesWaiting: number;
}

/**
 * Compares neighbouring editions between which nothing was ever told: those that were loaded by a
 * release without lineage. What anybody has said of a pair is left as it is.
 */
@Injectable()
export class ProposeMissing {
  constructor(
    private readonly registers: RegisterRepository,
    private readonly editions: EditionRows,
    private readonly acts: OpenAct,
    private readonly proposals: RecordProposals,
    private readonly units: ProjectUnits,
    private readonly noteChange: NoteChange,
  ) {}

  /** @param clock asked when all is written: from then on the changes are known */
  async execute(tx: Tx, decidedBy: string, clock: () => Instant): Promise<ProposedPair[]> {
    const loaded = await this.registers.lockAll(tx);
    const silent = await this.registers.withoutChanges(tx, pairsOf(loaded));
    if (silent.length === 0) return [];
    const note = 'editions that were loaded before lineage was kept';
    const decision = await this.acts.open(tx, { act: 'import', decidedBy, document: null, note });
    const policy = policyOn(dayOf(clock()));
    const found = new Map(silent.map((pair) => [pair.later, { applied: 0, waiting: 0 }]));
    for (const region of await this.regionsOf(tx, loaded)) {
      const atHand = new Map<Day, readonly RegisterRow[]>();
      for (const pair of silent) {
        const earlierRows = await this.rowsOf(tx, pair.earlier, region, atHand);
        const laterRows = await this.rowsOf(tx, pair.later, region, atHand);
        const both = { region, ...pair, earlierRows, laterRows };
        const recorded = await this.proposals.execute(tx, decision, both, policy);
        const sum = found.get(pair.later);
        if (!sum) continue;
        sum.applied += recorded.applied;
        sum.waiting += recorded.waiting;
      }
      await this.units.execute(tx, loaded, region, decision.ordinal, atHand);
    }
    const isTold = [...found.values()].some(({ applied, waiting }) => applied + waiting > 0);
    if (isTold) {
      await this.acts.keep(tx, decision, clock());
      await this.noteChange.execute(tx);
    }
    return silent.map((pair) => {
      const { applied = 0, waiting = 0 } = found.get(pair.later) ?? {};
      return { ...pair, changesApplied: applied, changesWaiting: waiting };
    });
  }

  private async rowsOf(
    tx: Tx,
    date: Day,
    region: string,
    atHand: Map<Day, readonly RegisterRow[]>,
  ): Promise<readonly RegisterRow[]> {
    const rows = atHand.get(date) ?? (await this.editions.ofRegion(tx, date, region));
    atHand.set(date, rows);
    return rows;
  }

  private async regionsOf(tx: Tx, loaded: readonly LoadedEditionRecord[]): Promise<string[]> {
    const regions = new Set<string>();
    for (const { date } of loaded) {
      for (const region of await this.editions.regions(tx, date)) regions.add(region);
    }
    return [...regions].sort();
  }
}

function pairsOf(loaded: readonly LoadedEditionRecord[]): Pair[] {
  return loaded
    .slice(1)
    .map(({ date: later }, i) => ({ earlier: loaded[i]?.date ?? later, later }));
}
