import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** One try of one callback. */
export interface CallbackPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends callbacks over kept connections, never following a redirect. */
export class CallbackPoster {
  private readonly http = new HttpAgent({ keepAlive: true, maxSockets: 64 });
  private readonly https = new HttpsAgent({ keepAlive: true, maxSockets: 64 });

  /** The status that was answered, or null when none was in time: refused, cut, silent, or a certificate nobody trusts. */
  post({ url, headers, body, timeoutMs, signal }: CallbackPost): Promise<number | null> {
    const secure = url.startsWith('https:');
    const options = { method: 'POST', headers: { ...headers, 'Content-Length': body.length }, signal };
    return new Promise((resolve) => {
      const request = secure
        ? httpsRequest(url, { ...options, agent: this.https })
        : httpRequest(url, { ...options, agent: this.http });
      // The answer counts from the first byte sent; a socket time-out would start again with every byte.
      const timer = setTimeout(() => request.destroy(), timeoutMs);
      request.on('response', (response) => {
        clearTimeout(timer);
        response.resume();
        resolve(response.statusCode ?? null);
      });
      request.on('error', () => {
        clearTimeout(timer);
        resolve(null);
      });
      request.on('close', () => {
        clearTimeout(timer);
        resolve(null);
      });
      request.end(body);
    });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}
