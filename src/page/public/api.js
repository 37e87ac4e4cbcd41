/** An error answer of the service. */
class ApiError extends Error {
  constructor(status, body) {
    const text = Array.isArray(body?.message) ? body.message.join(', ') : body?.message;
    super(text || `The service answered ${status}.`);
    this.status = status;
  }
}

/** Calls the service as one caller. */
export class Api {
  /** Why an operator accesses or decides. */
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

  async delete(path) {
    return read(await this.request('DELETE', path));
  }

  async file(path) {
    return (await this.request('GET', path)).blob();
  }

  async request(method, path, { headers, ...rest } = {}) {
    const why = this.reason && { 'x-access-reason': this.reason };
    const response = await fetch(path, { method, headers: { ...this.headers, ...why, ...headers }, ...rest });
    if (response.ok) return response;
    const body = await response.json().catch(() => null);
    throw new ApiError(response.status, body);
  }
}

async function read(response) {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}
