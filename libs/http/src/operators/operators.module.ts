import { Module } from '@nestjs/common';
import { DeadLettersController } from './dead-letters.controller';

/** The doors that every service has for its operators, drawn into its OpenAPI like its own. */
@Module({ controllers: [DeadLettersController] })
export class OperatorsModule {}
