import type { FindingKind } from './finding-kind.js';

/** What the checks of the webhook route from outside can find, by code: only the command line makes them. */
export const ROUTE_FINDINGS = {
  ROUTE_REACHED: { status: 'ok', detail: 'a server answers' },
  ROUTE_FORBIDDEN: {
    status: 'failed',
    detail: 'the answer is 403',
    hint: "a firewall, or webhooks.allowedAddresses, refuses this machine: run the doctor from an allowed address, and allow iDenfy's addresses, which its support tells",
  },
  ROUTE_NAME_UNKNOWN: {
    status: 'failed',
    detail: 'no server answers ({cause})',
    hint: 'the name is not in the DNS; check its spelling and its records',
  },
  ROUTE_UNREACHABLE: {
    status: 'failed',
    detail: 'no server answers ({cause})',
    hint: "open the port to the internet, or at least to iDenfy's addresses, which its support tells",
  },
  ROUTE_PLAINTEXT: {
    status: 'failed',
    detail: 'the URL is not HTTPS',
    hint: 'iDenfy sends webhooks over HTTPS only: serve the route over it',
  },
  CERTIFICATE_VALID: { status: 'ok', detail: 'valid for {days} days, with its chain' },
  CERTIFICATE_ENDS: {
    status: 'warning',
    detail: 'it ends in {days} days',
    hint: 'renew it: iDenfy sends nothing to an expired one',
  },
  CERTIFICATE_SELF_SIGNED: {
    status: 'failed',
    detail: 'it is self-signed',
    hint: 'use one of a public authority',
  },
  CERTIFICATE_PRIVATE_AUTHORITY: {
    status: 'failed',
    detail: 'its authority is not a public one',
    hint: 'use one of a public authority',
  },
  CERTIFICATE_UNVERIFIABLE: {
    status: 'failed',
    detail: 'its chain is incomplete, or its authority is not a public one',
    hint: 'let the server send the intermediate certificates as well (fullchain.pem)',
  },
  CERTIFICATE_CHAIN_INCOMPLETE: {
    status: 'failed',
    detail: 'its chain is incomplete',
    hint: 'let the server send the intermediate certificates',
  },
  CERTIFICATE_EXPIRED: { status: 'failed', detail: 'it has expired', hint: 'renew it' },
  CERTIFICATE_NOT_YET_VALID: {
    status: 'failed',
    detail: 'it is not valid yet',
    hint: 'check the clock of the machine that made it',
  },
  CERTIFICATE_OTHER_NAME: {
    status: 'failed',
    detail: 'it is for another name',
    hint: 'use one for the name in the URL',
  },
  HANDSHAKE_FAILS: {
    status: 'failed',
    detail: 'the handshake fails ({cause})',
    hint: 'offer TLS 1.2 or 1.3 on this port',
  },
  ROUTE_DIRECT: { status: 'ok', detail: 'none' },
  ROUTE_REDIRECTS: {
    status: 'failed',
    detail: 'the answer is {status}, to {location}',
    hint: 'enter the final URL in the dashboard of iDenfy: a redirected POST loses its body, and iDenfy may not follow',
  },
  WRONG_SIGNATURE_REFUSED: { status: 'ok', detail: 'a wrong one is refused with 401' },
  WRONG_SIGNATURE_ACCEPTED: {
    status: 'failed',
    detail: 'a wrong one is answered {status}',
    hint: 'this is not the webhook route of this library, or another server answers in its place',
  },
  WRONG_SIGNATURE_NOT_JUDGED: {
    status: 'failed',
    detail: 'a wrong one is answered {answer}',
    hint: '{hint}',
  },
  ROUTE_ACCEPTS: { status: 'ok', detail: 'a signed request is answered {status}' },
  ROUTE_REFUSES: { status: 'failed', detail: 'a signed request is answered {answer}', hint: '{hint}' },
  ROUTE_NOT_SIGNED_TO: {
    status: 'warning',
    detail: 'not examined, because there is no signing key to sign a request with',
    hint: 'set IDENFY_WEBHOOK_SIGNING_KEYS to those of the service',
  },
  BODY_KEPT: { status: 'ok', detail: 'every byte arrives' },
  BODY_CHANGED: {
    status: 'failed',
    detail: 'a body with white space and escapes is answered {answer}, a plain one is not',
    hint: 'let the proxy, the web application firewall or the parser in between pass bodies on byte by byte: they are signed',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
