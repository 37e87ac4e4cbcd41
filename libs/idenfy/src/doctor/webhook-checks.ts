import type { Check } from './check.js';
import { found, type FindingCode, type Outcome } from './findings.js';
import type { ProbeAnswer } from './webhook-probe.js';

const NEEDS = 'database: objects';
const FIREWALL = 'no webhook: firewall';
const CERTIFICATE = 'no webhook: HTTPS certificate';
const REDIRECT = 'no webhook: redirect';
const ANSWER = 'no webhook: answer other than 2xx';

/** How many of the latest sessions that should have ended are compared with the latest webhook. */
const COMPARED_SESSIONS = 100;

const DAYS_BEFORE_RENEWAL = 14;
const DAY_MS = 24 * 3_600_000;

/**
 * The causes of "no webhook", named as iDenfy's own list does (S2): URL not configured, an answer other than 2xx, a firewall,
 * the HTTPS certificate, still processing; and two that it does not name, a redirect and a changed body.
 */
export const webhookChecks: readonly Check[] = [
  {
    name: 'no webhook: URL not configured',
    needs: [NEEDS],
    async run({ database, clock }) {
      const { verification, webhook } = database.tables;
      const [row] = await database.query<{ sessions: number; arrived: boolean | null }[]>(
        `select count(*)::int as sessions,
                (select w.received_at from ${webhook} w order by w.id desc limit 1) >= min(s.created_at) as arrived
           from (select v.created_at from ${verification} v
                  where v.scan_ref is not null
                    and (v.closed_at is not null or 'OVERDUE' = any(v.attention)
                         or v.deadline_at < coalesce($1::timestamptz, now()))
                  order by v.created_at desc, v.id desc
                  limit ${COMPARED_SESSIONS}) s`,
        [clock.databaseTime()],
      );
      if (!row || row.sessions === 0) return found('WEBHOOKS_NOT_EXPECTED');
      if (row.arrived === true) return found('WEBHOOKS_ARRIVE');
      return found('WEBHOOKS_MISSING', { sessions: row.sessions });
    },
  },
  {
    name: 'no webhook: still processing',
    needs: [NEEDS],
    async run({ database }) {
      const { verification } = database.tables;
      const [row] = await database.query<{ reviewing: number; overdue: number }[]>(
        `select (select count(*)::int from ${verification} where status = 'REVIEWING' and closed_at is null) as reviewing,
                (select count(*)::int from ${verification} where attention <> '{}' and 'OVERDUE' = any(attention)) as overdue`,
      );
      if (row?.overdue) return found('RESULTS_OVERDUE', { count: row.overdue });
      return found('REVIEWS_IN_TIME', { count: row?.reviewing ?? 0 });
    },
  },
  {
    name: FIREWALL,
    async run({ probe }) {
      if (!probe) return null;
      const { status, code } = await probe.wronglySigned();
      if (status === 403) return found('ROUTE_FORBIDDEN');
      if (status !== null || isAboutTls(code)) return found('ROUTE_REACHED');
      const isName = code === 'ENOTFOUND' || code === 'EAI_AGAIN';
      return found(isName ? 'ROUTE_NAME_UNKNOWN' : 'ROUTE_UNREACHABLE', { cause: code ?? 'unknown' });
    },
  },
  {
    name: CERTIFICATE,
    needs: [FIREWALL],
    async run({ probe, clock }) {
      if (!probe) return null;
      if (probe.url.protocol !== 'https:') return found('ROUTE_PLAINTEXT');
      const { code, certificateEndsAt } = await probe.wronglySigned();
      if (isAboutTls(code)) return badCertificate(code);
      const days = Math.floor(((certificateEndsAt?.getTime() ?? 0) - clock.now().getTime()) / DAY_MS);
      return found(days >= DAYS_BEFORE_RENEWAL ? 'CERTIFICATE_VALID' : 'CERTIFICATE_ENDS', { days });
    },
  },
  {
    name: REDIRECT,
    needs: [CERTIFICATE],
    async run({ probe }) {
      if (!probe) return null;
      const { status, location } = await probe.wronglySigned();
      if (status === null || status < 300 || status > 399) return found('ROUTE_DIRECT');
      return found('ROUTE_REDIRECTS', { status, location: location ?? 'no address' });
    },
  },
  {
    name: 'no webhook: signature',
    needs: [REDIRECT],
    async run({ probe }) {
      if (!probe) return null;
      const { status } = await probe.wronglySigned();
      if (status === 401) return found('WRONG_SIGNATURE_REFUSED');
      if (isSuccess(status)) return found('WRONG_SIGNATURE_ACCEPTED', { status });
      return found('WRONG_SIGNATURE_NOT_JUDGED', { answer: told(status), hint: hintFor(status) });
    },
  },
  {
    name: ANSWER,
    needs: [REDIRECT],
    async run({ probe }) {
      if (!probe) return null;
      const answer = await probe.signed();
      if (!answer) return found('ROUTE_NOT_SIGNED_TO');
      const { status } = answer;
      if (isSuccess(status)) return found('ROUTE_ACCEPTS', { status });
      return found('ROUTE_REFUSES', { answer: told(status), hint: hintFor(status) });
    },
  },
  {
    name: 'no webhook: changed body',
    needs: [ANSWER],
    async run({ probe }) {
      const answer = await probe?.signedAwkward();
      if (!answer) return null;
      return isSuccess(answer.status)
        ? found('BODY_KEPT')
        : found('BODY_CHANGED', { answer: told(answer.status) });
    },
  },
];

function isSuccess(status: ProbeAnswer['status']): status is number {
  return status !== null && status >= 200 && status <= 299;
}

function told(status: ProbeAnswer['status']): string {
  return status === null ? 'not at all' : String(status);
}

function hintFor(status: ProbeAnswer['status']): string {
  switch (status) {
    case 401:
      return (
        'compare the signing key with that of the service; a global guard of the application can refuse the route as well ' +
        '(webhookDecorators), and so does a body that was changed on its way'
      );
    case 404:
    case 405:
      return 'give the URL of the route, such as https://…/idenfy/webhooks, with the global prefix of the application';
    default:
      return 'see the log of the service, and of the proxy in front of it, for this time';
  }
}

type CertificateProblem = Exclude<
  Extract<FindingCode, `CERTIFICATE_${string}`>,
  'CERTIFICATE_VALID' | 'CERTIFICATE_ENDS'
>;

const CERTIFICATE_PROBLEMS: Readonly<Record<string, CertificateProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CERTIFICATE_SELF_SIGNED',
  SELF_SIGNED_CERT_IN_CHAIN: 'CERTIFICATE_PRIVATE_AUTHORITY',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CERTIFICATE_UNVERIFIABLE',
  UNABLE_TO_GET_ISSUER_CERT: 'CERTIFICATE_CHAIN_INCOMPLETE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CERTIFICATE_UNVERIFIABLE',
  CERT_HAS_EXPIRED: 'CERTIFICATE_EXPIRED',
  CERT_NOT_YET_VALID: 'CERTIFICATE_NOT_YET_VALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERTIFICATE_OTHER_NAME',
};

function isAboutTls(code: string | null): code is string {
  return code !== null && (code in CERTIFICATE_PROBLEMS || /^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code));
}

function badCertificate(code: string): Outcome {
  const problem = CERTIFICATE_PROBLEMS[code];
  return problem === undefined ? found('HANDSHAKE_FAILS', { cause: code }) : found(problem);
}
