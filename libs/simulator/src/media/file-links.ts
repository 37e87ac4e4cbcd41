import { createHmac } from 'node:crypto';
import { type FileLinks as Links, LIMITS } from '@nestjs-idenfy/contract';
import type { SeededRandom } from '../seeded-random.js';
import { submittedSteps } from '../sessions/additional-steps.js';
import type { Session, Submission } from '../sessions/session.js';

export const MEDIA_PATH = '/media/:scanRef/:file';

/** Links to the files of a verification. An additional step that was uploaded as PDF has its link in the second map. */
export interface SessionFiles {
  readonly fileUrls: Links;
  readonly additionalStepPdfUrls: Links;
}

/** The name of an image: its step with the extension of the upload. */
export function fileNameOf({ extensions }: Submission, step: string): string {
  return `${step}.${extensions?.[step] ?? 'png'}`;
}

/** Pre-signed links to images, as S3 has them: they contain their expiry, and need no credentials until then. */
export class FileLinks {
  constructor(
    private readonly random: SeededRandom,
    private readonly baseUrl: () => string,
  ) {}

  /** A new link for each image of a verification; none before the submission and after an erasure. */
  issue(session: Session, now: number): SessionFiles {
    const { scanRef, submission } = session;
    if (submission === null) return { fileUrls: {}, additionalStepPdfUrls: {} };
    const expires = Math.floor(now / 1000) + LIMITS.fileLinkLifetimeSeconds;
    const additional = submittedSteps(session).map(({ name }) => name);
    const isPdf = (step: string) => additional.includes(step) && submission.extensions?.[step] === 'pdf';
    const linksTo = (steps: readonly string[]) =>
      Object.fromEntries(
        steps.map((step) => [step, this.linkTo(scanRef, fileNameOf(submission, step), expires)]),
      );
    return {
      fileUrls: linksTo(submission.steps.filter((step) => !isPdf(step))),
      additionalStepPdfUrls: linksTo(submission.steps.filter(isPdf)),
    };
  }

  /** Whether the query belongs to a link that was issued for the file and has not expired. */
  isValid(scanRef: string, file: string, query: URLSearchParams, now: number): boolean {
    const expires = Number(query.get('Expires'));
    return query.get('Signature') === this.sign(scanRef, file, expires) && now < expires * 1000;
  }

  private linkTo(scanRef: string, file: string, expires: number): string {
    const path = MEDIA_PATH.replace(':scanRef', scanRef).replace(':file', encodeURIComponent(file));
    const signature = this.sign(scanRef, file, expires);
    return `${this.baseUrl()}${path}?AWSAccessKeyId=SIMULATOR&Signature=${signature}&Expires=${expires}`;
  }

  private sign(scanRef: string, file: string, expires: number): string {
    return createHmac('sha256', this.random.linkKey).update(`${scanRef}/${file}/${expires}`).digest('hex');
  }
}
