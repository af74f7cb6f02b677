import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Static, Type } from '@sinclair/typebox';
import {
  ApiAnswerOf,
  ApiPageOf,
  decodeCursor,
  IdField,
  OneOfField,
  type Page,
  PageQuery,
  pageOf,
} from '@youlu/http';
import { formatInstant } from '@youlu/vocabulary';
import { AUDIT_SUBJECTS, type AuditEntry, type AuditSubject } from './audit-entry';
import { AuditTrail } from './audit-trail.query';
import { CheckAudit, type CheckedChain } from './check-audit.query';

class AuditQuery extends PageQuery {
  @OneOfField(AUDIT_SUBJECTS, { optional: true })
  subject?: AuditSubject;

  @IdField({ optional: true, description: 'of one report or challenge' })
  subjectId?: string;
}

const Entry = Type.Object({
  seq: Type.Integer({ description: 'counts from 1 without gaps' }),
  at: Type.String(),
  atMs: Type.Integer({ description: 'the same instant as it is hashed' }),
  subject: Type.String(),
  subjectId: Type.String(),
  step: Type.String(),
  organisation: Type.Union([Type.String(), Type.Null()], { description: 'null for the clock' }),
  detail: Type.String({ description: 'canonical JSON, as it is hashed' }),
  previous: Type.String({ description: 'hash of the entry before' }),
  hash: Type.String({
    description:
      'SHA-256 of the canonical JSON of seq, at (ms), subject, subjectId, step, organisation, ' +
      'detail and previous',
  }),
});
type Entry = Static<typeof Entry>;

const Checked = Type.Object({
  end: Type.Object({ seq: Type.Integer(), hash: Type.String() }),
  anchors: Type.Integer({ description: 'ends of the chain that reports were frozen with' }),
  faults: Type.Array(Type.Object({ seq: Type.Integer(), fault: Type.String() })),
  compared: Type.Integer({ description: 'challenges and reports laid beside the chain' }),
  differences: Type.Array(
    Type.Object({
      subject: Type.String(),
      subjectId: Type.String(),
      what: Type.String({ description: 'which part of it, such as ruling.to' }),
      audited: Type.Union([Type.String(), Type.Null()], { description: 'as JSON' }),
      kept: Type.Union([Type.String(), Type.Null()], { description: 'as JSON' }),
    }),
    { description: 'where what is kept is not what the chain says; the first 1,000' },
  ),
});

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrail,
    private readonly checker: CheckAudit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every step of reports and challenges, oldest first' })
  @ApiPageOf(Entry)
  async list(@Query() { subject, subjectId, cursor, limit }: AuditQuery): Promise<Page<Entry>> {
    const after = decodeCursor(cursor, { seq: 'number' })?.seq ?? 0;
    const entries = await this.trail.after(after, limit + 1, { subject, subjectId });
    return pageOf(entries, limit, ({ seq }) => ({ seq }), shown);
  }

  @Get('check')
  @ApiOperation({
    summary:
      'Follows the whole chain, and lays what is kept beside it; no faults and no differences: nothing was altered',
  })
  @ApiAnswerOf(200, Checked)
  async check(): Promise<CheckedChain> {
    return this.checker.check();
  }
}

function shown({ at, ...entry }: AuditEntry): Entry {
  return { ...entry, at: formatInstant(at), atMs: at };
}
