import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { ErrorView } from '../errors/http-error.js';

const MEANING = {
  400: 'The request breaks a rule; `field` names it.',
  401: 'No one is logged in.',
  403: 'Not for this caller, or a field that this caller may not send.',
  404: 'Unknown, or about another person.',
  409: 'The state of the verification does not allow it; `identifier` is the reason.',
  408: 'The body did not arrive in time.',
  410: 'The session has expired or was used; start again.',
  412: 'The verdict, the tags, the decision or the proposal changed since the version in `If-Match`.',
  413: 'The body is too large.',
  415: 'This route does not accept the content type of the body.',
  422: 'iDenfy, or a check before it, refused a value; `field` names it where it is known.',
  429: 'Too many requests; `Retry-After` is when to try again.',
  502: 'iDenfy, or our account there, failed.',
  503: 'Not possible at the moment; `Retry-After` is when to try again.',
  504: 'iDenfy did not answer in time.',
} as const;

type ErrorStatus = keyof typeof MEANING;

/** How each call to iDenfy may fail. */
export const IDENFY_CALL_ERRORS = [502, 503, 504] as const satisfies readonly ErrorStatus[];

const WHILE_THE_DATABASE_IS_AWAY = 503 satisfies ErrorStatus;

/** One error of each status. */
const EXAMPLES: Readonly<Record<ErrorStatus, Omit<ErrorView, 'statusCode' | 'error'>>> = {
  400: {
    ...refusal("Field 'country' must be a valid ISO 3166-1 alpha-2 code.", 'BAD_VALUE', 'developer'),
    field: 'country',
  },
  401: refusal('Log in first.', null, 'user'),
  403: { ...refusal('Not allowed for this caller.', null, 'developer'), field: 'callbackUrl' },
  404: refusal('Not found.', null, 'user'),
  408: { ...refusal('The body did not arrive in time.', null, 'user'), retryable: true },
  409: refusal('The documents were submitted already.', 'ALREADY_SUBMITTED', 'user'),
  410: refusal('The session has expired.', 'TOKEN_EXPIRED', 'user'),
  412: refusal('It changed since it was read.', 'CASE_CHANGED', 'user'),
  413: refusal('The body is too large.', null, 'developer'),
  415: refusal('This content type is not accepted.', null, 'developer'),
  422: { ...refusal('iDenfy refused a value.', 'BAD_VALUE', 'developer'), field: 'country' },
  429: { ...refusal('Too many attempts.', 'ATTEMPTS_EXHAUSTED', 'user'), retryable: true },
  502: refusal('The account at iDenfy is not usable.', 'PARTNER_ERROR', 'operator'),
  503: { ...refusal('Not possible at the moment.', null, 'operator'), retryable: true },
  504: { ...refusal('iDenfy did not answer in time.', null, 'vendor'), retryable: true },
};

function refusal(message: string, identifier: string | null, actor: ErrorView['actor']) {
  return { message, identifier, retryable: false, actor };
}

function contentOf(status: ErrorStatus) {
  const example: ErrorView = { statusCode: status, error: STATUS_CODES[status] ?? '', ...EXAMPLES[status] };
  return { 'application/json': { schema: { $ref: getSchemaPath(ErrorView) }, example } };
}

/** The errors of a route, for OpenAPI: JSON, whatever the content type of its answer is. */
export function ApiErrors(...statuses: readonly ErrorStatus[]): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(ErrorView),
    ...[...new Set<ErrorStatus>([...statuses, WHILE_THE_DATABASE_IS_AWAY])].map((status) =>
      ApiResponse({ status, description: MEANING[status], content: contentOf(status) }),
    ),
  );
}
