import { type IdentificationWebhook, WEBHOOK_SCHEMAS, type WebhookStatus } from '@nestjs-idenfy/contract';
import { Fields, object } from '../input.js';

/** Fields of an identification webhook's body to send as they are. Those of `status` are replaced one by one. */
export type WebhookFields = Partial<
  Omit<IdentificationWebhook, 'scanRef' | 'clientId' | 'data' | 'status'>
> & {
  readonly status?: Partial<WebhookStatus>;
};

const NOT_REPLACED = ['scanRef', 'clientId', 'data'];

const KNOWN = [...Object.keys(WEBHOOK_SCHEMAS.identification.properties ?? {}), 'additionalData'].filter(
  (field) => !NOT_REPLACED.includes(field),
);

/** A {@link Check}: only the names are checked, so that a test can send any value. @throws {SimulatorInputError} */
export function webhookFields(value: unknown, field: string): WebhookFields {
  const fields = Fields.of(value, KNOWN, field);
  fields.read('status', object);
  return value as WebhookFields;
}
