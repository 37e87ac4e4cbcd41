import type { OpenEnum } from './open-enum.js';

/** What is asked of the person: document and selfie, or the document only (OAS). Older accounts also knew `VIDEO_CALL*`. */
export const TOKEN_TYPES = ['IDENTIFICATION', 'DOCUMENT'] as const;

/** What is asked of the person. */
export type TokenType = (typeof TOKEN_TYPES)[number];

/** A token type as iDenfy answers it: today's, or one of an older account. */
export type AnsweredTokenType = OpenEnum<TokenType>;
