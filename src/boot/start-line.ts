import { IDENFY_API_URL } from 'nestjs-idenfy';
import type { LocalParts } from '../local/local-parts.js';

/** One line that says where the service is, what is real and what is played. */
export function startLine(url: string, { environment, simulated, embedded }: LocalParts): string {
  const idenfy = `iDenfy (${origin(environment.IDENFY_BASE_URL ?? IDENFY_API_URL)})`;
  const database = embedded
    ? `PostgreSQL (in ${environment.DATA_DIR})`
    : `PostgreSQL (${host(environment.DATABASE_URL)})`;
  const real = [...(simulated ? [] : [idenfy]), ...(embedded ? [] : [database])];
  const parts = [
    `KYC onboarding on ${url}`,
    `real: ${real.join(', ') || 'nothing'}`,
    ...(simulated ? [`simulated: ${idenfy}`] : []),
    ...(embedded ? [`local: ${database}`] : []),
  ];
  return parts.join(' | ');
}

function origin(url: string): string {
  return new URL(url).origin;
}

function host(url: string): string {
  return new URL(url).host;
}
