import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { IdenfyForbiddenError } from '../../errors/idenfy-forbidden.error.js';
import { WebhookEvents } from '../../webhooks/webhook-events.js';
import { WebhookSettings } from '../../webhooks/webhook-settings.js';
import type { IdenfyHttpRequest } from './http-request.js';

/** Keeps strangers from the callback route where the host has listed who may come; before a byte of the body is read. */
@Injectable()
export class WebhookSourceGuard implements CanActivate {
  constructor(
    private readonly settings: WebhookSettings,
    private readonly events: WebhookEvents,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.settings.takesFromAnywhere) return true;
    const { ip } = context.switchToHttp().getRequest<IdenfyHttpRequest>();
    if (this.settings.takesFrom(ip)) return true;
    // a stranger must not choose the label of a metric
    this.events.emit('rejected', { account: 'unknown', reason: 'address' });
    throw new IdenfyForbiddenError();
  }
}
