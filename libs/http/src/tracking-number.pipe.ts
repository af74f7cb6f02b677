import { Injectable, type PipeTransform } from '@nestjs/common';
import { isTrackingNumber, joinZhEn, sayOf } from '@youlu/vocabulary';
import { TRACKING_NUMBER_FIX } from './fields';
import { type HttpProblem, invalidRequest } from './problem';

/**
 * A tracking number in the path of a read that is asked a thousand times a second: the same answer as
 * a DTO's field gives, without the 15 µs of a DTO.
 *
 * ```ts
 * async read(@Param('trackingNumber', TrackingNumberPipe) trackingNumber: string) {}
 * ```
 */
@Injectable()
export class TrackingNumberPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isTrackingNumber(value)) return value;
    throw refused();
  }
}

function refused(): HttpProblem {
  const field = 'trackingNumber';
  const reason = sayOf(field, '不是运单号。is not a tracking number');
  const fault = { field, code: 'not-a-tracking-number', reason, fix: TRACKING_NUMBER_FIX };
  return invalidRequest(joinZhEn(reason, TRACKING_NUMBER_FIX), [fault]);
}
