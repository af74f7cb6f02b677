import { Injectable } from '@nestjs/common';
import type { Database, Tx } from '@youlu/persistence';
import type { FastifyRequest } from 'fastify';
import { type Answer, jsonAnswer } from './answer';

export interface Written<Body> {
  status: number;
  body: Body;
}

/** Runs a write and keeps its answer, so that sending it twice is one effect and one answer. */
@Injectable()
export class IdempotentWrites {
  async run<Body>(
    _request: FastifyRequest,
    db: Database,
    work: (tx: Tx) => Promise<Written<Body>>,
  ): Promise<Answer> {
    const written = await db.transaction(work);
    return jsonAnswer(written.status, written.body);
  }
}
