import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
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
import type { CoverageState } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { DeclarationsInForce } from '../declarations/declarations-in-force.query';
import { languageOf, type Language } from '../edition-form/language';
import { EvidenceInWindow, type EvidenceTotals } from '../evidence/evidence-in-window.query';
import type { JudgedUnit } from '../judgement/judged-units';
import { Basis, basisCells, basisOf } from './basis.dto';
import {
  EvidenceAnswerItem,
  evidenceItem,
  ModesAnswer,
  modesAnswer,
  RateItem,
  rateItem,
  UNIT_COLUMNS,
  UnitItem,
  unitItem,
} from './coverage-answers.dto';
import { CoverageEvidence } from './coverage-evidence.query';
import { CoverageModes } from './coverage-modes.query';
import type { OpenedQuestion } from './coverage-question';
import { CoverageRates } from './coverage-rates.query';
import { CoverageStates } from './coverage-states.query';
import {
  EvidenceQuery,
  ModesQuery,
  placeOf,
  questionOf,
  RatesQuery,
  UnitsQuery,
} from './coverage.dto';

const Totals = Type.Object({
  declarations: Type.Integer(),
  visitsStored: Type.Integer(),
  visitsParked: Type.Integer({ description: 'not applied; see dead_letters' }),
  parcelsKnown: Type.Integer(),
  parcelsParked: Type.Integer({ description: 'snapshots not applied; see dead_letters' }),
});

@ApiTags('coverage')
@Controller('v1/coverage')
export class CoverageController {
  constructor(
    private readonly rates: CoverageRates,
    private readonly states: CoverageStates,
    private readonly modes: CoverageModes,
    private readonly evidence: CoverageEvidence,
    private readonly declarations: DeclarationsInForce,
    private readonly seen: EvidenceInWindow,
  ) {}

  @Get('rates')
  @ApiOperation({ summary: 'The sets behind the rates of all places of a level, by code' })
  @ApiPageOf(RateItem, '', { basis: Basis })
  async listRates(@Query() query: RatesQuery): Promise<Page<RateItem> & { basis: Basis }> {
    const question = questionOf(query, Date.now());
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    const { opened, lineage, places } = await this.rates.of(
      question,
      query.level,
      after,
      query.limit + 1,
    );
    const page = pageOf(
      places,
      query.limit,
      ({ unit }) => ({ code: unit.code }),
      (place) => rateItem(opened, place),
    );
    return { ...page, basis: basisOf(opened, lineage) };
  }

  @Get('modes')
  @ApiOperation({ summary: 'Village express by mode; a village with several is counted in each' })
  @ApiAnswerOf(200, ModesAnswer)
  async listModes(@Query() query: ModesQuery): Promise<ModesAnswer> {
    return modesAnswer(await this.modes.of(placeOf(query, Date.now())));
  }

  @Get('units')
  @ApiOperation({ summary: 'Each counted unit with its state, the rule that decided it, and why' })
  @ApiPageOf(UnitItem, 'With Accept: text/csv the whole list as CSV', { basis: Basis })
  @ApiProduces('application/json', 'text/csv')
  async listUnits(
    @Query() query: UnitsQuery,
    @Req() request: FastifyRequest,
  ): Promise<(Page<UnitItem> & { basis: Basis }) | Answer> {
    const question = questionOf(query, Date.now());
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    const language = languageOf(query.lang, request.headers['accept-language']);
    const opened = await this.states.open(question);
    const judged = await this.states.judge(opened);
    const asked = inState(judged.within(opened.placeCode, after), query.state);
    if (wantsCsv(request)) {
      const basis = basisCells(basisOf(opened, judged.lineage));
      const rows = linesOf(opened, asked, language, basis); // written as the client reads
      return csvAnswer(UNIT_COLUMNS, rows, `${question.indicator}-${question.asOf}.csv`);
    }
    const page = pageOf(
      firstOf(asked, query.limit + 1),
      query.limit,
      (last) => ({ code: last.code }),
      (unit) => unitItem(opened, unit, language),
    );
    return { ...page, basis: basisOf(opened, judged.lineage) };
  }

  @Get('evidence')
  @ApiOperation({ summary: 'The days, scans and visits behind a figure, oldest first' })
  @ApiPageOf(EvidenceAnswerItem, '', { basis: Basis })
  async listEvidence(
    @Query() query: EvidenceQuery,
  ): Promise<Page<EvidenceAnswerItem> & { basis: Basis }> {
    const question = questionOf(query, Date.now());
    const after = decodeCursor(query.cursor, { occurredAt: 'number', key: 'string' });
    const { opened, lineage, items } =
      query.sort === 'served'
        ? await this.evidence.served(question, after, query.limit + 1)
        : await this.evidence.stoppedElsewhere(question, after, query.limit + 1);
    const page = pageOf(
      items,
      query.limit,
      ({ occurredAt, key }) => ({ occurredAt, key }),
      evidenceItem,
    );
    return { ...page, basis: basisOf(opened, lineage) };
  }

  @Get('totals')
  @ApiOperation({ summary: 'How much coverage holds' })
  @ApiAnswerOf(200, Totals)
  async totals(): Promise<{ declarations: number } & EvidenceTotals> {
    const [declarations, seen] = await Promise.all([this.declarations.count(), this.seen.totals()]);
    return { declarations, ...seen };
  }
}

function* inState(
  units: Iterable<JudgedUnit>,
  state: CoverageState | undefined,
): Generator<JudgedUnit> {
  for (const unit of units) if (state === undefined || unit.state === state) yield unit;
}

function firstOf<Item>(items: Iterable<Item>, count: number): Item[] {
  const first: Item[] = [];
  for (const item of items) if (first.push(item) === count) break;
  return first;
}

function* linesOf(
  opened: OpenedQuestion,
  units: Iterable<JudgedUnit>,
  language: Language,
  basis: ReturnType<typeof basisCells>,
): Generator<UnitItem & typeof basis> {
  for (const unit of units) yield { ...unitItem(opened, unit, language), ...basis };
}
