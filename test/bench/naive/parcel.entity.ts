import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('parcels')
export class Parcel {
  @PrimaryColumn()
  trackingNumber: string;

  @Column()
  state: string;

  @Column()
  lastPlaceCode: string;

  @Column({ type: 'timestamptz' })
  lastScanAt: Date;
}
