import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { Answer, ApiAnswerOf, OneOfField } from '@youlu/http';
import { EvidenceExport } from './evidence-export.query';
import { EXPORT_TABLE_NAMES, type ExportTable } from './export-tables.query';

class ExportParams {
  @OneOfField(EXPORT_TABLE_NAMES)
  table: ExportTable;
}

@ApiTags('coverage')
@Controller('v1/evidence-export')
export class EvidenceExportController {
  constructor(private readonly evidence: EvidenceExport) {}

  @Get()
  @ApiOperation({ summary: 'The lists that every figure can be computed from again' })
  @ApiAnswerOf(200, Type.Object({ items: Type.Array(Type.String()) }))
  list(): { items: ExportTable[] } {
    return { items: EXPORT_TABLE_NAMES };
  }

  @Get(':table')
  @ApiOperation({ summary: 'One list as CSV, streamed' })
  @ApiProduces('text/csv')
  read(@Param() { table }: ExportParams): Answer {
    return new Answer(200, 'text/csv; charset=utf-8', this.evidence.read(table), {
      'content-disposition': `attachment; filename="${table}.csv"`,
    });
  }
}
