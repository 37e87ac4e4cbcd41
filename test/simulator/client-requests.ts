/** A request as a public client writes it: its bytes, not only its meaning. */
export interface RecordedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `{scanRef}` and `{authToken}` stand for those of the last session. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As its language serialises it; placeholders as in the path. */
  readonly body?: string;
  /** Status that the client counts on. */
  readonly status: number;
  /** Credentials other than the account's. */
  readonly wrongSecret?: true;
}

/** The requests of one public client, made up from what is known of it; see docs/contract-notes.md. */
export interface RecordedClient {
  readonly client: string;
  readonly language: string;
  readonly requests: readonly RecordedRequest[];
  /** What the client reads in the webhook, as paths: without one of them it fails. */
  readonly reads: readonly string[];
}

const GO = { 'content-type': 'application/json', 'user-agent': 'Go-http-client/1.1' };
const PHP = { 'content-type': 'application/json', accept: '*/*' };
const AXIOS = { 'content-type': 'application/json', accept: 'application/json, text/plain, */*' };
const KTOR = { 'content-type': 'application/json; charset=UTF-8', 'accept-charset': 'UTF-8' };

const token = (body: string, headers: Readonly<Record<string, string>>, status = 201): RecordedRequest => ({
  method: 'POST',
  path: '/api/v2/token',
  headers,
  body,
  status,
});

const retrieve = (call: string, headers: Readonly<Record<string, string>>): RecordedRequest => ({
  method: 'POST',
  path: `/api/v2/${call}`,
  headers,
  body: '{"scanRef":"{scanRef}"}',
  status: 200,
});

/** Eight clients in five languages. */
export const RECORDED_CLIENTS: readonly RecordedClient[] = [
  {
    client: 'go-idenfy',
    language: 'Go',
    requests: [
      token('{"clientId":"user-1","firstName":"Ada","lastName":"Lovelace"}\n', GO),
      { method: 'GET', path: '/api/v2/redirect?authToken={authToken}', status: 302 },
      retrieve('status', GO),
    ],
    reads: ['final', 'scanRef', 'clientId', 'status.overall', 'status.autoDocument', 'startTime'],
  },
  {
    client: 'tf-kyc',
    language: 'Go',
    requests: [
      token(
        '{"clientId":"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty","expiryTime":86400,"callbackUrl":"https://kyc.example.com/webhooks"}',
        GO,
      ),
      retrieve('data', GO),
    ],
    reads: ['final', 'platform', 'status.overall', 'data.docFirstName', 'data.selectedCountry', 'clientIp'],
  },
  {
    client: "iDenfy's plugin for WordPress",
    language: 'PHP',
    requests: [
      // It checks the keys by a session, and opens another one for the customer.
      { ...token('{"clientId":"test"}', PHP, 401), wrongSecret: true },
      token('{"clientId":"wp-17","successUrl":"https:\\/\\/shop.example.com\\/ok","locale":"lt"}', PHP),
      token('{"clientId":"wp-18","tokenType":"DOCUMENT","documents":["PASSPORT"]}', PHP),
    ],
    reads: ['clientId', 'status.overall'],
  },
  {
    client: "iDenfy's extension for Magento",
    language: 'PHP',
    requests: [
      token(
        '{"clientId":"magento-3","firstName":"Ada","lastName":"Lovelace","country":"lt","nationality":"lt"}',
        PHP,
      ),
      token('{"clientId":"magento-4","errorUrl":null,"successUrl":null,"unverifiedUrl":null}', PHP),
    ],
    reads: ['clientId', 'status.overall'],
  },
  {
    client: 'holonym',
    language: 'JavaScript',
    requests: [
      token('{"clientId":"c0ffee","theme":"6f9619ff-8b86-4d01-b42d-00c04fc964ff"}', AXIOS),
      retrieve('status', AXIOS),
      retrieve('data', AXIOS),
      retrieve('files', AXIOS),
      {
        method: 'POST',
        path: '/api/v2/delete',
        headers: AXIOS,
        body: '{"scanRef":"{scanRef}"}',
        // Its session is still active.
        status: 400,
      },
    ],
    reads: ['status.overall', 'status.fraudTags', 'status.mismatchTags', 'data.docDob', 'scanRef'],
  },
  {
    client: 'ooosh',
    language: 'TypeScript',
    requests: [
      token(
        '{"clientId":"driver-9","utilityBillMinCount":2,"skipFaceMatching":true,"additionalSteps":{"ALL":{"ALL":["POA1","POA2"]}}}',
        AXIOS,
      ),
      token('{"clientId":"driver-10","additionalSteps":{},"additionalData":{}}', AXIOS),
      {
        method: 'POST',
        path: '/api/v2/generate-pdf/',
        headers: AXIOS,
        body: '{"scanRef":"{scanRef}"}',
        status: 200,
      },
    ],
    reads: ['additionalStepPdfUrls', 'fileUrls', 'data.additionalData', 'status.additionalSteps', 'clientId'],
  },
  {
    client: 'newm',
    language: 'Kotlin',
    requests: [token('{"clientId":"0d2ce4cc-1c6b-4c1a-9e2a-0c3d5f1f9c11"}', KTOR), retrieve('status', KTOR)],
    reads: ['status.overall', 'status.suspicionReasons', 'status.autoFace', 'data.docLastName', 'final'],
  },
  {
    client: 'logion',
    language: 'TypeScript',
    requests: [
      token(
        '{"clientId":"polkadot-1","firstName":"Ada","lastName":"Lovelace","successUrl":"https://app.example.com/ok","errorUrl":"https://app.example.com/no","unverifiedUrl":"https://app.example.com/later","callbackUrl":"https://api.example.com/idenfy"}',
        AXIOS,
      ),
    ],
    reads: ['final', 'status.overall', 'clientId', 'scanRef', 'fileUrls'],
  },
];
