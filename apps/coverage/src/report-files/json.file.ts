import { documentTexts } from '../frozen-reports/report-document';
import type { ReportSource } from './report-source';

/** The report as it is hashed, byte for byte, and its hash behind it. */
export async function* jsonFile({ header, sha256, texts }: ReportSource): AsyncGenerator<string> {
  yield '{"report":';
  yield* documentTexts(header, texts);
  yield `,"sha256":"${sha256}"}\n`;
}
