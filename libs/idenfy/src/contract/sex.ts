import type { OpenEnum } from './open-enum.js';

/** `sex` in the token request (OAS). Results use other words: {@link DOCUMENT_SEXES}. */
export const REQUEST_SEXES = ['M', 'F'] as const;

/** `sex` in the token request. */
export type RequestSex = (typeof REQUEST_SEXES)[number];

/** `docSex` in results (S3). */
export const DOCUMENT_SEXES = ['MALE', 'FEMALE', 'UNDEFINED'] as const;

/** The sex a document states. */
export type DocumentSex = OpenEnum<(typeof DOCUMENT_SEXES)[number]>;
