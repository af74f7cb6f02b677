import { createHash } from 'node:crypto';
import { type Scenario, planScenario } from '../load/scenario';
import type { ScenarioData } from '../province/province';
import { requestsOf, rowsByPhase } from '../requests/requests';
import { findDataFolder, readScenarioData } from '../scenario-data.file';
import type { RunOptions } from './arguments';
import { CursorFile } from './cursor.file';
import type { CursorState } from './cursor';
import { DeliverRequests, type DeliveryPorts } from './deliver-requests.use-case';
import { DOOR_OPTIONS, DoorClient, type DoorOptions } from './door.client';
import { writeOutputs } from './outputs.file';
import { Progress } from './progress';

export interface RunPorts {
  /** One object is one line of standard output. */
  readonly write: (line: object) => void;
  readonly complain: (text: string) => void;
  /** Hands out nothing more, and lets what is under way end. */
  readonly stop: AbortSignal;
  /** Ends what is under way, too. */
  readonly abort: AbortSignal;
  readonly door?: DoorOptions;
}

/** Plans, sends, and writes the files. Whether all was done; false if it was stopped. */
export async function runScenario(options: RunOptions, ports: RunPorts): Promise<boolean> {
  const data = readScenarioData(options.dataDir ?? findDataFolder());
  const scenario = planScenario(data, options.scenario);
  if (!options.isDryRun) {
    const state = await send(options, scenario, fingerprintOf(options, data), ports);
    if (!state) return false;
    ports.write(summaryOf(state, scenario));
  }
  if (options.outDir !== undefined) await writeOutputs(options.outDir, scenario);
  return true;
}

/** Goes up when the generator says other things than before, so that no cursor of old misleads. */
const GENERATOR_EDITION = 3;

/** The same fingerprint means the same requests with the same keys. */
function fingerprintOf({ scenario }: RunOptions, data: ScenarioData): string {
  const { scope, seed, weeks, sampleEvery, flowsOnly } = scenario;
  const hash = createHash('sha256').update(
    JSON.stringify([GENERATOR_EDITION, scope, seed, weeks, sampleEvery, flowsOnly]),
  );
  return hash.update(JSON.stringify(data)).digest('hex').slice(0, 24);
}

async function send(
  options: RunOptions,
  scenario: Scenario,
  fingerprint: string,
  { write, complain, stop, abort, door = DOOR_OPTIONS }: RunPorts,
): Promise<CursorState | undefined> {
  const file = new CursorFile(options.stateDir);
  const cursor = file.open(fingerprint);
  const client = new DoorClient(options.urls, door);
  const progress = new Progress(rowsByPhase(scenario), write, () => performance.now());
  const complainedOf = new Set<string>();
  const delivery: DeliveryPorts = {
    post: (request, index, how) => client.post(request, `sim-${fingerprint}-${index}`, how),
    save: (at) => file.saveSoon(at),
    progressed: (request) => progress.add(request),
    rowsRejected: ({ path }, { rejected, firstRejection }) => {
      if (complainedOf.has(path)) return;
      complainedOf.add(path);
      complain(`${path} refused ${rejected} rows, the first: ${firstRejection ?? 'unsaid'}`);
    },
  };
  const deliver = new DeliverRequests(cursor, delivery, options.atOnce);
  try {
    const isDone = await deliver.execute(requestsOf(scenario), { stop, abort });
    return isDone ? cursor.state() : undefined;
  } finally {
    file.save(cursor);
  }
}

/** The last line. Everything but `resent` is the same however often the run was broken off. */
function summaryOf({ totals, prefix, resent }: CursorState, { parcels }: Scenario): object {
  return {
    phase: 'summary',
    done: true,
    requests: prefix,
    parcels: parcels.length,
    shipmentsAccepted: totals.shipments.accepted,
    shipmentsRejected: totals.shipments.rejected,
    scansAccepted: totals.scans.accepted,
    scansRejected: totals.scans.rejected,
    visitsAccepted: totals.visits.accepted,
    visitsRejected: totals.visits.rejected,
    othersAccepted: totals.others.accepted,
    othersRejected: totals.others.rejected,
    resent,
  };
}
