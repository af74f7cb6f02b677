import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import {
  type Answer,
  ApiAnswerOf,
  IdempotentWrite,
  IdempotentWrites,
  invalidRequest,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import { knownAtOf } from '../region-reads/known-at.dto';
import type { FastifyRequest } from 'fastify';
import { type LoadedRegister, RegisterCatalogue } from '../register/register-catalogue.query';
import type { RegisterFault } from '../register/register-row';
import {
  CSV_CHARACTERS_MAX,
  ImportRegisterDto,
  ProposeMissingDto,
  RegistersQuery,
} from './import-register.dto';
import { ImportRegister } from './import-register.use-case';
import { ProposeMissing } from './propose-missing.use-case';
import { judgeRegisterFile } from './register-file.client';
import type { RegisterJudgement } from './register-judgement';

/** Faults shown in one answer; a file with more is mended in rounds. */
const FAULTS_SHOWN_MAX = 100;
const BODY_BYTES_MAX = 64 * 1024 * 1024;

const Fault = Type.Object({
  line: Type.Integer(),
  field: Type.String(),
  code: Type.String(),
  reason: Type.String(),
  fix: Type.String(),
});
const Imported = Type.Object({
  registerDate: Type.String(),
  units: Type.Integer(),
  byKind: Type.Record(Type.String(), Type.Integer()),
  changed: Type.Boolean({ description: 'false when the same register was loaded before' }),
  changesApplied: Type.Integer({ description: 'Changes that apply by themselves, by the policy' }),
  changesWaiting: Type.Integer({
    description: 'Changes that wait: GET /v1/changes?status=waiting',
  }),
  decisionsToRepeat: Type.Array(Type.String(), {
    description: 'Decisions on both neighbours together that fit neither step: decide again',
  }),
  rejectedRows: Type.Integer({
    description: 'Lines that were left out, with keepGoodRows; also those that the sender left out',
  }),
  rejections: Type.Array(Fault, { description: `The first ${FAULTS_SHOWN_MAX} of why` }),
});
const Proposed = Type.Object({
  pairs: Type.Array(
    Type.Object({
      earlier: Type.String(),
      later: Type.String(),
      changesApplied: Type.Integer(),
      changesWaiting: Type.Integer(),
    }),
  ),
});
const Loaded = Type.Object({
  registerDate: Type.String(),
  name: Type.String(),
  source: Type.String(),
  licence: Type.String(),
  units: Type.Integer(),
  byKind: Type.Record(Type.String(), Type.Integer()),
  rejectedRows: Type.Integer({ description: 'Lines of its file that were left out' }),
});

@ApiTags('register')
@Controller('v1/registers')
export class RegistersController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly importRegister: ImportRegister,
    private readonly proposeMissing: ProposeMissing,
    private readonly catalogue: RegisterCatalogue,
  ) {}

  @Post()
  @IdempotentWrite({ bodyBytesMax: BODY_BYTES_MAX })
  @ApiOperation({ summary: 'Load a register of divisions: whole, or not at all' })
  @ApiAnswerOf(201, Imported, `The file, at most ${CSV_CHARACTERS_MAX} characters, is loaded`)
  async import(@Req() request: FastifyRequest, @Body() dto: ImportRegisterDto): Promise<Answer> {
    const { registerDate, name, source, licence, confirm, keepGoodRows = false } = dto;
    const { leftOutBefore = 0 } = dto;
    const judgement = await judgeRegisterFile(dto.csv, { keepGoodRows });
    dto.csv = ''; // tens of megabytes that nobody needs any more
    refuseFaults(judgement, keepGoodRows);
    const { rows } = judgement;
    const rejectedRows = judgement.rejectedRows + leftOutBefore;
    const rejections = judgement.faults.slice(0, FAULTS_SHOWN_MAX);
    const register = { registerDate, name, source, licence, rows, rejectedRows, confirm };
    return this.writes.run(request, this.db, async (tx) => {
      const imported = await this.importRegister.execute(tx, register, Date.now);
      const body = { ...imported, rejectedRows, rejections };
      return { status: imported.changed ? 201 : 200, body };
    });
  }

  @Post('lineage')
  @IdempotentWrite({ status: 200 })
  @ApiOperation({
    summary: 'Propose changes between neighbouring registers of which nothing was ever said',
  })
  @ApiAnswerOf(200, Proposed, 'Pairs that were compared; none where all had been')
  async propose(@Req() request: FastifyRequest, @Body() dto: ProposeMissingDto): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      const pairs = await this.proposeMissing.execute(tx, dto.decidedBy, Date.now);
      return { status: 200, body: { pairs } };
    });
  }

  @Get()
  @ApiOperation({ summary: 'The loaded registers, oldest first' })
  @ApiAnswerOf(200, Type.Object({ items: Type.Array(Loaded) }))
  async list(@Query() query: RegistersQuery): Promise<{ items: LoadedRegister[] }> {
    return { items: await this.catalogue.list(knownAtOf(query.knownAt, Date.now())) };
  }
}

function refuseFaults(judgement: RegisterJudgement, keepGoodRows: boolean): void {
  const { rows, faults, faultCount, cut } = judgement;
  if (cut) throw refusedCut(cut, faults);
  if (faultCount === 0 || (keepGoodRows && rows.length > 0)) return;
  const [first] = faults;
  throw invalidRequest(
    `名录未导入：${faultCount} 处有误，首处在第 ${first?.line} 行；请更正 errors 所列各行后重新发送整个文件。The register was not loaded: ${faultCount} faults, the first on line ${first?.line}. Mend the lines named in errors and send the whole file again.`,
    faults.slice(0, FAULTS_SHOWN_MAX),
    'coverage.register.refused',
  );
}

/** Good rows of half a file are no register: what lay behind the place would count as abolished. */
function refusedCut(cut: RegisterFault, faults: readonly RegisterFault[]) {
  const others = faults.filter((fault) => fault !== cut);
  return invalidRequest(
    `名录未导入：第 ${cut.line} 行起无法读取，其后内容不明，keepGoodRows 也不能受理；请更正该行后重新发送整个文件。The register was not loaded: from line ${cut.line} on it cannot be read, so what comes after is not known, and keepGoodRows cannot take it either. Mend the line as errors says, and send the whole file again.`,
    [cut, ...others].slice(0, FAULTS_SHOWN_MAX),
    'coverage.register.refused',
  );
}
