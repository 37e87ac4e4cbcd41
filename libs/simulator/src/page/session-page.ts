import { COUNTRIES, type NamedStep } from '@nestjs-idenfy/contract';
import type { Answer } from '../http/answer.js';
import { checkTitle, SCENARIO_GROUPS, type ScenarioGroup } from '../scenarios.js';
import { stepsFor } from '../sessions/additional-steps.js';
import { expiryOf } from '../sessions/due-events.js';
import type { Session } from '../sessions/session.js';
import { countriesOf, documentTypesOf, sampleSubmission, stepsOf } from '../sessions/submission.js';
import { html, type Html, pageAnswer } from './page-layout.js';

/** Names of the photos for the person. An additional step has its own name. */
const STEP_NAMES: Readonly<Record<string, string>> = {
  FRONT: 'Front of the document',
  BACK: 'Back of the document',
  FACE: 'Your face',
  UTILITY_BILL: 'Utility bill',
};

/** What is done with the image of an additional step. */
const STEP_TYPES: Readonly<Record<string, string>> = {
  UPLOAD: 'stored',
  EXTRACT: 'read',
  COMPARE: 'read and compared',
};

/** Outcomes to choose instead of that of the analysis. */
const OUTCOMES = [
  ['APPROVED', 'Approved'],
  ['DENIED', 'Denied'],
  ['SUSPECTED', 'Suspected'],
  ['EXPIRED', 'Let it expire'],
  ['CANCELLED', 'Cancel'],
  ['RESUBMITTED', 'Resubmitted'],
] as const;

/** The page of a session, in place of iDenfy's verification UI. */
export function sessionPage(session: Session, lang: string | null): Answer {
  const proposed = sampleSubmission(session, 0);
  const types = [...new Set([proposed.documentType, ...documentTypesOf(session, proposed.country)])];
  const additional = stepsFor(session);
  const main = [...new Set(types.flatMap((type) => mainSteps(session, type)))];
  return pageAnswer({
    title: 'Verify your identity',
    withScript: true,
    main: html`
      <p>
        The session ends at <time>${inWords(expiryOf(session))}</time>.
        ${lang === null ? '' : `Language “${lang}” was requested, but the simulator has only English.`}
      </p>
      <noscript><p class="problem">This page needs JavaScript.</p></noscript>
      <form data-token="${session.authToken}" aria-describedby="progress">
        <fieldset>
          <legend>Your document</legend>
          ${choice('country', 'Issuing country', countryOptions(session, proposed.country))}
          ${choice('documentType', 'Type of document', typeOptions(session, types))}
        </fieldset>
        <fieldset>
          <legend>Photos</legend>
          <p>Sample photos are drawn for you. Choose files to send your own.</p>
          <ul class="photos">
            ${main.map((step) => photo({ step, name: STEP_NAMES[step] ?? readable(step) }))}
            ${additional.map((step) => additionalPhoto(session, step))}
          </ul>
        </fieldset>
        <button class="main" name="outcome" value="AUTOMATIC" disabled>
          Submit and let the analysis decide
        </button>
        <fieldset>
          <legend>Or choose the outcome</legend>
          <div class="outcomes">
            ${OUTCOMES.map(([value, name]) => html`<button name="outcome" value="${value}" disabled>${name}</button>`)}
          </div>
          <label for="precise">A particular reason, tag or check</label>
          <select id="precise" name="precise">
            ${scenarioGroups(session)}
          </select>
          <button data-outcome-of="precise" disabled>Submit with this outcome</button>
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

function countryOptions(session: Session, selected: string): readonly Html[] {
  const allowed = countriesOf(session);
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const codes: readonly string[] = allowed.length > 0 ? allowed : COUNTRIES;
  return codes.map((code) => {
    const name = `${names.of(code) ?? code} (${code})`;
    return code === selected
      ? html`<option value="${code}" selected>${name}</option>`
      : html`<option value="${code}">${name}</option>`;
  });
}

function typeOptions(session: Session, types: readonly string[]): readonly Html[] {
  return types.map((type) => {
    const steps = mainSteps(session, type).join(' ');
    return html`<option value="${type}" data-steps="${steps}">${readable(type)}</option>`;
  });
}

/** The images that a document type needs in every country. */
function mainSteps(session: Session, documentType: string): readonly string[] {
  const additional = stepsFor(session).map(({ name }) => name);
  return stepsOf(session, '', documentType).filter((step) => !additional.includes(step));
}

interface Photo {
  readonly step: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** Where an additional step is asked for, as `country/documentType`, with `ALL`. */
  readonly places?: readonly string[];
  readonly acceptsPdf?: boolean;
}

function additionalPhoto(session: Session, { name: step, texts, settings, type }: NamedStep): Html {
  const { name, description } =
    texts?.[session.request.locale ?? 'en'] ?? Object.values(texts ?? {})[0] ?? {};
  const places = Object.entries(session.token.additionalSteps).flatMap(([country, ofCountry]) =>
    Object.keys(ofCountry)
      .filter((document) => stepsFor(session, country, document).some((other) => other.name === step))
      .map((document) => `${country}/${document}`),
  );
  return photo({
    step,
    name: `${name ?? STEP_NAMES[step] ?? readable(step)} (${STEP_TYPES[type] ?? type})`,
    description,
    places,
    acceptsPdf: settings?.canUploadPDF !== false,
  });
}

function photo({ step, name, description, places = [], acceptsPdf = true }: Photo): Html {
  const accept = `image/jpeg,image/png${acceptsPdf ? ',application/pdf' : ''}`;
  return html`<li data-step="${step}" data-places="${places.join(' ')}">
    <canvas width="320" height="200" role="img" aria-label="Sample: ${name}"></canvas>
    <label for="photo-${step}">${name}</label>
    ${description === undefined ? '' : html`<p>${description}</p>`}
    <input id="photo-${step}" type="file" accept="${accept}" />
  </li>`;
}

function scenarioGroups(session: Session): readonly Html[] {
  const hasSteps = stepsFor(session).length > 0;
  // The plain results have buttons.
  const [, ...particular] = SCENARIO_GROUPS;
  return particular.filter(({ title }) => hasSteps || title !== checkTitle('steps')).map(scenarioGroup);
}

function scenarioGroup({ title, scenarios }: ScenarioGroup): Html {
  const options = [...scenarios.keys()].map((name) => {
    const [, ...particulars] = name.split(':');
    return html`<option value="${name}">${readable(particulars.at(-1) ?? name)}</option>`;
  });
  return html`<optgroup label="${title}">${options}</optgroup>`;
}

function readable(constant: string): string {
  const words = constant.toLowerCase().replaceAll('_', ' ');
  return (words.charAt(0).toUpperCase() + words.slice(1)).replace(
    /\b(id|eid|pep|mrz|nfc|aml|lid|rc|dl|poa|gdc)\b/gi,
    (word) => word.toUpperCase(),
  );
}

function inWords(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
