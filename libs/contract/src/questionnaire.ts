import type { OpenEnum } from './open-enum.js';

/** Kinds of question (OAS). */
export const QUESTION_TYPES = [
  'CHECKBOX',
  'COLOR',
  'COUNTRY',
  'COUNTRY_MULTI',
  'DATE',
  'DATETIME',
  'EMAIL',
  'FILE',
  'FILE_MULTI',
  'FLOAT',
  'LIST',
  'INTEGER',
  'PASSWORD',
  'RADIO',
  'SELECT',
  'SELECT_MULTI',
  'TEL',
  'TEXT',
  'TEXT_AREA',
  'TIME',
  'URL',
] as const;

/** One answered question (OAS). */
export interface QuestionnaireAnswer {
  key?: string | null;
  title?: string | null;
  type?: OpenEnum<(typeof QUESTION_TYPES)[number]> | null;
  value?: string | boolean | string[] | null;
}

/** The answered questionnaire (OAS). */
export interface QuestionnaireAnswers {
  title?: string | null;
  sections?: { title?: string | null; questions?: QuestionnaireAnswer[] | null }[] | null;
}
