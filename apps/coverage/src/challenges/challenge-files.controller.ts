import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { Answer, ApiAnswerOf, IdempotentWrite, IdempotentWrites } from '@youlu/http';
import { Database } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { FILE_CHARACTERS_MAX, KeepFileDto } from './challenge-doors.dto';
import { ChallengeLookup } from './challenge-lookup.query';
import { FILE_TYPES } from './evidence-file';
import { KeepEvidenceFile } from './keep-evidence-file.use-case';

const Kept = Type.Object({
  sha256: Type.String(),
  type: Type.Unsafe<(typeof FILE_TYPES)[number]>({ type: 'string', enum: [...FILE_TYPES] }),
  bytes: Type.Integer(),
  changed: Type.Boolean({ description: 'false when the same bytes were kept before' }),
});

/** Whatever it is, it is data: saved by the browser, never shown, run or framed. */
const SAFE_HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-store',
} as const;
const EXTENSIONS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
} as const;

@ApiTags('challenges')
@Controller('v1/challenge-files')
export class ChallengeFilesController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly keep: KeepEvidenceFile,
    private readonly lookup: ChallengeLookup,
  ) {}

  @Post()
  @IdempotentWrite({ bodyBytesMax: FILE_CHARACTERS_MAX + 2_048 })
  @ApiOperation({ summary: 'Keep a file that is to be shown, under the hash of its bytes' })
  @ApiAnswerOf(201, Kept)
  async add(@Req() request: FastifyRequest, @Body() body: KeepFileDto): Promise<Answer> {
    return this.writes.run(request, this.db, async (tx) => {
      const { sha256, type, bytes, changed } = await this.keep.execute(tx, body, Date.now());
      return { status: changed ? 201 : 200, body: { sha256, type, bytes, changed } };
    });
  }

  @Get(':sha256')
  @ApiOperation({ summary: 'A file that was shown, as a download' })
  @ApiProduces('application/octet-stream')
  async download(@Param('sha256') sha256: string): Promise<Answer> {
    const { content, type } = await this.lookup.file(sha256);
    return new Answer(200, 'application/octet-stream', content, {
      ...SAFE_HEADERS,
      'content-disposition': `attachment; filename="${sha256.slice(0, 16)}.${EXTENSIONS[type]}"`,
    });
  }
}
