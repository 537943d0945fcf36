import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import {
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Metrics } from './metrics.js';
import { Readiness, ReadinessChecks } from './readiness-checks.js';

/** What machines ask of a service: is it alive, can it work, how does it fare. */
@ApiTags('operation')
@Controller()
export class ObservabilityController {
  constructor(
    @Inject(ReadinessChecks) private readonly checks: ReadinessChecks,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('livez')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Is the process alive? Says nothing of its stores.' })
  @ApiOkResponse({ schema: { type: 'object', properties: { status: { type: 'string', enum: ['live'] } } } })
  livez(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('readyz')
  @ApiOperation({ summary: 'Can it work? Names each check, and the reason where one fails.' })
  @ApiOkResponse({ schema: Readiness as object })
  @ApiServiceUnavailableResponse({ schema: Readiness as object })
  async readyz(@Res() reply: FastifyReply): Promise<void> {
    const readiness = await this.checks.run();
    await reply
      .header('cache-control', 'no-store')
      .status(readiness.status === 'ready' ? 200 : 503)
      .send(readiness);
  }

  @Get('metrics')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metricsText(): Promise<string> {
    return this.metrics.text();
  }
}
