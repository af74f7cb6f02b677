import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  ApiPageOf,
  csvAnswer,
  decodeCursor,
  type Page,
  pageOf,
  wantsCsv,
} from '@youlu/http';
import { type Day, isDay } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { modesOf } from '../indicators/asked-modes.dto';
import { knownAtOf } from '../region-reads/known-at.dto';
import { stretchOf } from '../region-reads/stretch.dto';
import { mergeDays } from './day-of-place';
import { DaysOnRegister } from './days-on-register.query';
import { ScansOfDay } from './scans-of-day.query';
import {
  DayScanItem,
  dayScanItem,
  DayScansQuery,
  PlaceDays,
  placeDays,
  PlaceDaysQuery,
  VILLAGE_DAYS_COLUMNS,
  VillageDaysItem,
  villageDaysItem,
  VillageDaysQuery,
} from './village-days.dto';
import { NotADay } from './village-days.errors';
import { type DaysAsked, type DaysOfPlace, VillageDays } from './village-days.query';
import { tellingOf, WrittenCodes } from './written-codes.query';

const PLACES_AT_ONCE = 10_000;

/** From a place to its days, from a day to its scans; each item says where the next step is. */
@ApiTags('coverage')
@Controller('v1/coverage/village-days')
export class VillageDaysController {
  constructor(
    private readonly days: VillageDays,
    private readonly onRegister: DaysOnRegister,
    private readonly scans: ScansOfDay,
    private readonly written: WrittenCodes,
  ) {}

  @Get()
  @ApiOperation({ summary: 'On how many days each place was served, in which way and direction' })
  @ApiPageOf(VillageDaysItem, 'With Accept: text/csv the whole list as CSV')
  @ApiProduces('application/json', 'text/csv')
  async list(
    @Query() query: VillageDaysQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<VillageDaysItem> | Answer> {
    const { unit: place, registerDate, channel, direction, mode } = query;
    const stretch = stretchOf(query, Date.now());
    const asked = { ...stretch, place, registerDate, channel, direction, mode };
    const read = await this.reading(asked);
    if (wantsCsv(request)) {
      const name = `village-days-${query.from}-${query.to}.csv`;
      return csvAnswer(VILLAGE_DAYS_COLUMNS, lines(asked, read), name);
    }
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    const places = await read(after, query.limit + 1);
    if (places.length === 0 && !after)
      await this.written.mustBeStated(place, asked.to, registerDate);
    return pageOf(
      places,
      query.limit,
      ({ code }) => ({ code }),
      (one) => villageDaysItem(one, asked),
    );
  }

  @Get(':code')
  @ApiOperation({ summary: 'The days on which a place was served, oldest first' })
  @ApiAnswerOf(200, PlaceDays)
  async listDays(@Param('code') code: string, @Query() query: PlaceDaysQuery): Promise<PlaceDays> {
    const { registerDate } = query;
    const modes = modesOf(query.modes);
    const asked = { ...stretchOf(query, Date.now()), registerDate, modes };
    const parts = await this.written.of(code, asked);
    const twice = tellingOf(code, asked, parts, modes ?? null);
    const lists = await Promise.all(parts.map((part) => this.days.daysOf(part, twice)));
    const days = mergeDays(lists.flat());
    if (days.length === 0) await this.written.mustBeStated(code, query.to, registerDate);
    return placeDays(code, asked, days);
  }

  @Get(':code/:day/scans')
  @ApiOperation({ summary: 'The scans and visits of a day of a place, as they happened' })
  @ApiPageOf(DayScanItem)
  async listScans(
    @Param('code') code: string,
    @Param('day') day: string,
    @Query() query: DayScansQuery,
  ): Promise<Page<DayScanItem>> {
    if (!isDay(day)) throw new NotADay();
    const after = decodeCursor(query.cursor, { occurredAt: 'number', key: 'string' });
    const knownAt = knownAtOf(query.knownAt, Date.now());
    const { registerDate } = query;
    const modes = modesOf(query.modes) ?? null;
    const parts = await this.written.of(code, { from: day, to: day, knownAt, registerDate });
    const twice = tellingOf(code, { from: day, to: day }, parts, modes);
    const scans = await this.scans.read(parts, day, twice, knownAt, after, query.limit + 1);
    if (scans.length === 0 && !after) await this.written.mustBeStated(code, day, registerDate);
    return pageOf(scans, query.limit, ({ occurredAt, key }) => ({ occurredAt, key }), dayScanItem);
  }

  /** @throws UnknownRegister now, not while a list is being written */
  private async reading(asked: ListAsked): Promise<ReadPage> {
    const { place, registerDate } = asked;
    if (registerDate === undefined) {
      return (after, limit) => this.days.inWindow(asked, after, limit);
    }
    const moved = await this.written.moved(place, registerDate, asked);
    return (after, limit) => this.onRegister.inWindow(asked, moved, after, limit);
  }
}

type ListAsked = DaysAsked & { readonly registerDate: Day | undefined };
type ReadPage = (after: string, limit: number) => Promise<DaysOfPlace[]>;

async function* lines(asked: ListAsked, read: ReadPage): AsyncGenerator<VillageDaysItem> {
  for (let after = ''; ;) {
    const places = await read(after, PLACES_AT_ONCE);
    for (const one of places) yield villageDaysItem(one, asked);
    if (places.length < PLACES_AT_ONCE) return;
    after = places.at(-1)?.code ?? '';
  }
}
