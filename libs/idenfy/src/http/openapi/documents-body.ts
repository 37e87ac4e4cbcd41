import { COUNTRIES } from '../../contract/country.js';
import { DIRECT_PROCESSING_DOCUMENT_TYPES } from '../../contract/document-type.js';
import { IMAGES_LIMIT } from '../../operations/direct-processing/image-errors.js';

const country = { type: 'string', enum: [...COUNTRIES], description: 'ISO 3166-1 alpha-2, upper case.' };
const documentType = { type: 'string', enum: [...DIRECT_PROCESSING_DOCUMENT_TYPES] };
const picture = (format: 'byte' | 'binary') => ({ type: 'string', format });

/** FRONT, and what the document type and the session need; further steps by their names. */
const pictures = (format: 'byte' | 'binary') => ({
  FRONT: picture(format),
  BACK: picture(format),
  FACE: picture(format),
  UTILITY_BILL: picture(format),
});

const json = {
  type: 'object',
  required: ['country', 'documentType', 'images'],
  properties: {
    country,
    documentType,
    images: {
      type: 'object',
      required: ['FRONT'],
      properties: pictures('byte'),
      additionalProperties: picture('byte'),
      description:
        'Step to picture: plain Base64 of a JPEG or PNG, without a data-URI prefix; a utility bill may be a PDF.',
    },
    skipAnalysis: {
      type: 'boolean',
      description: "Skips iDenfy's check of the photos. Staff only, unless allowed.",
    },
  },
};

const multipart = {
  type: 'object',
  required: ['country', 'documentType', 'FRONT'],
  properties: { country, documentType, skipAnalysis: json.properties.skipAnalysis, ...pictures('binary') },
  description: 'File parts named by step, text parts by field, in any order.',
};

/** Body of the documents route, which takes two content types of different shapes. */
export const DOCUMENTS_BODY = {
  required: true,
  description: `Of all pictures together ${IMAGES_LIMIT}`,
  content: {
    'application/json': { schema: json },
    'multipart/form-data': { schema: multipart },
  },
};
