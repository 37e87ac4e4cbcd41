import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Below the idle time-outs usual at load balancers, so that we seldom write to a connection they just closed. */
const IDLE_MS = 20_000;

/** The connections of one account. */
export class LaneAgents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;

  // An upload must not be repeated once it was cut, so it never starts on a connection that may have died idle.
  readonly #freshHttp: HttpAgent;
  readonly #freshHttps: HttpsAgent;

  constructor(maxSockets: number) {
    const kept = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, timeout: IDLE_MS };
    this.http = new HttpAgent(kept);
    this.https = new HttpsAgent(kept);
    this.#freshHttp = new HttpAgent({ maxSockets });
    this.#freshHttps = new HttpsAgent({ maxSockets });
  }

  /** Agents by the names that axios gives them. */
  forRequest(isUpload: boolean): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
    return isUpload
      ? { httpAgent: this.#freshHttp, httpsAgent: this.#freshHttps }
      : { httpAgent: this.http, httpsAgent: this.https };
  }

  destroy(): void {
    for (const agent of [this.http, this.https, this.#freshHttp, this.#freshHttps]) {
      agent.destroy();
    }
  }
}
