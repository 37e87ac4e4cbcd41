import { pageOptions } from '../page-options';

type State = 'unknown' | 'signed out';

/**
 * The login of this tab: a cookie of the host, or a bearer token that the host's sign-in page hands over. The token is in
 * memory only; a reload asks for a new one.
 */
class Login {
  #token: string | null = null;
  #state: State = 'unknown';
  readonly #listeners = new Set<() => void>();

  token(): string | null {
    return this.#token;
  }

  readonly state = (): State => this.#state;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  /** The service answered 401. */
  refused(): void {
    this.#token = null;
    const { signIn } = pageOptions;
    if (signIn && !signIn.bearer) return leaveForSignIn();
    this.#set('signed out');
  }

  /** Opens the sign-in page of the host in a window; a click is needed, or the browser blocks it. */
  open(): void {
    const { signIn } = pageOptions;
    if (!signIn) return location.reload();
    if (!signIn.bearer) return leaveForSignIn();
    window.open(signIn.url, 'idenfy-console-sign-in', 'popup,width=520,height=640');
  }

  /** Forgets the token, and leads to the sign-in page where the login is a cookie. */
  leave(): void {
    this.refused();
  }

  /** Takes tokens from pages of the same origin, and tells the page that opened or frames this one that it is ready. */
  listen(): void {
    window.addEventListener('message', ({ origin, data }: MessageEvent<unknown>) => {
      if (origin !== location.origin || !isToken(data)) return;
      this.#token = data.token;
      this.#set('unknown');
    });
    const opener = window.opener as Window | null;
    opener?.postMessage({ type: 'idenfy-console:ready' }, location.origin);
  }

  #set(state: State): void {
    this.#state = state;
    this.#listeners.forEach((changed) => changed());
  }
}

export const login = new Login();

function leaveForSignIn(): void {
  const { signIn } = pageOptions;
  if (!signIn) return;
  const url = new URL(signIn.url, location.origin);
  url.searchParams.set(signIn.returnParameter, location.pathname + location.search);
  location.assign(url);
}

function isToken(data: unknown): data is { type: string; token: string } {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === 'idenfy-console:token' &&
    'token' in data &&
    typeof data.token === 'string'
  );
}
