/** What the service answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A caller of the service over HTTP. */
export class Visitor {
  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  /** Through the demo login. */
  static async signIn(url: string, clientId: string, staff = false): Promise<Visitor> {
    const { body } = await new Visitor(url).post('/demo/session', { clientId, ...(staff && { staff }) });
    return new Visitor(url, String(body['token']));
  }

  get(path: string): Promise<Answer> {
    return this.send(path, { method: 'GET' });
  }

  post(path: string, body?: object): Promise<Answer> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return this.send(path, { method: 'POST', ...(body && json) });
  }

  async send(path: string, { headers, ...init }: RequestInit): Promise<Answer> {
    const all = new Headers(headers);
    if (this.token !== undefined) all.set('authorization', `Bearer ${this.token}`);
    const response = await fetch(`${this.url}${path}`, { ...init, headers: all });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const body = (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  }
}
