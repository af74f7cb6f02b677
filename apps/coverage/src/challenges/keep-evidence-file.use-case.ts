import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { AppendAudit } from '../audit/append-audit.use-case';
import { objectToTexts } from '../challenge-rules/challenge';
import { EvidenceFileRefused } from './challenge.errors';
import { bytesOfBase64, FILE_BYTES_MAX, sniff } from './evidence-file';
import { EvidenceFileRepository, type KeptFile } from './evidence-file.repository';

/** Keeps a file under the hash of its bytes; the same file again changes nothing, whoever sends it. */
@Injectable()
export class KeepEvidenceFile {
  constructor(
    private readonly files: EvidenceFileRepository,
    private readonly audit: AppendAudit,
  ) {}

  /** @throws EvidenceFileRefused */
  async execute(
    tx: Tx,
    { content: base64, organisation }: { content: string; organisation: string },
    now: Instant,
  ): Promise<KeptFile & { readonly changed: boolean }> {
    if (objectToTexts({ organisation })) throw new EvidenceFileRefused('personal');
    const content = bytesOfBase64(base64);
    if (content === undefined || content.length === 0) throw new EvidenceFileRefused('not-base64');
    if (content.length > FILE_BYTES_MAX) throw new EvidenceFileRefused('too-large');
    const type = sniff(content);
    if (type === undefined) throw new EvidenceFileRefused('type');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = { sha256, type, bytes: content.length, recordedAt: now };
    const changed = await this.files.add(tx, file, content);
    const step = { subject: 'challenge-file', subjectId: sha256, step: 'keep' } as const;
    const entry = { ...step, organisation, detail: { type, bytes: file.bytes } };
    if (changed) await this.audit.execute(tx, [entry], now);
    return { ...file, changed };
  }
}
