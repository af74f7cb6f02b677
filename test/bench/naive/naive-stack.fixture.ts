// The stack the product is compared with: Nest, its Kafka transport, TypeORM's save; nothing tuned.
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ClientKafka,
  ClientsModule,
  type KafkaOptions,
  type MicroserviceOptions,
  Transport,
} from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { logLevel } from 'kafkajs';
import { serveCalls } from '../load/calls';
import { Parcel } from './parcel.entity';
import { Scan } from './scan.entity';
import { NAIVE_KAFKA, NaiveScansController } from './naive-scans.fixture';

const BODY_BYTES_MAX = 1_048_576;

const kafka = (): KafkaOptions => ({
  transport: Transport.KAFKA,
  options: {
    client: {
      clientId: 'naive',
      brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
      logLevel: logLevel.NOTHING,
    },
    consumer: { groupId: 'naive' },
    subscribe: { fromBeginning: true },
  },
});

@Module({
  imports: [ClientsModule.register([{ name: NAIVE_KAFKA, ...kafka() }])],
  controllers: [NaiveScansController],
  providers: [
    {
      provide: DataSource,
      useFactory: () =>
        new DataSource({
          type: 'postgres',
          url: process.env.DATABASE_URL ?? '',
          entities: [Scan, Parcel],
          synchronize: true,
        }).initialize(),
    },
  ],
})
class NaiveModule {}

serveCalls({
  async start() {
    const app = await NestFactory.create<NestFastifyApplication>(
      NaiveModule,
      new FastifyAdapter({ bodyLimit: BODY_BYTES_MAX }),
      { logger: ['error'] },
    );
    app.useGlobalPipes(new ValidationPipe());
    app.connectMicroservice<MicroserviceOptions>(kafka(), { inheritAppConfig: false });
    await app.get<ClientKafka>(NAIVE_KAFKA).connect();
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');
    return Number(new URL(await app.getUrl()).port);
  },
});
