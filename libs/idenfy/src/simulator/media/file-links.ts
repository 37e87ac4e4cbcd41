import { createHmac } from 'node:crypto';
import type { FileLinks as Links } from '../../contract/files.js';
import { LIMITS } from '../../contract/limits.js';
import type { Chance } from '../chance.js';
import type { Session } from '../sessions/session.js';

export const MEDIA_PATH = '/media/:scanRef/:step';

/** Pre-signed links to pictures, in the manner of S3: they say when they end, and work without credentials until then. */
export class FileLinks {
  constructor(
    private readonly chance: Chance,
    private readonly baseUrl: () => string,
  ) {}

  /** A fresh link for every picture of a verification; none when there are no pictures, or no longer. */
  issue({ scanRef, submission }: Session, now: number): Links {
    const expires = Math.floor(now / 1000) + LIMITS.fileLinkLifetimeSeconds;
    const steps = submission?.steps ?? [];
    return Object.fromEntries(steps.map((step) => [step, this.linkTo(scanRef, step, expires)]));
  }

  /** Whether the query is that of a link issued for the picture, and not over yet. */
  isValid(scanRef: string, step: string, query: URLSearchParams, now: number): boolean {
    const expires = Number(query.get('Expires'));
    return query.get('Signature') === this.sign(scanRef, step, expires) && now < expires * 1000;
  }

  private linkTo(scanRef: string, step: string, expires: number): string {
    const path = MEDIA_PATH.replace(':scanRef', scanRef).replace(':step', encodeURIComponent(step));
    const signature = this.sign(scanRef, step, expires);
    return `${this.baseUrl()}${path}?AWSAccessKeyId=SIMULATOR&Signature=${signature}&Expires=${expires}`;
  }

  private sign(scanRef: string, step: string, expires: number): string {
    return createHmac('sha256', this.chance.linkKey).update(`${scanRef}/${step}/${expires}`).digest('hex');
  }
}
