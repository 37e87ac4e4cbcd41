import type { IdenfySimulator } from '@nestjs-idenfy/simulator';

/** An answer of the simulated iDenfy. */
export interface PartnerAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, if it is JSON. */
  readonly body: Record<string, unknown>;
  readonly text: string;
}

/** A partner's server that knows nothing of our library: fetch, Basic authentication and JSON. */
export class Partner {
  private clients = 0;

  constructor(
    private readonly simulator: IdenfySimulator,
    private readonly credentials = `${simulator.apiKey}:${simulator.apiSecret}`,
  ) {}

  post(path: string, body: unknown, signal?: AbortSignal): Promise<PartnerAnswer> {
    return this.send('POST', path, JSON.stringify(body), signal);
  }

  get(path: string): Promise<PartnerAnswer> {
    return this.send('GET', path);
  }

  async send(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    signal?: AbortSignal,
  ): Promise<PartnerAnswer> {
    const authorization = `Basic ${Buffer.from(this.credentials).toString('base64')}`;
    const response = await fetch(this.simulator.url + path, {
      method,
      headers: { authorization },
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: objectIn(text), text };
  }

  /** A new session, of a new client unless one is named. */
  async session(fields: object = {}): Promise<{ readonly scanRef: string; readonly authToken: string }> {
    const { status, body } = await this.post('/api/v2/token', {
      clientId: `client-${++this.clients}`,
      ...fields,
    });
    if (status !== 201) throw new Error(`no session: ${status} ${String(body['message'])}`);
    return { scanRef: String(body['scanRef']), authToken: String(body['authToken']) };
  }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
