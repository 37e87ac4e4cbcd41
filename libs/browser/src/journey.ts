import type { FollowOptions } from './follow.js';
import type {
  IdenfyClient,
  NextStep,
  PersonVerification,
  Session,
  StartFields,
  Upload,
  UploadOptions,
} from './idenfy-client.js';
import { IdenfyRequestError } from './request-error.js';

/** How far a person is with their verification. Each change makes a new object. */
export interface JourneyState {
  /** The verification that decides where the person stands; null before the first one. */
  readonly verification: PersonVerification | null;
  /** What the person should do next; null until it is known. */
  readonly nextStep: NextStep | null;
  /** The session at iDenfy, to be shown while `nextStep` is `CONTINUE`; null before a start and after the end. */
  readonly session: Session | null;
  /** Whether the person is back from iDenfy, and the result has not arrived yet. */
  readonly returned: boolean;
  /** The call whose answer is awaited. */
  readonly busy: 'load' | 'start' | null;
  /** Why the last call or the event stream failed; null after a success. */
  readonly error: Error | null;
}

/** Before anything is loaded. */
export const NOTHING_KNOWN: JourneyState = {
  verification: null,
  nextStep: null,
  session: null,
  returned: false,
  busy: null,
  error: null,
};

/** Takes one person from "not verified" to a verdict: loads, starts or resumes, follows, and tells of each change. */
export class Journey {
  #state = NOTHING_KNOWN;
  #failed: () => Promise<void> = () => this.load();
  #running = new AbortController();
  #following = new AbortController();

  /** @param fields what each start sends */
  constructor(
    private readonly client: IdenfyClient,
    private readonly changed: (state: JourneyState) => void,
    private readonly fields: () => StartFields = () => ({}),
    private readonly followOptions: Omit<FollowOptions, 'signal'> = {},
  ) {}

  get state(): JourneyState {
    return this.#state;
  }

  /** Loads where the person stands, and resumes a verification that is under way. */
  load(): Promise<void> {
    return this.#try('load', async (signal) => {
      const { current, nextStep } = await this.client.me({ signal });
      this.#set({ verification: current, nextStep });
      if (current?.scanRef == null) return;
      if (nextStep === 'CONTINUE') return this.#start(this.fields(), signal);
      if (!current.final) this.#follow(current.scanRef);
    });
  }

  /** Starts a verification, or resumes the running one. */
  start(fields: StartFields = this.fields()): Promise<void> {
    return this.#try('start', (signal) => this.#start(fields, signal));
  }

  /** Repeats what failed. */
  retry(): Promise<void> {
    return this.#failed();
  }

  /** The person is back from iDenfy. Nothing is believed from it: the service only looks sooner when no result arrives. */
  async back(): Promise<void> {
    const { session, returned } = this.#state;
    if (session?.scanRef == null || returned) return;
    this.#set({ returned: true });
    const { signal } = this.#running;
    await this.client.finished(session.scanRef, { signal }).catch(() => undefined);
  }

  /** Shows the session again, after the person came back too early. */
  reopen(): void {
    this.#set({ returned: false });
  }

  /** Sends images in place of a visit to iDenfy's page. */
  async upload(upload: Omit<Upload, 'scanRef'>, options: UploadOptions): Promise<void> {
    const scanRef = this.#state.session?.scanRef;
    await this.client.upload({ ...upload, ...(scanRef != null && { scanRef }) }, options);
    if (this.#state.nextStep === 'CONTINUE') this.#set({ returned: true }); // else the stream was faster
  }

  /** Ends every call, and forgets the person. */
  stop(): void {
    this.#running.abort();
    this.#running = new AbortController();
    this.#following.abort();
    this.#state = NOTHING_KNOWN;
  }

  async #start(fields: StartFields, signal: AbortSignal): Promise<void> {
    const session = await this.#session(fields, signal);
    if (session.scanRef === null)
      throw new IdenfyRequestError(0, 'The verification is still being started.', { retryable: true });
    this.#set({ session, nextStep: 'CONTINUE', returned: false });
    this.#follow(session.scanRef);
  }

  /** The service may keep the language of iDenfy's page to itself: then the verification starts without it. */
  async #session(fields: StartFields, signal: AbortSignal): Promise<Session> {
    try {
      return await this.client.start(fields, { signal });
    } catch (error) {
      if (!(error instanceof IdenfyRequestError) || error.field !== 'locale') throw error;
      const { locale: _refused, ...others } = fields;
      return this.client.start(others, { signal });
    }
  }

  /** Follows in the background. */
  #follow(scanRef: string): void {
    this.#following.abort();
    const following = new AbortController();
    this.#following = following;
    const { signal } = following;
    const watch = async (): Promise<void> => {
      for await (const state of this.client.follow(scanRef, { ...this.followOptions, signal })) {
        const { nextStep } = state;
        this.#set({
          verification: state,
          nextStep,
          error: null,
          ...(nextStep !== 'CONTINUE' && { returned: false }),
          ...(nextStep !== 'CONTINUE' && nextStep !== 'WAIT' && { session: null }),
        });
      }
    };
    watch().catch((error: unknown) => {
      if (!signal.aborted) this.#fail(error, () => this.load());
    });
  }

  async #try(busy: 'load' | 'start', work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#running;
    if (this.#state.busy !== null) return;
    this.#set({ busy, error: null });
    try {
      await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      const submitted = error instanceof IdenfyRequestError && error.identifier === 'ALREADY_SUBMITTED';
      // the outcome of another tab's verification is open: that is the state to show
      if (submitted && busy === 'start') queueMicrotask(() => void this.load());
      else this.#fail(error, () => this.#try(busy, work));
    } finally {
      if (!signal.aborted) this.#set({ busy: null });
    }
  }

  #fail(error: unknown, again: () => Promise<void>): void {
    this.#failed = again;
    this.#set({ error: error instanceof Error ? error : new Error(String(error)) });
  }

  #set(change: Partial<JourneyState>): void {
    this.#state = { ...this.#state, ...change };
    this.changed(this.#state);
  }
}
