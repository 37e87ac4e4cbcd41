import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { SigningKey } from '../webhooks/sender-authentication.js';
import { PROBE_EVENT_TYPE } from '../webhooks/webhook-inbox.js';

/** How long iDenfy waits for an answer, in milliseconds (D:guides/webhooks-overview). */
const TIMEOUT_MS = 10_000;

/** The same after it was parsed and serialised again. */
const PLAIN_BODY = '{"probe":"plain"}';

/** Another one after it was parsed and serialised, decoded, normalised or trimmed. */
const AWKWARD_BODY = '{ "probe" : "awkward é \\u00e9 \\/ e\u0301" ,\r\n\t"number" : 1.50, "list":[ ] }\n';

const WRONG_SIGNATURE = '0'.repeat(64);

/** How the route met a request. */
export interface ProbeAnswer {
  /** Null where no answer came. */
  readonly status: number | null;
  /** Code of the error where no answer came, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  readonly code: string | null;
  /** Where a redirect leads, without path and query. */
  readonly location: string | null;
  /** When the certificate of the server ends. */
  readonly certificateEndsAt: Date | null;
}

/** Calls the webhook route from outside as iDenfy does. Each request is sent once, however often it is asked for. */
export class WebhookProbe {
  readonly #answers = new Map<string, Promise<ProbeAnswer>>();

  /** @param url of the route, as it stands in the dashboard of iDenfy */
  constructor(
    readonly url: URL,
    private readonly signingKey: () => SigningKey | undefined,
  ) {}

  /** A request that no key signed. */
  wronglySigned(): Promise<ProbeAnswer> {
    return this.#once('wrong', PLAIN_BODY, WRONG_SIGNATURE);
  }

  /** A request that is signed, and survives a proxy that parses and serialises bodies. Null without a signing key. */
  signed(): Promise<ProbeAnswer> | null {
    return this.#signed('plain', PLAIN_BODY);
  }

  /** A request that is signed, and whose signature is right only for the very bytes. Null without a signing key. */
  signedAwkward(): Promise<ProbeAnswer> | null {
    return this.#signed('awkward', AWKWARD_BODY);
  }

  #signed(name: string, body: string): Promise<ProbeAnswer> | null {
    const signature = this.signingKey()?.sign(Buffer.from(body)).toString('hex');
    return signature === undefined ? null : this.#once(name, body, signature);
  }

  #once(name: string, body: string, signature: string): Promise<ProbeAnswer> {
    const answer = this.#answers.get(name) ?? send(this.url, Buffer.from(body), signature);
    this.#answers.set(name, answer);
    return answer;
  }
}

function send(url: URL, body: Buffer, signature: string): Promise<ProbeAnswer> {
  const isHttps = url.protocol === 'https:';
  return new Promise((resolve) => {
    const request = (isHttps ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': body.length,
          'User-Agent': 'nestjs-idenfy',
          'Idenfy-Event-Type': PROBE_EVENT_TYPE,
          'Idenfy-Signature': signature,
        },
      },
      (response) => {
        resolve(answerOf(response, url));
        response.destroy();
      },
    );
    request.on('error', (error) => resolve(noAnswer(error)));
    request.end(body);
  });
}

function answerOf({ statusCode = 0, headers, socket }: IncomingMessage, url: URL): ProbeAnswer {
  const { location } = headers;
  const ends = socket instanceof TLSSocket ? socket.getPeerCertificate().valid_to : undefined;
  return {
    status: statusCode,
    code: null,
    location:
      location !== undefined && URL.canParse(location, url.href) ? new URL(location, url.href).origin : null,
    certificateEndsAt: ends === undefined ? null : new Date(ends),
  };
}

function noAnswer(error: Error & { code?: unknown }): ProbeAnswer {
  const { code } = error;
  const text = error.name === 'TimeoutError' ? 'ETIMEDOUT' : typeof code === 'string' ? code : 'unknown';
  return { status: null, code: text, location: null, certificateEndsAt: null };
}
