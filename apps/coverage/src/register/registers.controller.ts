import { Body, Controller, Get, Post, Req } from '@nestjs/common';
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
import type { FastifyRequest } from 'fastify';
import { CSV_CHARACTERS_MAX, ImportRegisterDto } from './import-register.dto';
import { ImportRegister } from './import-register.use-case';
import { type LoadedRegister, RegisterCatalogue } from './register-catalogue.query';
import { judgeRegisterFile } from './register-file.client';

/** Faults shown in one answer; a file with more is mended in rounds. */
const FAULTS_SHOWN_MAX = 100;
const BODY_BYTES_MAX = 16 * 1024 * 1024;

const Imported = Type.Object({
  registerDate: Type.String(),
  units: Type.Integer(),
  byKind: Type.Record(Type.String(), Type.Integer()),
  changed: Type.Boolean({ description: 'false when the same register was loaded before' }),
});
const Loaded = Type.Object({
  registerDate: Type.String(),
  name: Type.String(),
  source: Type.String(),
  licence: Type.String(),
  units: Type.Integer(),
  byKind: Type.Record(Type.String(), Type.Integer()),
});

@ApiTags('register')
@Controller('v1/registers')
export class RegistersController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly importRegister: ImportRegister,
    private readonly catalogue: RegisterCatalogue,
  ) {}

  @Post()
  @IdempotentWrite({ bodyBytesMax: BODY_BYTES_MAX })
  @ApiOperation({ summary: 'Load a register of divisions: whole, or not at all' })
  @ApiAnswerOf(201, Imported, `The file, at most ${CSV_CHARACTERS_MAX} characters, is loaded`)
  async import(@Req() request: FastifyRequest, @Body() dto: ImportRegisterDto): Promise<Answer> {
    const judgement = judgeRegisterFile(dto.csv);
    if (!judgement.accepted) {
      const { faults } = judgement;
      throw invalidRequest(
        `The register was not loaded: ${faults.length} faults, the first on line ` +
          `${faults[0]?.line}. Mend the lines named in errors and send the whole file again.`,
        faults.slice(0, FAULTS_SHOWN_MAX),
        'coverage.register.refused',
      );
    }
    const { registerDate, name, source, licence } = dto;
    const register = { registerDate, name, source, licence, rows: judgement.rows };
    return this.writes.run(request, this.db, async (tx) => {
      const body = await this.importRegister.execute(tx, register, Date.now());
      return { status: body.changed ? 201 : 200, body };
    });
  }

  @Get()
  @ApiOperation({ summary: 'The loaded registers, oldest first' })
  @ApiAnswerOf(200, Type.Object({ items: Type.Array(Loaded) }))
  async list(): Promise<{ items: LoadedRegister[] }> {
    return { items: await this.catalogue.list() };
  }
}
