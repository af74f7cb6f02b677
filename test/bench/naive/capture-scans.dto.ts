import { Type } from 'class-transformer';
import { IsArray, IsDateString, IsIn, IsString, Matches, ValidateNested } from 'class-validator';
import { SCAN_KINDS } from '@youlu/vocabulary';

class ScanDto {
  @IsString()
  scanId: string;

  @Matches(/^[A-Z]{2}\d{9}[A-Z]{2}$/)
  trackingNumber: string;

  @IsIn(SCAN_KINDS)
  kind: string;

  @IsString()
  nodeId: string;

  @Matches(/^\d{2,12}$/)
  placeCode: string;

  @IsDateString()
  occurredAt: string;
}

export class CaptureScansDto {
  @IsDateString()
  sentAt: string;

  @IsString()
  deviceId: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ScanDto)
  scans: ScanDto[];
}

/** What travels on the topic: one message a scan. */
export type ScanMessage = ScanDto & { sentAt: string; deviceId: string };
