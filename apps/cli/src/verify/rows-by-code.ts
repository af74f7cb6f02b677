import { UnusableFile } from '../tables/table';
import type { Row } from './carried-report';

/** Rows by their codes. @throws UnusableFile where one stands twice: then it says two things */
export function byCode(rows: readonly (readonly [string, Row])[]): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const [code, row] of rows) {
    if (found.has(code)) {
      throw new UnusableFile(
        `${code} 出现两次，报告中每个单元只有一行。The file has two rows of ${code}, a report has one: it was changed. Take the file anew from GET /v1/reports/{id}/files.`,
      );
    }
    found.set(code, row);
  }
  return found;
}

export function noReport(): UnusableFile {
  return new UnusableFile(
    '不是报告文件。The file is no report: take report.json, units.csv, places.csv, report.xlsx, map.geojson or report.pdf as GET /v1/reports/{id}/files gives it.',
  );
}
