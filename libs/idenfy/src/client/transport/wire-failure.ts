import type { WireFailure } from './wire.js';

const CONNECTING = new Set(['connect', 'getaddrinfo']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const HANDSHAKE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH$|EPROTO$)/;

/** What a failure of the HTTP client means. Nothing of it but its code may be kept: it carries the request. */
export function wireFailure(error: unknown, isAborted: boolean): WireFailure {
  if (isAborted) {
    return { kind: 'aborted', cause: undefined };
  }
  const code = text(error, 'code');
  if (text(error, 'message').startsWith('maxContentLength')) {
    return { kind: 'too-large', cause: undefined };
  }
  if (code.startsWith('HPE_')) {
    return { kind: 'no-http', cause: { code } };
  }
  const syscall = text(error, 'syscall') || text(property(error, 'cause'), 'syscall');
  const isUnsent = CONNECTING.has(syscall) || UNREACHABLE.has(code) || HANDSHAKE.test(code);
  return { kind: isUnsent ? 'unsent' : 'cut', cause: { code } };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string {
  const found = property(value, name);
  return typeof found === 'string' ? found : '';
}
