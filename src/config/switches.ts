import type { Environment } from './environment.js';

/** Pages that tell strangers too much are off in production unless somebody switched them on. */
export function isServed(page: 'SERVE_DOCS' | 'SERVE_METRICS', environment: Environment): boolean {
  return (environment[page] ?? (environment.NODE_ENV === 'production' ? 'off' : 'on')) === 'on';
}
