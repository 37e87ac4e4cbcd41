import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ErrorView } from '../errors/error.view.js';

const MEANING = {
  400: 'What was sent breaks a rule; `field` names it.',
  401: 'Nobody is logged in.',
  403: 'Not for this caller, or a field that is not theirs to set.',
  404: "Unknown, or somebody else's.",
  409: 'The state of the verification does not allow it; `identifier` says why.',
  410: 'The session is expired or used; start again.',
  413: 'The body is too large.',
  415: 'The body is of a content type that is not taken here.',
  422: 'iDenfy, or a check before it, refused a value; `field` names it where it is known.',
  429: 'Too often; `Retry-After` says when.',
  502: 'iDenfy, or our account there, failed.',
  503: 'Not possible at the moment; `Retry-After` says when.',
  504: 'iDenfy did not answer in time.',
} as const;

type Refusal = keyof typeof MEANING;

/** What every call to iDenfy may end with. */
export const VENDOR_REFUSALS = [502, 503, 504] as const satisfies readonly Refusal[];

const WHILE_THE_DATABASE_IS_AWAY = 503 satisfies Refusal;

const CONTENT = { 'application/json': { schema: { $ref: getSchemaPath(ErrorView) } } };

/** How a route may refuse, for OpenAPI; in JSON, whatever it answers otherwise. */
export function Refuses(...statuses: readonly Refusal[]): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(ErrorView),
    ...[...new Set<Refusal>([...statuses, WHILE_THE_DATABASE_IS_AWAY])].map((status) =>
      ApiResponse({ status, description: MEANING[status], content: CONTENT }),
    ),
  );
}
