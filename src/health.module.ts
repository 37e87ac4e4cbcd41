import { Controller, Get, Module, Req, ServiceUnavailableException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  type HealthCheckResult,
  HealthCheckService,
  TerminusModule,
  TypeOrmHealthIndicator,
} from '@nestjs/terminus';
import { IdenfyAccess, type IdenfyHttpRequest, isStaff, permissionsOf } from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import type { CompleteEnvironment } from './config/read-environment.js';

const INBOX_MAX_AGE_SECONDS = 60;

@ApiTags('operation')
@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly idenfy: IdenfyHealthIndicator,
    private readonly access: IdenfyAccess,
    private readonly config: ConfigService<CompleteEnvironment, true>,
  ) {}

  /**
   * For readiness probes: 200 while this process can serve requests, else 503. In production, only staff with the
   * permission `operate` get the state of each part: it names accounts, counts and keys.
   */
  @Get()
  @HealthCheck()
  async check(@Req() request: IdenfyHttpRequest): Promise<Pick<HealthCheckResult, 'status'>> {
    const mayReadDetails = await this.mayReadDetails(request);
    try {
      const result = await this.parts();
      return mayReadDetails ? result : { status: result.status };
    } catch (error) {
      if (mayReadDetails || !(error instanceof ServiceUnavailableException)) throw error;
      throw new ServiceUnavailableException({ status: 'error' });
    }
  }

  private async mayReadDetails(request: IdenfyHttpRequest): Promise<boolean> {
    if (this.config.get('NODE_ENV', { infer: true }) !== 'production') return true;
    const caller = await this.access.identify(request);
    return caller !== null && isStaff(caller) && permissionsOf(caller).includes('operate');
  }

  private parts(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.database.pingCheck('database', { timeout: 1_000 }),
      () => this.idenfy.reachable('idenfy'),
      () => this.idenfy.circuit('circuit'),
      () => this.idenfy.inbox('inbox', { maxAgeSeconds: INBOX_MAX_AGE_SECONDS }),
      () => this.idenfy.signingKeys('signingKeys'),
    ]);
  }

  /** For liveness probes: this process answers. Checks nothing else. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }
}

@Module({
  imports: [TerminusModule],
  controllers: [HealthController],
  providers: [IdenfyHealthIndicator],
})
export class HealthModule {}
