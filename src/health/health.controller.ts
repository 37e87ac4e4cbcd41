import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';

const INBOX_MAX_AGE_SECONDS = 60;

@ApiTags('operation')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly idenfy: IdenfyHealthIndicator,
  ) {}

  /** 200 while requests are worth sending here, 503 when not; with what is impaired. */
  @Get()
  @HealthCheck()
  check(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.database.pingCheck('database', { timeout: 1_000 }),
      () => this.idenfy.reachable('idenfy'),
      () => this.idenfy.circuit('circuit'),
      () => this.idenfy.inbox('inbox', { maxAgeSeconds: INBOX_MAX_AGE_SECONDS }),
      () => this.idenfy.signingKeys('signingKeys'),
    ]);
  }

  /** For liveness probes: this process answers. Nothing else is asked. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }
}
