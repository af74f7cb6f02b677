import { Injectable } from '@nestjs/common';
import type { Language } from '../edition-form/language';
import { FILE_WORDS } from '../report-files/file-words';
import type { ReportSource } from '../report-files/report-source';
import { KeptPdfRepository } from './kept-pdf.repository';
import { pdfFile } from './pdf.file';

/** The font that is embedded: Noto Sans SC, under the SIL Open Font License 1.1. */
const fontFile = (): string =>
  require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/**
 * A PDF is checked byte by byte, and its bytes follow from layout, words, font and packing, which
 * another release may change. So it is written once, when it is first asked for, and kept.
 */
@Injectable()
export class WritePdfOnce {
  constructor(private readonly kept: KeptPdfRepository) {}

  async execute(source: ReportSource, language: Language): Promise<Buffer> {
    const key = { reportId: source.header.reportId, state: source.state, language };
    const known = await this.kept.find(key);
    if (known) return known;
    const pieces: Buffer[] = [];
    for await (const piece of pdfFile(source, FILE_WORDS[language], fontFile())) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    await this.kept.add(key, bytes);
    return (await this.kept.find(key)) ?? bytes; // somebody else may have been first
  }
}
