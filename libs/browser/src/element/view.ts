import type { JourneyState } from '../journey.js';
import { IdenfyRequestError } from '../request-error.js';
import type { Language } from './texts/languages.js';

/** What the element shows. */
export interface View {
  /** Also the attribute `data-view` of the part `card`. */
  readonly name:
    | 'loading'
    | 'intro'
    | 'session'
    | 'returned'
    | 'continue'
    | 'waiting'
    | 'verified'
    | 'again'
    | 'over'
    | 'error';
  readonly tone: 'neutral' | 'waiting' | 'good' | 'bad';
  readonly title: string;
  readonly text: string;
  readonly hints: readonly string[];
  readonly action: Action | null;
  /** A failure that leaves the session on the page. */
  readonly alert: string;
}

/** What the button does, and how it is labelled. */
export interface Action {
  readonly does: 'start' | 'retry' | 'reopen';
  readonly label: string;
}

/** The words for how far the person is. */
export function viewOf(state: JourneyState, language: Language): View {
  const { texts } = language;
  const { verification, nextStep, session, returned, error } = state;
  const status = verification?.status;
  const view = (name: View['name'], tone: View['tone'], title: string, more: Partial<View> = {}): View => ({
    name,
    tone,
    title,
    text: '',
    hints: [],
    action: null,
    alert: '',
    ...more,
  });
  const start = (label: string): Action => ({ does: 'start', label });
  const retry: Action = { does: 'retry', label: texts.again };
  const atSession = nextStep === 'CONTINUE' && session !== null && !returned;

  if (error !== null && !atSession) {
    const over = error instanceof IdenfyRequestError && error.identifier === 'ATTEMPTS_EXHAUSTED';
    const text = explain(error, language);
    return view('error', 'bad', texts.errorTitle, { text, ...(!over && { action: retry }) });
  }
  switch (nextStep) {
    case null:
      return view('loading', 'neutral', texts.loading);
    case 'CONTINUE':
      if (session === null) {
        return verification === null
          ? view('intro', 'neutral', texts.introTitle, { text: texts.introText, action: start(texts.start) })
          : view('continue', 'waiting', texts.sessionTitle, { action: start(texts.continue) });
      }
      if (returned) {
        const action: Action = { does: 'reopen', label: texts.continue };
        return view('returned', 'waiting', texts.returnedTitle, { text: texts.waitText, action });
      }
      return view('session', 'waiting', texts.sessionTitle, {
        ...(error !== null && { alert: explain(error, language), action: retry }),
      });
    case 'WAIT':
      return view('waiting', 'waiting', status === 'REVIEWING' ? texts.reviewTitle : texts.loading, {
        text: texts.waitText,
      });
    case 'NONE':
      return view('verified', 'good', texts.approvedTitle, { text: texts.approvedText });
    case 'RETRY':
    case 'RENEW':
      if (status === 'APPROVED')
        return view('again', 'neutral', texts.introTitle, {
          text: texts.introText,
          action: start(texts.start),
        });
      return view('again', status === 'DENIED' ? 'bad' : 'neutral', endTitle(status, language), {
        hints: (verification?.hints ?? []).map((hint) => texts[hint] ?? hint),
        action: start(texts.again),
      });
    default:
      return view('over', status === 'DENIED' ? 'bad' : 'neutral', endTitle(status, language), {
        text: texts.supportText,
      });
  }
}

function endTitle(status: string | undefined, { texts }: Language): string {
  if (status === 'DENIED') return texts.deniedTitle;
  return status === 'START_FAILED' ? texts.errorTitle : texts.endedTitle;
}

/** What a failure means to the person; the message of the error is for developers. */
export function explain(error: unknown, { texts }: Language): string {
  if (!(error instanceof IdenfyRequestError)) return texts.later;
  const { status, identifier, retryable } = error;
  if (identifier === 'ATTEMPTS_EXHAUSTED') return texts.supportText;
  if (status === 401 || status === 403) return texts.login;
  return status === 0 && retryable ? texts.offline : texts.later;
}
