import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import {
  type Answer,
  ApiAnswerOf,
  ApiPageOf,
  decodeCursor,
  IdempotentWrite,
  IdempotentWrites,
  invalidRequest,
  type Page,
  pageOf,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import { dayOf } from '@youlu/vocabulary';
import { knownAtOf } from '../region-reads/known-at.dto';
import type { FastifyRequest } from 'fastify';
import { ImportXpcc } from './import-xpcc.use-case';
import { readXpccFile } from './xpcc-file.client';
import type { XpccFault } from './xpcc-unit';
import { type XpccAsked, XpccUnits } from './xpcc-units.query';
import {
  ImportXpccDto,
  XpccDayQuery,
  XpccOverQuery,
  XpccUnitAnswer,
  xpccUnitAnswer,
  XpccUnitsQuery,
} from './xpcc.dto';

const BODY_BYTES_MAX = 8 * 1024 * 1024;
const FAULTS_SHOWN_MAX = 100;

const Fault = Type.Object({
  line: Type.Integer(),
  field: Type.String(),
  code: Type.String(),
  reason: Type.String(),
  fix: Type.String(),
});
const Imported = Type.Object({
  units: Type.Integer(),
  changed: Type.Boolean({ description: 'false when the same list was loaded before' }),
  rejectedRows: Type.Integer({ description: 'Lines that were left out, with keepGoodRows' }),
  rejections: Type.Array(Fault, { description: `The first ${FAULTS_SHOWN_MAX} of why` }),
});

@ApiTags('xpcc')
@Controller('v1')
export class XpccController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly importXpcc: ImportXpcc,
    private readonly units: XpccUnits,
  ) {}

  @Post('xpcc/registers')
  @IdempotentWrite({ bodyBytesMax: BODY_BYTES_MAX })
  @ApiOperation({ summary: 'Load a list of XPCC units (师, 团, 连): whole, or its good rows' })
  @ApiAnswerOf(201, Imported)
  async import(@Req() request: FastifyRequest, @Body() dto: ImportXpccDto): Promise<Answer> {
    const { csv, keepGoodRows = false, ...edition } = dto;
    const register = { ...edition, ...readXpccFile(csv), keepGoodRows };
    return this.writes.run(request, this.db, async (tx) => {
      const imported = await this.importXpcc.execute(tx, register, Date.now);
      if ('refused' in imported) throw refused(imported.refused);
      const rejectedRows = new Set(imported.rejections.map(({ line }) => line)).size;
      const rejections = imported.rejections.slice(0, FAULTS_SHOWN_MAX);
      const body = { ...imported, rejectedRows, rejections };
      return { status: imported.changed ? 201 : 200, body };
    });
  }

  @Get('xpcc/units')
  @ApiOperation({ summary: 'XPCC units on a day, by code' })
  @ApiPageOf(XpccUnitAnswer)
  async list(@Query() query: XpccUnitsQuery): Promise<Page<XpccUnitAnswer>> {
    const { parent, level, limit } = query;
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    const rows = await this.units.page({ ...asked(query), parent, level }, after, limit + 1);
    return pageOf(rows, limit, ({ code }) => ({ code }), xpccUnitAnswer);
  }

  @Get('xpcc/units/:code')
  @ApiOperation({ summary: 'An XPCC unit and what it lies in, from the top down' })
  @ApiAnswerOf(200, Type.Object({ path: Type.Array(XpccUnitAnswer) }))
  async find(@Param('code') code: string, @Query() query: XpccDayQuery) {
    const path = await this.units.withPath(code, asked(query));
    return { path: path.map(xpccUnitAnswer) };
  }

  @Get('units/:code/xpcc')
  @ApiOperation({ summary: 'XPCC units over the ground of a division' })
  @ApiPageOf(XpccUnitAnswer)
  async over(
    @Param('code') divisionCode: string,
    @Query() query: XpccOverQuery,
  ): Promise<Page<XpccUnitAnswer>> {
    const { limit } = query;
    const after = decodeCursor(query.cursor, { code: 'string' })?.code ?? '';
    const rows = await this.units.over(divisionCode, asked(query), after, limit + 1);
    return pageOf(rows, limit, ({ code }) => ({ code }), xpccUnitAnswer);
  }
}

/** @throws KnownAtInFuture */
function asked({ asOf, knownAt }: XpccDayQuery): XpccAsked {
  const now = Date.now();
  return { asOf: asOf ?? dayOf(now), knownAt: knownAtOf(knownAt, now) };
}

function refused(faults: readonly XpccFault[]) {
  const [first] = faults;
  return invalidRequest(
    `兵团名录未导入：${faults.length} 处有误，首处在第 ${first?.line} 行；请更正 errors 所列各行后重新发送整个文件。The list was not loaded: ${faults.length} faults, the first on line ${first?.line}. Mend the lines named in errors and send the whole file again.`,
    faults.slice(0, FAULTS_SHOWN_MAX),
    'coverage.xpcc.refused',
  );
}
