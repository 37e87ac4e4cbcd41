import { type Check, failed, ok, type Outcome, warning } from './check.js';
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
      if (!row || row.sessions === 0) return ok('no session should have ended so far');
      if (row.arrived === true) return ok('webhooks arrive');
      return failed(
        `${row.sessions} sessions should have ended, and no webhook has arrived since the first of them`,
        'enter the URL of the webhook route in the dashboard of iDenfy (Settings, Webhooks), one entry for each event, and ' +
          'run `npx nestjs-idenfy doctor --public-url …` with that URL',
      );
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
      if (row?.overdue) {
        return warning(
          `${row.overdue} verifications have no result although their time is over and iDenfy was asked`,
          'look at these sessions in the dashboard of iDenfy, and fetch their results with POST …/refresh',
        );
      }
      return ok(`${row?.reviewing ?? 0} are in review, which takes minutes`);
    },
  },
  {
    name: FIREWALL,
    async run({ probe }) {
      if (!probe) return null;
      const { status, code } = await probe.wronglySigned();
      if (status === 403) {
        return failed(
          'the answer is 403',
          'a firewall, or webhooks.allowedAddresses, refuses this machine: run the doctor from an allowed address, and ' +
            "allow iDenfy's addresses, which its support tells",
        );
      }
      if (status !== null || isAboutTls(code)) return ok('a server answers');
      const isName = code === 'ENOTFOUND' || code === 'EAI_AGAIN';
      return failed(
        `no server answers (${code})`,
        isName
          ? 'the name is not in the DNS; check its spelling and its records'
          : "open the port to the internet, or at least to iDenfy's addresses, which its support tells",
      );
    },
  },
  {
    name: CERTIFICATE,
    needs: [FIREWALL],
    async run({ probe, clock }) {
      if (!probe) return null;
      if (probe.url.protocol !== 'https:')
        return failed(
          'the URL is not HTTPS',
          'iDenfy sends webhooks over HTTPS only: serve the route over it',
        );
      const { code, certificateEndsAt } = await probe.wronglySigned();
      if (isAboutTls(code)) return badCertificate(code);
      const days = Math.floor(((certificateEndsAt?.getTime() ?? 0) - clock.now().getTime()) / DAY_MS);
      if (days >= DAYS_BEFORE_RENEWAL) return ok(`valid for ${days} days, with its chain`);
      return warning(`it ends in ${days} days`, 'renew it: iDenfy sends nothing to an expired one');
    },
  },
  {
    name: REDIRECT,
    needs: [CERTIFICATE],
    async run({ probe }) {
      if (!probe) return null;
      const { status, location } = await probe.wronglySigned();
      if (status === null || status < 300 || status > 399) return ok('none');
      return failed(
        `the answer is ${status}, to ${location ?? 'no address'}`,
        'enter the final URL in the dashboard of iDenfy: a redirected POST loses its body, and iDenfy may not follow',
      );
    },
  },
  {
    name: 'no webhook: signature',
    needs: [REDIRECT],
    async run({ probe }) {
      if (!probe) return null;
      const { status } = await probe.wronglySigned();
      if (status === 401) return ok('a wrong one is refused with 401');
      if (isSuccess(status))
        return failed(
          `a wrong one is answered ${status}`,
          'this is not the webhook route of this library, or another server answers in its place',
        );
      return failed(`a wrong one is answered ${told(status)}`, hintFor(status));
    },
  },
  {
    name: ANSWER,
    needs: [REDIRECT],
    async run({ probe }) {
      if (!probe) return null;
      const answer = await probe.signed();
      if (!answer) return notSigned();
      if (isSuccess(answer.status)) return ok(`a signed request is answered ${answer.status}`);
      return failed(`a signed request is answered ${told(answer.status)}`, hintFor(answer.status));
    },
  },
  {
    name: 'no webhook: changed body',
    needs: [ANSWER],
    async run({ probe }) {
      const answer = await probe?.signedAwkward();
      if (!answer) return null;
      if (isSuccess(answer.status)) return ok('every byte arrives');
      return failed(
        `a body with white space and escapes is answered ${told(answer.status)}, a plain one is not`,
        'let the proxy, the web application firewall or the parser in between pass bodies on byte by byte: they are signed',
      );
    },
  },
];

function notSigned(): Outcome {
  return warning(
    'not examined, because there is no signing key to sign a request with',
    'set IDENFY_WEBHOOK_SIGNING_KEYS to those of the service',
  );
}

function isSuccess(status: ProbeAnswer['status']): boolean {
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

const CERTIFICATE_PROBLEMS: Readonly<Record<string, readonly [string, string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['it is self-signed', 'use one of a public authority'],
  SELF_SIGNED_CERT_IN_CHAIN: ['its authority is not a public one', 'use one of a public authority'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'its chain is incomplete, or its authority is not a public one',
    'let the server send the intermediate certificates as well (fullchain.pem)',
  ],
  UNABLE_TO_GET_ISSUER_CERT: ['its chain is incomplete', 'let the server send the intermediate certificates'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'its chain is incomplete, or its authority is not a public one',
    'let the server send the intermediate certificates as well (fullchain.pem)',
  ],
  CERT_HAS_EXPIRED: ['it has expired', 'renew it'],
  CERT_NOT_YET_VALID: ['it is not valid yet', 'check the clock of the machine that made it'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['it is for another name', 'use one for the name in the URL'],
};

function isAboutTls(code: string | null): code is string {
  return code !== null && (code in CERTIFICATE_PROBLEMS || /^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code));
}

function badCertificate(code: string): Outcome {
  const [detail, hint] = CERTIFICATE_PROBLEMS[code] ?? [
    `the handshake fails (${code})`,
    'offer TLS 1.2 or 1.3 on this port',
  ];
  return failed(detail, hint);
}
