import { rawRequest, type RequestLike } from './request-like.js';

/** The request's media type in lower case, without parameters; empty when there is none. */
export function mediaType(request: RequestLike): string {
  const [type = ''] = (rawRequest(request).headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase();
}

/** `application/json`, or a type built on it (RFC 6839). */
export function isJson(type: string): boolean {
  return type === 'application/json' || /^application\/[\w.+-]+\+json$/.test(type);
}
