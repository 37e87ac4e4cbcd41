/** How a person without a login gets one. */
export interface ConsoleSignIn {
  /** Address of the host's sign-in page, on the same origin: a path such as `/login`. */
  readonly url: string;

  /** Name of the query parameter in which the sign-in page gets the path to return to. @default 'returnTo' */
  readonly returnParameter?: string;

  /**
   * Whether the login is a bearer token instead of a cookie. The console then opens the sign-in page in a window, and that
   * page hands over `{ type: 'idenfy-console:token', token }` by `opener.postMessage(…, location.origin)`. The token is kept
   * in the memory of the tab only.
   * @default false
   */
  readonly bearer?: boolean;
}

/** Options of `IdenfyConsoleModule`. */
export interface ConsoleOptions {
  /** Where the console is served, from the root of the origin; a global prefix of the host is not added. @default 'console' */
  readonly path?: string;

  /** Name of the console in its top bar and in the title of the tab, at most 60 characters. @default 'Identity verification' */
  readonly title?: string;

  /** Path of the REST routes of nestjs-idenfy: its `routePrefix`, with the global prefix of the host. @default '/idenfy' */
  readonly api?: string;

  /** The host's sign-in page, to which a 401 leads. @default none: a 401 asks to sign in at the host and to reload */
  readonly signIn?: ConsoleSignIn;

  /**
   * Path of a route of the host that makes sample cases at a `POST`: the empty queue then has a button for it. For
   * development with the simulator only.
   * @default none
   */
  readonly sampleCases?: string;
}

/** The options with their defaults, as the page gets them. */
export interface ResolvedConsoleOptions {
  readonly path: string;
  readonly title: string;
  readonly api: string;
  readonly signIn: Required<ConsoleSignIn> | null;
  readonly sampleCases: string | null;
}

const MOUNT_PATH = /^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*$/;
/** A path on this origin: `//host` and `/\host` would be another one. */
const LOCAL_PATH = /^\/(?![/\\])[\x21-\x7e]*$/;

/** @throws TypeError naming the option */
export function resolveConsoleOptions(options: ConsoleOptions = {}): ResolvedConsoleOptions {
  const { title = 'Identity verification', signIn } = options;
  const path = (options.path ?? 'console').replace(/^\/+|\/+$/g, '');
  if (!MOUNT_PATH.test(path)) {
    throw invalid('path', 'must be one or more segments of letters, digits, - and _, such as kyc');
  }
  if (title.trim() === '' || title.length > 60) throw invalid('title', 'must have 1 to 60 characters');
  return {
    path,
    title,
    api: localPath('api', options.api ?? '/idenfy').replace(/\/+$/, ''),
    signIn: signIn
      ? {
          url: localPath('signIn.url', signIn.url),
          returnParameter: signIn.returnParameter ?? 'returnTo',
          bearer: signIn.bearer ?? false,
        }
      : null,
    sampleCases: options.sampleCases === undefined ? null : localPath('sampleCases', options.sampleCases),
  };
}

function localPath(option: string, value: string): string {
  if (!LOCAL_PATH.test(value)) throw invalid(option, 'must be a path on the same origin, such as /login');
  return value;
}

function invalid(option: string, rule: string): TypeError {
  return new TypeError(`IdenfyConsoleModule: option '${option}' ${rule}.`);
}
