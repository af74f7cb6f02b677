import { batchDoor, optional, rowField, rowObject } from '@youlu/http';
import { FEE_CENTS_MAX, HANDOVER_PROOFS, SCAN_KINDS, SERVICE_MODES } from '@youlu/vocabulary';

const scan = rowObject({
  scanId: rowField.id('made by the device or feed, one for each scan'),
  trackingNumber: rowField.trackingNumber(),
  kind: rowField.oneOf(SCAN_KINDS),
  nodeId: rowField.id('who scanned: a node of the network'),
  placeCode: rowField.divisionCode('where it happened: a division code'),
  occurredAt: rowField.instant('device clock when it happened, with its offset'),
  consent: optional(rowField.flag('the recipient agreed to a station or locker')),
  proof: optional(
    rowField.oneOf(HANDOVER_PROOFS, 'how the hand-over was proven; never the proof itself'),
  ),
  feeCents: optional(
    rowField.int(0, FEE_CENTS_MAX, 'charged to the recipient for the hand-over, in fen (CNY)'),
  ),
  mode: optional(rowField.oneOf(SERVICE_MODES, 'in which mode of service the place was served')),
});

/** The shape of `POST /v1/scans`. */
export const scanDoor = batchDoor({
  rowsField: 'scans',
  envelope: {
    sentAt: rowField.instant('device clock at upload, with its offset'),
    deviceId: optional(rowField.id()),
  },
  row: scan,
});
