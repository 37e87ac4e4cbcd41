/** What the service answered instead of what was asked for. */
export class ApiError extends Error {
  constructor(status, body, retryAfter) {
    const text = Array.isArray(body?.message) ? body.message.join(', ') : body?.message;
    super(text || `The service answered ${status}.`);
    this.status = status;
    this.identifier = body?.identifier ?? body?.error ?? null;
    this.retryAfter = retryAfter;
  }
}

/** Calls to the service as one caller. */
export class Api {
  /** Why an operator looks or decides. */
  reason = '';

  constructor(token) {
    this.headers = token ? { authorization: `Bearer ${token}` } : {};
  }

  async get(path) {
    return read(await this.request('GET', path));
  }

  async post(path, body) {
    const json =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return read(await this.request('POST', path, json));
  }

  async upload(path, form) {
    return read(await this.request('POST', path, { body: form }));
  }

  async delete(path) {
    return read(await this.request('DELETE', path));
  }

  async file(path) {
    return (await this.request('GET', path)).blob();
  }

  /** The states the service tells of, one by one, until the stream ends or `signal` aborts. */
  async *events(path, signal) {
    const response = await this.request('GET', path, { signal, headers: { accept: 'text/event-stream' } });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const blocks = (rest + chunk.value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const data = dataOf(block);
        if (data) yield JSON.parse(data);
      }
    }
  }

  async request(method, path, { headers, ...rest } = {}) {
    const why = this.reason && { 'x-access-reason': this.reason };
    const response = await fetch(path, { method, headers: { ...this.headers, ...why, ...headers }, ...rest });
    if (response.ok) return response;
    const body = await response.json().catch(() => null);
    throw new ApiError(response.status, body, Number(response.headers.get('retry-after')) || null);
  }
}

/** The lines of an event that carry data; comments are heartbeats. */
function dataOf(block) {
  return block
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n');
}

async function read(response) {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}
