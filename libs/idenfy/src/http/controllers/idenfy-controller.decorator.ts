import {
  applyDecorators,
  Controller,
  UseFilters,
  UseGuards,
  UseInterceptors,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { IdenfyAccessGuard } from '../access/idenfy-access.guard.js';
import { IdenfyExceptionFilter } from '../errors/idenfy-exception.filter.js';
import { NeverStored } from './never-stored.interceptor.js';

/** A controller of ours: guarded, with our errors, never cached, and at the same address whatever versions the host has. */
export function IdenfyController(path: string): ClassDecorator {
  return applyDecorators(
    Controller({ path, version: VERSION_NEUTRAL }),
    UseGuards(IdenfyAccessGuard),
    UseFilters(IdenfyExceptionFilter),
    UseInterceptors(NeverStored),
    ApiBearerAuth(),
  );
}
