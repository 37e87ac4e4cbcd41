import {
  EVENT_TYPE_HEADER,
  EVENT_TYPES,
  IDENTIFICATION_EVENT_TYPES,
  isJsonObject,
  KNOWN_WEBHOOK_SCHEMAS,
  SIGNATURE_HEADER,
} from '@nestjs-idenfy/contract';

const SCAN_REF = '5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a';

type EventType = (typeof EVENT_TYPES)[number];

/** The schemas of the bodies. iDenfy sends further fields, and not always those that it calls required. */
export const WEBHOOK_COMPONENTS = {
  IdenfyIdentificationWebhook: open(KNOWN_WEBHOOK_SCHEMAS.identification),
  IdenfyDocumentExpirationWebhook: open(KNOWN_WEBHOOK_SCHEMAS.documentExpiration),
  IdenfyFacialAuthenticationWebhook: open(KNOWN_WEBHOOK_SCHEMAS.facialAuthentication),
};

const EXAMPLES: Readonly<Record<keyof typeof WEBHOOK_COMPONENTS, object>> = {
  IdenfyIdentificationWebhook: {
    final: true,
    platform: 'MOBILE',
    status: {
      overall: 'APPROVED',
      fraudTags: [],
      mismatchTags: [],
      autoDocument: 'DOC_VALIDATED',
      autoFace: 'FACE_MATCH',
    },
    scanRef: SCAN_REF,
    clientId: 'customer-42',
    startTime: 1_769_851_800,
    finishTime: 1_769_851_920,
  },
  IdenfyDocumentExpirationWebhook: {
    scanRef: SCAN_REF,
    clientId: 'customer-42',
    documentExpiration: '2026-03-31',
  },
  IdenfyFacialAuthenticationWebhook: {
    id: SCAN_REF,
    scanRef: SCAN_REF,
    clientId: 'customer-42',
    status: 'SUCCESS',
  },
};

/** What iDenfy sends to the webhook route, by event. */
export function idenfyWebhooks(): Record<string, object> {
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: operationOf(type) }]));
}

function operationOf(type: EventType): object {
  const component = componentOf(type);
  return {
    operationId: `idenfyOn${type
      .split('_')
      .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
      .join('')}`,
    summary: `iDenfy sends ${type}`,
    tags: ['Webhooks'],
    security: [],
    parameters: [
      header(SIGNATURE_HEADER, 'HMAC-SHA256 of the raw body, hex.', { type: 'string' }),
      header(EVENT_TYPE_HEADER, 'The event. The signature does not cover it.', {
        type: 'string',
        const: type,
      }),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: component ? { $ref: `#/components/schemas/${component}` } : { type: 'object' },
          example: component ? EXAMPLES[component] : {},
        },
      },
    },
    responses: {
      200: { description: 'Stored. Whether it was applied is not told.' },
      401: { description: 'The signature is missing or wrong.' },
      503: { description: 'It could not be stored; iDenfy sends it again.' },
    },
  };
}

function componentOf(type: EventType): keyof typeof WEBHOOK_COMPONENTS | undefined {
  if (IDENTIFICATION_EVENT_TYPES.some((known) => known === type)) return 'IdenfyIdentificationWebhook';
  if (type === 'DOCUMENT_EXPIRATION') return 'IdenfyDocumentExpirationWebhook';
  return type === 'FACIAL_AUTHENTICATION' ? 'IdenfyFacialAuthenticationWebhook' : undefined;
}

function header(name: string, description: string, schema: object): object {
  return { name, in: 'header', required: true, description, schema };
}

/** The schema without what it excludes: other fields, and bodies without some of these. */
function open(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(open);
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(schema).filter(
    ([key, value]) => key !== 'required' && (key !== 'additionalProperties' || value !== false),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, open(value)]));
}
