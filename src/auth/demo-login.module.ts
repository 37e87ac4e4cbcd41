import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  HttpCode,
  HttpStatus,
  Injectable,
  Module,
  NotFoundException,
  Post,
  Res,
  UseGuards,
  ValidationPipe,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsArray, IsAscii, IsBoolean, IsIn, IsOptional, Length } from 'class-validator';
import type { Request, Response } from 'express';
import { STAFF_PERMISSIONS, type StaffPermission } from 'nestjs-idenfy';
import { isLoopback } from '../config/variable-rules.js';
import { AuthModule } from './auth.module.js';
import { BearerTokens } from './bearer-tokens.js';
import { LOGIN_COOKIE } from './login-cookie.js';

class DemoSessionDto {
  /** A made-up name for the person; no personal data. */
  @ApiProperty({ example: 'demo-ada', maxLength: 100 })
  @IsAscii()
  @Length(1, 100)
  clientId!: string;

  /** Whether to sign in as an operator. */
  @ApiProperty({ required: false, default: false })
  @IsOptional()
  @IsBoolean()
  staff?: boolean;

  /** What the operator may do. */
  @ApiProperty({
    required: false,
    enum: STAFF_PERMISSIONS,
    isArray: true,
    description: 'Default: everything.',
  })
  @IsOptional()
  @IsIn(STAFF_PERMISSIONS, { each: true })
  @IsArray()
  permissions?: StaffPermission[];
}

class DemoSession {
  /** A bearer token, valid for 12 hours. */
  @ApiProperty()
  token!: string;
}

/**
 * Lets only requests pass that name this machine by a loopback name. A foreign name that resolves to 127.0.0.1
 * (DNS rebinding) would let any web page get a demo login.
 */
@Injectable()
class LocalVisitorsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!isLoopback(request.hostname)) throw new NotFoundException();
    return true;
  }
}

const LIFETIME = '12h';

/** A login without a password. Mounted only while the simulator is in use on a loopback host, never in production. */
@ApiTags('demo')
@Controller('demo')
@UseGuards(LocalVisitorsGuard)
class DemoSessionController {
  constructor(private readonly tokens: BearerTokens) {}

  /** Signs an officer in to the console: the token is kept in a cookie that no script can read. */
  @Post('officer')
  @HttpCode(HttpStatus.NO_CONTENT)
  async signIn(
    @Body(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true })) session: DemoSessionDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { clientId: subject, permissions } = session;
    const token = await this.tokens.issue({ subject, staff: true, permissions }, LIFETIME);
    response.cookie(LOGIN_COOKIE, token, { httpOnly: true, sameSite: 'strict', path: '/' });
  }

  @Post('session')
  @ApiCreatedResponse({ type: DemoSession })
  async open(
    @Body(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true })) session: DemoSessionDto,
  ): Promise<DemoSession> {
    const { clientId: subject, staff = false, permissions } = session;
    return { token: await this.tokens.issue({ subject, staff, permissions }, LIFETIME) };
  }
}

/** Lets a visitor sign in as any person or operator. Imported only if `hasDemoLogin` allows it. */
@Module({ imports: [AuthModule], controllers: [DemoSessionController] })
export class DemoLoginModule {}
