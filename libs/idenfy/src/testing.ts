export { IdenfyTestingModule, type IdenfyTestingOptions } from './testing/idenfy-testing.module.js';
export { IdenfyTestbed } from './testing/idenfy-testbed.js';
export { FakeClock } from './testing/fake-clock.js';
export {
  aDocumentExpiration,
  anExpiry,
  aStatusResponse,
  aTokenResponse,
  aWebhook,
  someData,
  someFiles,
  type WebhookTraits,
} from './testing/builders.js';
export { eventTypeOf, signWebhook, type SignedWebhook } from './testing/sign-webhook.js';
export { sampleJpeg, samplePdf, samplePng } from './testing/samples.js';
