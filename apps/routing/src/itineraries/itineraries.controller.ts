import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswerOf } from '@youlu/http';
import { itineraryAnswer } from './itinerary.dto';
import { ItineraryQuery, type ItineraryView } from './itinerary.query';

@ApiTags('itineraries')
@Controller('v1')
export class ItinerariesController {
  constructor(private readonly itineraries: ItineraryQuery) {}

  @Get('itineraries/:trackingNumber')
  @ApiAnswerOf(200, itineraryAnswer)
  async itinerary(@Param('trackingNumber') trackingNumber: string): Promise<ItineraryView> {
    return this.itineraries.of(trackingNumber);
  }
}
