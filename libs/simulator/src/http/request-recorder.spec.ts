import { describe, expect, it } from 'vitest';
import { RequestRecorder } from './request-recorder.js';

function aRequest(over: { path?: string; text?: string; json?: unknown } = {}) {
  return {
    method: 'POST',
    path: '/api/v2/process',
    rawHeaders: ['Authorization', 'Basic a2V5OnNlY3JldA==', 'X-Trace', '1'],
    text: '',
    json: undefined,
    status: 200,
    at: 0,
    ...over,
  };
}

describe('RequestRecorder', () => {
  it('masks credentials and tokens, and cuts images, in short bodies and in long ones', () => {
    const recorder = new RequestRecorder();
    for (const length of [3000, 100_000]) {
      const json = { authToken: 'SECRETSECRET', images: { FRONT: 'A'.repeat(length) } };
      recorder.add(aRequest({ text: JSON.stringify(json), json }));
    }

    for (const { headers, body } of recorder.list()) {
      expect(headers).toEqual({ authorization: 'Basic ***', 'x-trace': '1' });
      expect(body).toMatchObject({ authToken: 'SECR…' });
      expect(JSON.stringify(body).length).toBeLessThan(150);
    }
  });

  it('finds requests by path, with or without a query, and masks a token in the query', () => {
    const recorder = new RequestRecorder();
    recorder.add(aRequest({ path: '/api/v2/redirect?authToken=SECRETSECRET&lang=lt' }));
    recorder.add(aRequest({ path: '/kyc/identifications/abc/request-information/' }));

    expect(recorder.list('/api/v2/redirect').map(({ path }) => path)).toEqual([
      '/api/v2/redirect?authToken=SECR…&lang=lt',
    ]);
    expect(recorder.list('/kyc/identifications/:scanRef/request-information/')).toHaveLength(1);
    expect(recorder.list('/kyc/*')).toHaveLength(1);
  });

  it('forgets the oldest of more than 10,000', () => {
    const recorder = new RequestRecorder();
    for (let index = 0; index < 10_002; index++) recorder.add(aRequest({ path: `/${index}` }));

    const kept = recorder.list();

    expect(kept).toHaveLength(10_000);
    expect([kept[0]?.path, kept.at(-1)?.path]).toEqual(['/2', '/10001']);
  });
});
