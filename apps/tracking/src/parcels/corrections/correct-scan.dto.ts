import { IdField, InstantField, TextField, TrackingNumberField } from '@youlu/http';

export class ScanPath {
  @TrackingNumberField()
  trackingNumber: string;

  @IdField()
  scanId: string;
}

export class CorrectScanBody {
  @IdField({ description: 'made by you, one for each correction' })
  correctionId: string;

  @TextField({ max: 500, description: 'why the scan is wrong; no names, phones or addresses' })
  reason: string;

  @InstantField({ description: 'when the mistake was seen' })
  correctedAt: string;
}
