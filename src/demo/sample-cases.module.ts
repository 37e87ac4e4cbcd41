import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  ForbiddenException,
  HttpCode,
  HttpStatus,
  Injectable,
  Module,
  NotFoundException,
  Post,
  UseGuards,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { isLoopback } from '../config/variable-rules.js';
import { SampleCases } from './sample-cases.js';

/** Sixty show every kind several times. */
const CASES = 60;

/** A page of another site can send a request to this machine, but no header of ours. */
@Injectable()
class LocalScriptsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!isLoopback(request.hostname)) throw new NotFoundException();
    if (request.headers['x-idenfy-client'] === undefined) {
      throw new ForbiddenException('The header X-Idenfy-Client is required.');
    }
    return true;
  }
}

@ApiTags('demo')
@Controller('demo/cases')
@UseGuards(LocalScriptsGuard)
class SampleCasesController {
  constructor(private readonly samples: SampleCases) {}

  /** Makes sample cases of every kind through the simulator. */
  @Post()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiNoContentResponse({ description: 'They are there.' })
  async make(): Promise<void> {
    await this.samples.make(CASES);
  }
}

/** Imported only where the demo login is: with the simulator, on this machine, never in production. */
@Module({ controllers: [SampleCasesController], providers: [SampleCases] })
export class SampleCasesModule {}
