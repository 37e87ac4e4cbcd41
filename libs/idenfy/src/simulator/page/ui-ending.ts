import type { UiMessage } from '../../contract/ui.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';

/** How the page of a session ends. */
export interface UiEnding {
  /** For the page that frames this one. */
  readonly message: UiMessage;
  /** Where the browser goes when nothing frames it. */
  readonly redirectUrl: string;
}

/** What the page tells at the end (D:KYC/ClientRedirect); for display only, as at iDenfy. */
export function uiEndingOf(session: Session, world: World): UiEnding {
  const found = session.planned ?? session.findings;
  if (session.status === 'EXPIRED' || found === null) {
    const message = {
      status: 'UNVERIFIED',
      manualStatus: null,
      autoSuspected: false,
      manualSuspected: false,
    };
    return { message, redirectUrl: session.request.unverifiedUrl ?? resultUrl(world, 'unverified') };
  }
  const passed = found.overall !== 'DENIED';
  const message = {
    status: passed ? 'APPROVED' : 'FAILED',
    manualStatus: session.reviewDueAt === null ? null : 'WAITING',
    autoSuspected: found.overall === 'SUSPECTED',
    manualSuspected: false,
  };
  // iDenfy sends the browser to errorUrl when the partner's webhook refuses a result, although it stands.
  const good = passed && world.deliveries.wasAccepted(session.scanRef) !== false;
  const redirectUrl = good
    ? (session.request.successUrl ?? resultUrl(world, 'success'))
    : (session.request.errorUrl ?? resultUrl(world, 'fail'));
  return { message, redirectUrl };
}

function resultUrl(world: World, status: string): string {
  return `${world.uiUrl}result?status=${status}`;
}
