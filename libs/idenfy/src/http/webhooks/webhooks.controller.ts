import {
  applyDecorators,
  type CanActivate,
  Controller,
  type ExecutionContext,
  HttpCode,
  HttpStatus,
  Injectable,
  Post,
  Req,
  type Type,
  UseFilters,
  UseGuards,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import { WebhookEvents } from '../../webhooks/webhook-events.js';
import { WebhookReceiver } from '../../webhooks/webhook-inbox.js';
import { plainAddress, WebhookSenders } from '../../webhooks/sender-authentication.js';
import { WebhookOptions } from '../../webhooks/webhook.options.js';
import { SignedByIdenfy } from '../access/idenfy-access.guard.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { BodyBudget } from '../body/body-budget.js';
import { type BodyLimits, discardRest, rawRequest, readPieces, type RequestLike } from '../body/read-body.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IdenfyExceptionFilter } from '../errors/idenfy-exception.filter.js';
import { RefusalLog } from '../errors/refusal-log.js';
import type { RouteDecorator } from '../rest.options.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';

/** How fast the body of a webhook must arrive: its sender is a server, and gets 408 otherwise. */
const PACE = { timeoutMs: 10_000, silenceMs: 5_000, minBytesPerSecond: 4_000 };

/** Refuses senders that the host has not listed, before any of the body is read. */
@Injectable()
class WebhookSourceGuard implements CanActivate {
  constructor(
    private readonly senders: WebhookSenders,
    private readonly events: WebhookEvents,
    private readonly refusals: RefusalLog,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.senders.allowsEveryAddress) return true;
    const { ip } = context.switchToHttp().getRequest<IdenfyHttpRequest>();
    if (this.senders.allowsAddress(ip)) return true;
    // an unknown sender must not choose the label of a metric
    this.events.emit('rejected', { account: 'unknown', reason: 'address' });
    const refused = new IdenfyForbiddenError();
    // an address that cannot be read is the sender's own text
    const from = plainAddress(ip) ?? 'an address that cannot be read';
    this.refusals.noteAs(
      'webhook from a foreign address',
      `A webhook from ${from} was refused (403): it is not in webhooks.allowedAddresses. If that is a proxy of yours, ` +
        'let your adapter trust it.',
      refused,
    );
    throw refused;
  }
}

/**
 * The route that iDenfy calls. Each module has a class of its own, because the decorators of the host differ.
 *
 * @param decorators make the host's global guards admit the route; the signature protects it
 */
export function webhooksController(decorators: readonly RouteDecorator[] = []): Type {
  @ApiTags('Webhooks')
  @Controller({ path: 'webhooks', version: VERSION_NEUTRAL })
  @UseGuards(WebhookSourceGuard)
  @UseFilters(IdenfyExceptionFilter)
  @applyDecorators(...decorators)
  class IdenfyWebhooksController {
    readonly #bodies: BodyBudget;
    readonly #limits: BodyLimits;

    constructor(
      private readonly receiver: WebhookReceiver,
      { maxBytes, maxBytesAtOnce }: WebhookOptions,
    ) {
      this.#bodies = new BodyBudget(Math.max(maxBytes, maxBytesAtOnce));
      this.#limits = { maxBytes, ...PACE };
    }

    @Post()
    @WebhookRoute('idenfyReceiveWebhook', decorators)
    receive(@Req() request: WebhookRequest): Promise<void> {
      return this.take(request);
    }

    @Post(':account')
    @WebhookRoute('idenfyReceiveWebhookOf', decorators)
    @ApiParam({
      name: 'account',
      description: 'The iDenfy account, where there are several.',
      schema: { type: 'string' },
    })
    receiveFor(@Req() request: WebhookRequest): Promise<void> {
      return this.take(request, request.params['account']);
    }

    private async take(request: WebhookRequest, account = 'default'): Promise<void> {
      const { headers } = request;
      const signature = one(headers['idenfy-signature']);
      this.refuseByHeaders(request, account, signature);
      const place = this.#bodies.enter();
      try {
        const body = await readPieces(request, place, this.#limits);
        await this.receiver.receive({
          account,
          body,
          signature,
          eventType: one(headers['idenfy-event-type']),
        });
      } finally {
        place.leave();
      }
    }

    private refuseByHeaders(request: WebhookRequest, account: string, signature: string | undefined): void {
      try {
        this.receiver.refuseByHeaders({ account, signature });
      } catch (error) {
        discardRest(rawRequest(request));
        throw error;
      }
    }
  }
  return IdenfyWebhooksController;
}

type WebhookRequest = IdenfyHttpRequest & RequestLike;

function WebhookRoute(operationId: string, decorators: readonly RouteDecorator[]): MethodDecorator {
  return applyDecorators(
    HttpCode(HttpStatus.OK),
    SkipBodyParser(),
    SignedByIdenfy(),
    ...decorators,
    ApiOperation({
      operationId,
      summary: 'Receive a webhook of iDenfy: 200 once it is stored',
      security: [],
    }),
    ApiHeader({ name: 'Idenfy-Signature', description: 'HMAC-SHA256 of the raw body, hex.', required: true }),
    ApiHeader({ name: 'Idenfy-Event-Type', required: false }),
    ApiBody({ schema: { type: 'object', additionalProperties: true } }),
    ApiOkResponse({ description: 'Stored.' }),
    ApiErrors(401, 403, 408, 413, 415, 503),
  );
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}
