import { Injectable, NotFoundException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { isLoopback } from '../config/loopback.js';

/**
 * Only browsers that asked for this machine by a loopback name. A foreign name that resolves to 127.0.0.1
 * (DNS rebinding) would let any web page take out a demo login.
 */
@Injectable()
export class LocalVisitorsGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!isLoopback(request.hostname)) throw new NotFoundException();
    return true;
  }
}
