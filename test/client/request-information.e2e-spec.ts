import { describe, expect, it } from 'vitest';
import { failureOf, SCAN_REF, startClient } from '../support/client-under-test.js';
import { answer } from '../support/scripted-server.js';

describe('a request for more information', () => {
  const path = `/kyc/identifications/${SCAN_REF}/request-information/`;

  it('names the verification in the path and is never repeated', async () => {
    const { server, tokens } = await startClient();
    server.on(path, answer(503));

    expect(await failureOf(tokens.requestInformation(SCAN_REF, { lifetime: 60 }))).toMatchObject({
      status: 503,
      attempts: 1,
    });
    expect(server.requests).toMatchObject([{ url: path, body: '{"lifetime":60}' }]);
  });

  it('names the verification in the body where the path has no place for it', async () => {
    const { server, tokens } = await startClient(() => ({
      requestInformationPath: '/api/v2/request-update',
    }));
    server.on('/api/v2/request-update', answer(200, { tokenString: 't' }));

    expect(await tokens.requestInformation(SCAN_REF)).toEqual({ tokenString: 't' });
    expect(server.requests[0]?.body).toBe(`{"scanRef":"${SCAN_REF}"}`);
  });

  it.each([
    ['lifetime', { lifetime: -1 }],
    ['questionnaire', { questionnaire: '' }],
    ['riskAssessmentProfile', { riskAssessmentProfile: '1' }],
    ['bankCardExpectedLastFour', { bankCardExpectedLastFour: '123' }],
  ])('is refused for a wrong %s before anything is sent', async (field, request) => {
    const { server, tokens } = await startClient();

    await expect(tokens.requestInformation(SCAN_REF, request)).rejects.toMatchObject({ field });
    await expect(tokens.requestInformation('../token', {})).rejects.toMatchObject({ field: 'scanRef' });
    expect(server.requests).toHaveLength(0);
  });
});
