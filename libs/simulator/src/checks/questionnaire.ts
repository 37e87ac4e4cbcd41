import type { QuestionnaireAnswers } from '@nestjs-idenfy/contract';
import type { Session } from '../sessions/session.js';

/** One answer of each shape that iDenfy documents: text, true or false, a list, and none. */
export function questionnaireAnswers({ request, submission }: Session): QuestionnaireAnswers | null {
  if (submission === null || typeof request.questionnaire !== 'string') return null;
  const questions = [
    { key: 'purpose', title: 'Purpose of the account', type: 'TEXT', value: 'A sample answer' },
    { key: 'ownAccount', title: 'Do you act for yourself?', type: 'CHECKBOX', value: true },
    { key: 'countries', title: 'Where do you pay taxes?', type: 'COUNTRY_MULTI', value: ['LT', 'LV'] },
    { key: 'remarks', title: 'Remarks', type: 'TEXT_AREA', value: null },
  ];
  return { title: request.questionnaire, sections: [{ title: 'About you', questions }] };
}
