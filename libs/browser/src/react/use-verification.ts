import { useCallback, useEffect, useRef, useState } from 'react';
import {
  createIdenfyClient,
  type NextStep,
  type PersonVerification,
  type Session,
  type StartFields,
} from '../idenfy-client.js';
import { Journey, NOTHING_KNOWN } from '../journey.js';
import type { IdenfyConnection } from '../rest.js';

/** How far the person is, and what can be done about it. */
export interface Verification {
  /** The verification that decides where the person stands; null before the first one. It follows each change. */
  readonly state: PersonVerification | null;
  /** What the person should do next; null until it is known. */
  readonly nextStep: NextStep | null;
  /** The session to show while `nextStep` is `CONTINUE`: `iframeUrl`, `redirectUrl`. */
  readonly session: Session | null;
  /** Whether an answer of the service is awaited. */
  readonly isBusy: boolean;
  /** Why the last call failed; null after a success. */
  readonly error: Error | null;
  /** Starts a verification, or resumes the running one. A failure is in `error`. */
  readonly start: (fields?: StartFields) => Promise<void>;
  /** Repeats what failed. */
  readonly retry: () => Promise<void>;
  /** Reports that the person is back from iDenfy, so that a missing result is looked up sooner. */
  readonly finished: () => Promise<void>;
}

/**
 * A person's verification for an interface of your own: loads it, resumes the one under way, and follows it to its verdict.
 *
 * @param connection as for `createIdenfyClient`; a new `baseUrl` begins anew, a new `headers` function is used from then on
 */
export function useVerification(connection: IdenfyConnection = { baseUrl: '/idenfy' }): Verification {
  const [journeyState, setJourneyState] = useState(NOTHING_KNOWN);
  const latest = useRef(connection);
  const journey = useRef<Journey | null>(null);
  const { baseUrl, credentials } = connection;

  useEffect(() => {
    latest.current = connection;
  });

  useEffect(() => {
    const { fetch, headers } = latest.current;
    const client = createIdenfyClient({
      baseUrl,
      ...(credentials && { credentials }),
      ...(fetch && { fetch }),
      ...(headers && {
        headers: (reason) => {
          const { headers: now = {} } = latest.current;
          return typeof now === 'function' ? now(reason) : now;
        },
      }),
    });
    const started = new Journey(client, setJourneyState);
    journey.current = started;
    void started.load();
    return () => {
      started.stop();
      journey.current = null;
      setJourneyState(NOTHING_KNOWN);
    };
  }, [baseUrl, credentials]);

  const { verification, nextStep, session, busy, error } = journeyState;
  return {
    state: verification,
    nextStep,
    session,
    isBusy: busy !== null,
    error,
    start: useCallback(async (fields) => journey.current?.start(fields), []),
    retry: useCallback(async () => journey.current?.retry(), []),
    finished: useCallback(async () => journey.current?.back(), []),
  };
}
