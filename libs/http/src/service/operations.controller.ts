import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InFlightRegistry, Metrics, ReadinessRegistry } from '@youlu/observability';
import { Answer, jsonAnswer } from '../answer';

/** What machines ask a process: is it alive, is it ready, what does it count, is it at rest. */
@ApiExcludeController()
@Controller()
export class OperationsController {
  constructor(
    private readonly readiness: ReadinessRegistry,
    private readonly metrics: Metrics,
    private readonly inFlight: InFlightRegistry,
  ) {}

  /** Alive means that this event loop answers; what it needs from others is `/ready`. */
  @Get('live')
  live(): Answer {
    return jsonAnswer(200, { alive: true });
  }

  @Get('ready')
  async ready(): Promise<Answer> {
    const readiness = await this.readiness.read();
    return jsonAnswer(readiness.ready ? 200 : 503, readiness);
  }

  @Get('metrics')
  async metricsText(): Promise<Answer> {
    const contentType = 'text/plain; version=0.0.4; charset=utf-8';
    return new Answer(200, contentType, await this.metrics.text());
  }

  @Get('in-flight')
  async workUnderWay(): Promise<Answer> {
    return jsonAnswer(200, await this.inFlight.read());
  }
}
