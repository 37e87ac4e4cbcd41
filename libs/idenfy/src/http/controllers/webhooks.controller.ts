import {
  applyDecorators,
  Controller,
  HttpCode,
  HttpStatus,
  Post,
  Req,
  type Type,
  UseFilters,
  UseGuards,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { WebhookReceiver } from '../../webhooks/webhook-receiver.js';
import { WebhookSettings } from '../../webhooks/webhook-settings.js';
import { SignedByIdenfy } from '../access/access-rule.js';
import type { IdenfyHttpRequest } from '../access/http-request.js';
import { IdenfyAccessGuard } from '../access/idenfy-access.guard.js';
import { WebhookSourceGuard } from '../access/webhook-source.guard.js';
import { OwnBody } from '../body/own-body.decorator.js';
import { readBytes } from '../body/read-bytes.js';
import type { RequestLike } from '../body/request-like.js';
import { IdenfyExceptionFilter } from '../errors/idenfy-exception.filter.js';
import type { RouteDecorator } from '../http.options.js';
import { Refuses } from '../openapi/refusals.decorator.js';

/**
 * The route that iDenfy calls. Made anew for each module, because the host's marks differ from one to the next.
 *
 * @param marks decorators that make the host's global guards let the route pass; the signature guards it
 */
export function webhooksController(marks: readonly RouteDecorator[] = []): Type {
  @ApiTags('Callbacks')
  @Controller({ path: 'webhooks', version: VERSION_NEUTRAL })
  @UseGuards(IdenfyAccessGuard, WebhookSourceGuard)
  @UseFilters(IdenfyExceptionFilter)
  @applyDecorators(...marks)
  class IdenfyWebhooksController {
    constructor(
      private readonly receiver: WebhookReceiver,
      private readonly settings: WebhookSettings,
    ) {}

    @Post()
    @TakesCallbacks(marks)
    receive(@Req() request: CallbackRequest): Promise<void> {
      return this.take(request);
    }

    @Post(':account')
    @TakesCallbacks(marks)
    @ApiParam({
      name: 'account',
      description: 'The iDenfy account, where there are several.',
      schema: { type: 'string' },
    })
    receiveFor(@Req() request: CallbackRequest): Promise<void> {
      return this.take(request, request.params['account']);
    }

    private async take(request: CallbackRequest, account = 'default'): Promise<void> {
      const { headers } = request;
      await this.receiver.receive({
        account,
        body: await readBytes(request, { maxBytes: this.settings.maxBytes }),
        signature: one(headers['idenfy-signature']),
        eventType: one(headers['idenfy-event-type']),
      });
    }
  }
  return IdenfyWebhooksController;
}

type CallbackRequest = IdenfyHttpRequest & RequestLike;

function TakesCallbacks(marks: readonly RouteDecorator[]): MethodDecorator {
  return applyDecorators(
    HttpCode(HttpStatus.OK),
    OwnBody(),
    SignedByIdenfy(),
    ...marks,
    ApiOperation({ summary: 'Take a callback of iDenfy: 200 once it is stored' }),
    ApiHeader({ name: 'Idenfy-Signature', description: 'HMAC-SHA256 of the raw body, hex.', required: true }),
    ApiHeader({ name: 'Idenfy-Event-Type', required: false }),
    ApiBody({ schema: { type: 'object', additionalProperties: true } }),
    ApiOkResponse({ description: 'Stored.' }),
    Refuses(401, 403, 413, 503),
  );
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}
