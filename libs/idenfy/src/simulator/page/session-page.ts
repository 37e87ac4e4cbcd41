import { COUNTRIES } from '../../contract/country.js';
import type { Answer } from '../http/answer.js';
import { countriesOf, documentTypesOf, sampleSubmission, stepsOf } from '../lifecycle/sample-submission.js';
import { expiryOf } from '../sessions/due.js';
import type { Session } from '../sessions/session.js';
import { html, type Html } from './html.js';
import { pageAnswer } from './page-answer.js';

/** Names of the pictures, as a person would call them; an additional step goes by its own name. */
const STEP_NAMES: Readonly<Record<string, string>> = {
  FRONT: 'Front of the document',
  BACK: 'Back of the document',
  FACE: 'Your face',
  UTILITY_BILL: 'Utility bill',
};

/** Other ways to end than letting the analysis decide. */
const OUTCOMES = [
  ['APPROVED', 'Approved'],
  ['DENIED', 'Denied'],
  ['SUSPECTED', 'Suspected'],
  ['EXPIRED', 'Let it expire'],
  ['CANCELLED', 'Cancel'],
] as const;

/** The page that plays iDenfy's verification for one session. */
export function sessionPage(session: Session, lang: string | null): Answer {
  const usual = sampleSubmission(session, 0);
  const types = [...new Set([usual.documentType, ...documentTypesOf(session, usual.country)])];
  const steps = [...new Set(types.flatMap((type) => stepsOf(session, type)))];
  return pageAnswer({
    title: 'Verify your identity',
    withScript: true,
    main: html`
      <p>
        The session ends at <time>${inWords(expiryOf(session))}</time>.
        ${lang === null ? '' : `The page was asked for in “${lang}”; the simulator speaks English only.`}
      </p>
      <noscript><p class="problem">This page needs JavaScript.</p></noscript>
      <form data-token="${session.authToken}" aria-describedby="progress">
        <fieldset>
          <legend>Your document</legend>
          ${choice('country', 'Issuing country', countryOptions(session, usual.country))}
          ${choice('documentType', 'Type of document', typeOptions(session, types))}
        </fieldset>
        <fieldset>
          <legend>Photos</legend>
          <p>Sample photos are drawn for you. Choose files to send your own.</p>
          <ul class="photos">
            ${steps.map(photo)}
          </ul>
        </fieldset>
        <button class="main" name="outcome" value="AUTOMATIC" disabled>
          Send, and let the analysis decide
        </button>
        <fieldset>
          <legend>Or choose how it ends</legend>
          <div class="outcomes">
            ${OUTCOMES.map(([value, name]) => html`<button name="outcome" value="${value}" disabled>${name}</button>`)}
          </div>
        </fieldset>
      </form>
      <p id="progress" role="status" aria-live="polite"></p>
    `,
  });
}

function choice(name: string, label: string, options: readonly Html[]): Html {
  return html`<label for="${name}">${label}</label
    ><select id="${name}" name="${name}">
      ${options}
    </select>`;
}

function countryOptions(session: Session, usual: string): readonly Html[] {
  const allowed = countriesOf(session);
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const codes: readonly string[] = allowed.length > 0 ? allowed : COUNTRIES;
  return codes.map((code) => {
    const name = `${names.of(code) ?? code} (${code})`;
    return code === usual
      ? html`<option value="${code}" selected>${name}</option>`
      : html`<option value="${code}">${name}</option>`;
  });
}

function typeOptions(session: Session, types: readonly string[]): readonly Html[] {
  return types.map((type) => {
    const steps = stepsOf(session, type).join(' ');
    return html`<option value="${type}" data-steps="${steps}">${readable(type)}</option>`;
  });
}

function photo(step: string): Html {
  const name = STEP_NAMES[step] ?? readable(step);
  return html`<li data-step="${step}">
    <canvas width="320" height="200" role="img" aria-label="Sample: ${name}"></canvas>
    <label for="photo-${step}">${name}</label>
    <input id="photo-${step}" type="file" accept="image/jpeg,image/png,application/pdf" />
  </li>`;
}

function readable(constant: string): string {
  const words = constant.toLowerCase().replaceAll('_', ' ');
  return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/\bid\b/i, 'ID');
}

function inWords(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
