import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPageOf, type Page } from '@youlu/http';
import { type ExceptionItem, ListExceptions } from './exceptions.query';
import { ExceptionAnswer, ListExceptionsQuery } from './list-exceptions.dto';

@ApiTags('exceptions')
@Controller('v1/exceptions')
export class ExceptionsController {
  constructor(private readonly listExceptions: ListExceptions) {}

  @Get()
  @ApiOperation({ summary: 'What to look at by the end of a day, since when, and what to do' })
  @ApiPageOf(ExceptionAnswer)
  async list(@Query() query: ListExceptionsQuery): Promise<Page<ExceptionItem>> {
    return this.listExceptions.execute(query);
  }
}
