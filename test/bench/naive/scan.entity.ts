import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('scans')
export class Scan {
  @PrimaryColumn()
  scanId: string;

  @Column()
  trackingNumber: string;

  @Column()
  kind: string;

  @Column()
  nodeId: string;

  @Column()
  placeCode: string;

  @Column({ type: 'timestamptz' })
  occurredAt: Date;

  @Column({ type: 'timestamptz' })
  sentAt: Date;

  @Column()
  deviceId: string;
}
