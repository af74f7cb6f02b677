import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Answer, csvAnswer, OneOfField } from '@youlu/http';
import { assertUnreachable } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { languageOf, LANGUAGES, type Language } from '../edition-form/language';
import { WritePdfOnce } from '../report-pdf/write-pdf-once.use-case';
import { ReportLookup } from '../reports/report-lookup.query';
import { REPORT_STATES, type ReportState, statesSoFar } from '../reports/report-state';
import { PLACES_CSV_COLUMNS, placesCsv, UNITS_CSV_COLUMNS, unitsCsv } from './csv.file';
import { FILE_WORDS } from './file-words';
import { geojsonFile } from './geojson.file';
import { jsonFile } from './json.file';
import { mapShapes } from './map-shapes.client';
import { ReportNeverInState, UnknownReportFile } from './report-file.errors';
import type { ReportSource } from './report-source';
import { xlsxFile } from './xlsx.file';

const FILES = [
  'report.json',
  'units.csv',
  'places.csv',
  'report.xlsx',
  'map.geojson',
  'report.pdf',
] as const;
type FileName = (typeof FILES)[number];

const TYPES: Readonly<Record<Exclude<FileName, `${string}.csv`>, string>> = {
  'report.json': 'application/json; charset=utf-8',
  'report.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'map.geojson': 'application/geo+json; charset=utf-8',
  'report.pdf': 'application/pdf',
};

class FileQuery {
  @OneOfField(LANGUAGES, { optional: true, description: 'Chinese, unless asked for otherwise' })
  lang?: Language;

  @OneOfField(REPORT_STATES, {
    optional: true,
    description:
      'As it was written in this state, which the report is or was in; as it is, if left away',
  })
  state?: ReportState;
}

@ApiTags('reports')
@Controller('v1/reports')
export class ReportFilesController {
  constructor(
    private readonly lookup: ReportLookup,
    private readonly pdf: WritePdfOnce,
  ) {}

  @Get(':reportId/files/:file')
  @ApiOperation({
    summary: 'A report as a file that carries its hash; written as the client reads',
  })
  @ApiParam({ name: 'file', enum: [...FILES] })
  @ApiProduces('text/csv', ...Object.values(TYPES).map((type) => type.split(';')[0] ?? type))
  async file(
    @Param('reportId') reportId: string,
    @Param('file') file: string,
    @Query() { lang, state }: FileQuery,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const name = FILES.find((known) => known === file);
    if (name === undefined) throw new UnknownReportFile(FILES);
    const report = await this.lookup.find(reportId);
    if (state !== undefined && !statesSoFar(report).includes(state)) {
      throw new ReportNeverInState(reportId, state);
    }
    const texts: ReportSource['texts'] = (part) => this.lookup.texts(reportId, part);
    const language = languageOf(lang, request.headers['accept-language']);
    return this.answerOf(name, { ...report, state: state ?? report.state, texts }, language);
  }

  private async answerOf(
    name: FileName,
    source: ReportSource,
    language: Language,
  ): Promise<Answer> {
    const words = FILE_WORDS[language];
    const { place, question } = source.header;
    const fileName = `${question.indicator}-${place.code}-${question.asOf}-${name}`;
    const send = (type: string, bytes: AsyncIterable<string | Uint8Array> | [Uint8Array]): Answer =>
      new Answer(200, type, Readable.from(bytes, { objectMode: false }), {
        'content-disposition': `attachment; filename="${fileName}"`,
      });
    switch (name) {
      case 'units.csv':
        return csvAnswer(UNITS_CSV_COLUMNS, unitsCsv(source, words), fileName);
      case 'places.csv':
        return csvAnswer(PLACES_CSV_COLUMNS, placesCsv(source), fileName);
      case 'report.json':
        return send(TYPES[name], jsonFile(source));
      case 'map.geojson':
        return send(TYPES[name], geojsonFile(source, mapShapes()));
      case 'report.xlsx':
        return send(TYPES[name], xlsxFile(source, words));
      case 'report.pdf':
        return send(TYPES[name], [await this.pdf.execute(source, language)]);
      default:
        return assertUnreachable(name);
    }
  }
}
