import { type Answer, detailOf, type DoorClient, QuestionRefused } from '../doors/door.client';
import { type Service, SERVICES, type ServiceUrls } from '../doors/service-urls';
import type { DeadLettersCommand } from './dead-letters-command';
import {
  countsText,
  discardedText,
  type Letter,
  type LetterCount,
  lettersText,
  openedText,
  type OpenedLetter,
  type Replayed,
  replayedText,
} from './letter-text';

const PATH = '/v1/dead-letters';
/** Letters one request replays: each is a transaction, and the answer must not take minutes. */
const REPLAYED_AT_ONCE = 100;

interface Asked {
  readonly doors: DoorClient;
  readonly urls: ServiceUrls;
  readonly asJson: boolean;
  readonly out: (text: string) => void;
}

/** What a command comes to; false: letters stay that were to be replayed. */
export async function deadLetters(command: DeadLettersCommand, asked: Asked): Promise<boolean> {
  const services = processesOf(command.service, asked.urls);
  switch (command.verb) {
    case 'list':
      await list(command, services, asked);
      return true;
    case 'counts':
      await counts(command, services, asked);
      return true;
    case 'show':
      await show(command, services, asked);
      return true;
    case 'replay':
      return replay(command, services, asked);
    case 'discard':
      await discard(command, services, asked);
      return true;
  }
}

/** One service for each process that answers: services that share an address are asked once. */
function processesOf(service: string | undefined, urls: ServiceUrls): Service[] {
  const asked = SERVICES.filter((known) => service === undefined || known === service);
  if (asked.length === 0) {
    throw new QuestionRefused(
      `--service 须为 ${SERVICES.join('、')} 之一，不是 "${service}"。--service takes ${SERVICES.join(', ')}, not "${service}"`,
    );
  }
  return asked.filter((one, i) => asked.findIndex((other) => urls[other] === urls[one]) === i);
}

function query(command: DeadLettersCommand, more: Readonly<Record<string, string>> = {}): string {
  const { service, selection } = command;
  const said = Object.entries(selection).filter(([field]) => field !== 'ids');
  const params = new URLSearchParams(said.map(([field, value]) => [field, String(value)]));
  if (service !== undefined) params.set('service', service);
  for (const [field, value] of Object.entries(more)) params.set(field, value);
  return params.size === 0 ? '' : `?${params.toString()}`;
}

function good(answer: Answer): Answer['body'] {
  if (answer.status === 200) return answer.body;
  throw new QuestionRefused(detailOf(answer));
}

async function list(
  command: DeadLettersCommand,
  services: readonly Service[],
  { doors, asJson, out }: Asked,
): Promise<void> {
  const letters: Letter[] = [];
  let more = false;
  for (const service of services) {
    const room = command.limit - letters.length;
    // Where there is no room left, one is asked for to know whether there are more.
    const limit = String(Math.max(1, room));
    const body = good(await doors.get(service, PATH + query(command, { limit })));
    const items = body['items'] as Letter[];
    letters.push(...items.slice(0, room));
    more ||= typeof body['nextCursor'] === 'string' || items.length > room;
    if (more) break;
  }
  out(asJson ? `${JSON.stringify(letters, null, 2)}\n` : lettersText(letters, more));
}

async function counts(
  command: DeadLettersCommand,
  services: readonly Service[],
  { doors, asJson, out }: Asked,
): Promise<void> {
  const { consumer, topic, code } = command.selection;
  const all: LetterCount[] = [];
  for (const service of services) {
    const only = command.service === undefined ? '' : `?service=${command.service}`;
    const { items } = good(await doors.get(service, `${PATH}/counts${only}`));
    all.push(...(items as LetterCount[]));
  }
  const shown = all.filter(
    (count) =>
      (consumer === undefined || count.consumer === consumer) &&
      (topic === undefined || count.topic === topic) &&
      (code === undefined || count.code === code),
  );
  out(asJson ? `${JSON.stringify(shown, null, 2)}\n` : countsText(shown));
}

async function show(
  { selection }: DeadLettersCommand,
  services: readonly Service[],
  { doors, asJson, out }: Asked,
): Promise<void> {
  const [id = ''] = selection['ids'] as readonly string[];
  // The id begins with its service; whoever shares its address answers for it.
  const owner = SERVICES.find((service) => id.startsWith(`${service}.`)) ?? services[0];
  const body = good(await doors.get(owner as Service, `${PATH}/${encodeURIComponent(id)}`));
  out(asJson ? `${JSON.stringify(body, null, 2)}\n` : openedText(body as unknown as OpenedLetter));
}

async function replay(
  command: DeadLettersCommand,
  services: readonly Service[],
  { doors, asJson, out }: Asked,
): Promise<boolean> {
  const total: Replayed = { replayed: 0, stillParked: 0, letters: [] };
  for (const service of services) {
    let cursor: unknown = null;
    do {
      const body = bodyOf(command, {
        limit: REPLAYED_AT_ONCE,
        ...(typeof cursor === 'string' ? { cursor } : {}),
      });
      const done = good(await doors.post(service, `${PATH}/replays`, body));
      total.replayed += Number(done['replayed']);
      total.stillParked += Number(done['stillParked']);
      total.letters.push(...(done['letters'] as Replayed['letters']));
      cursor = done['nextCursor'];
    } while (typeof cursor === 'string');
  }
  out(asJson ? `${JSON.stringify(total, null, 2)}\n` : replayedText(total));
  return total.stillParked === 0;
}

async function discard(
  command: DeadLettersCommand,
  services: readonly Service[],
  { doors, asJson, out }: Asked,
): Promise<void> {
  let discarded = 0;
  for (const service of services) {
    const done = good(await doors.post(service, `${PATH}/discards`, bodyOf(command, {})));
    discarded += Number(done['discarded']);
  }
  out(asJson ? `${JSON.stringify({ discarded })}\n` : discardedText(discarded));
}

function bodyOf({ selection, service }: DeadLettersCommand, more: object): object {
  const { state: _, ...said } = selection;
  return { ...said, ...(service === undefined ? {} : { service }), ...more };
}
