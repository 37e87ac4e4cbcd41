/** Nothing that the simulator answers may run, load or frame anything in a browser; its pages have a policy of their own. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const CSP = 'Content-Security-Policy';
const PROTECTED = [CSP.toLowerCase(), 'x-content-type-options'];

/** What decides the headers of an answer. */
interface Headed {
  readonly headers: Readonly<Record<string, string>>;
  /** Whether its own headers have a Content-Security-Policy. */
  readonly isPage?: boolean;
}

/** The headers of an answer. @param more headers of a fault, which replace all but the protective ones */
export function headersOf(
  { headers, isPage = false }: Headed,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const allowed = Object.entries(more).filter(([name]) => !PROTECTED.includes(name.toLowerCase()));
  return {
    ...(!isPage && { [CSP]: CONTENT_SECURITY_POLICY }),
    'X-Content-Type-Options': 'nosniff',
    ...headers,
    ...Object.fromEntries(allowed),
  };
}
