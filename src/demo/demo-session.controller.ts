import { Body, Controller, Post, UseGuards, ValidationPipe } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { BearerTokens } from '../auth/bearer-tokens.js';
import { DemoSession, DemoSessionDto } from './demo-session.dto.js';
import { LocalVisitorsGuard } from './local-visitors.guard.js';

const LIFETIME = '12h';

/** A login without a password. Mounted only while the simulator is in use on a loopback host, never in production. */
@ApiTags('demo')
@Controller('demo')
@UseGuards(LocalVisitorsGuard)
export class DemoSessionController {
  constructor(private readonly tokens: BearerTokens) {}

  @Post('session')
  @ApiCreatedResponse({ type: DemoSession })
  async open(
    @Body(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true })) session: DemoSessionDto,
  ): Promise<DemoSession> {
    const bearer = { subject: session.clientId, staff: session.staff === true };
    return { token: await this.tokens.issue(bearer, LIFETIME) };
  }
}
