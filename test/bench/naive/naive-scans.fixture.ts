import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ClientKafka, EventPattern, Payload } from '@nestjs/microservices';
import { DataSource } from 'typeorm';
import { lastValueFrom } from 'rxjs';
import { CaptureScansDto, type ScanMessage } from './capture-scans.dto';
import { Parcel } from './parcel.entity';
import { Scan } from './scan.entity';

export const NAIVE_KAFKA = 'NAIVE_KAFKA';

/** As tutorials have it: the request emits one message a scan, the handler saves what it is given. */
@Controller()
export class NaiveScansController {
  constructor(
    @Inject(NAIVE_KAFKA) private readonly client: ClientKafka,
    @Inject(DataSource) private readonly source: DataSource,
  ) {}

  @Post('v1/scans')
  @HttpCode(200)
  async capture(@Body() body: CaptureScansDto): Promise<{ accepted: number }> {
    const { sentAt, deviceId, scans } = body;
    await Promise.all(
      scans.map((scan) => {
        const value: ScanMessage = { ...scan, sentAt, deviceId };
        return lastValueFrom(this.client.emit('scan', { key: scan.trackingNumber, value }));
      }),
    );
    return { accepted: scans.length };
  }

  @EventPattern('scan')
  async store(@Payload() message: ScanMessage): Promise<void> {
    const occurredAt = new Date(message.occurredAt);
    const { scanId, trackingNumber, kind, nodeId, placeCode, deviceId } = message;
    const sentAt = new Date(message.sentAt);
    const scan = { scanId, trackingNumber, kind, nodeId, placeCode, occurredAt, sentAt, deviceId };
    await this.source.getRepository(Scan).save(scan);
    const parcels = this.source.getRepository(Parcel);
    const known = await parcels.findOneBy({ trackingNumber });
    if (known && known.lastScanAt > occurredAt) return;
    await parcels.save({
      trackingNumber,
      state: kind,
      lastPlaceCode: placeCode,
      lastScanAt: occurredAt,
    });
  }

  @Get('v1/totals')
  async totals(): Promise<{ scans: number }> {
    return { scans: await this.source.getRepository(Scan).count() };
  }
}
