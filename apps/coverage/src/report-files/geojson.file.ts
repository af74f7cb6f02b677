import { canonicalJson } from '@youlu/vocabulary';
import { PLACE_COLUMNS } from '../frozen-reports/frozen-place';
import { FILE_WORDS } from './file-words';
import type { Shape } from './map-shapes.client';
import { percent } from './report-facts';
import { countOf, placeRows, type ReportSource } from './report-source';

/** Places below have no shape; their figures are in the other files. */
const DIGITS_MAX = 6;
/**
 * Recoded since; the cell is the same place: 沙湾, a county until 2020, and 库车, one until 2019. Of the
 * registers since 2016 only development zones (…71, …72) have none: nobody draws their bounds.
 */
const CELL_UNDER: Readonly<Record<string, string>> = { 654223: '654203', 652923: '652902' };

export function shapeOf(code: string, shapes: ReadonlyMap<string, Shape>): Shape | undefined {
  return shapes.get(CELL_UNDER[code] ?? code);
}

/**
 * The places of a report with their counts (RFC 7946), each feature on a line; a place without a shape
 * has none, and is not left away. Every file says that it is schematic, and which report it is of.
 */
export async function* geojsonFile(
  source: ReportSource,
  shapes: ReadonlyMap<string, Shape>,
): AsyncGenerator<string> {
  const { header, sha256 } = source;
  const about = {
    label: FILE_WORDS['zh-CN'].schematic,
    labelEn: FILE_WORDS.en.schematic,
    reportId: header.reportId,
    sha256,
    question: header.question,
    simulated: header.simulated,
  };
  yield `{"type":"FeatureCollection","youlu":${canonicalJson(about)},"features":[`;
  let before = '\n';
  for await (const row of placeRows(source)) {
    const [code] = row;
    if (code.length > DIGITS_MAX) continue;
    const properties = {
      ...Object.fromEntries(PLACE_COLUMNS.map((column, i) => [column, row[i]])),
      observedPercent: percent(
        countOf(header, row, 'observed'),
        countOf(header, row, 'denominator'),
      ),
      label: about.label,
      sha256,
    };
    const geometry = shapeOf(code, shapes) ?? null;
    yield `${before}${JSON.stringify({ type: 'Feature', id: code, geometry, properties })}`;
    before = ',\n';
  }
  yield '\n]}\n';
}
