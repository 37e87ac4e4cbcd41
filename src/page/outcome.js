import { byId, element } from './dom.js';

const WORDS = {
  NOT_STARTED: [
    'neutral',
    'Not started',
    'You are not verified yet',
    'It takes a document, your face and two minutes.',
  ],
  STARTING: ['waiting', 'In progress', 'Your session is being prepared', 'This takes a few seconds.'],
  ACTIVE: [
    'waiting',
    'In progress',
    'Waiting for your photos',
    'You can stop and go on later, until the session ends.',
  ],
  RETURNED: [
    'waiting',
    'In progress',
    'Thank you. Waiting for the result',
    'This page shows it as soon as it is there.',
  ],
  REVIEWING: [
    'waiting',
    'In review',
    'Your documents are being checked',
    'This page shows the result as soon as it is there.',
  ],
  APPROVED: ['good', 'Done', 'You are verified', 'Thank you. Nothing more to do.'],
  DENIED: ['bad', 'Done', 'We could not verify you', ''],
  EXPIRED: ['neutral', 'Ended', 'The session has ended', 'The time was over before everything was there.'],
  CANCELLED: ['neutral', 'Ended', 'The session was cancelled', ''],
  START_FAILED: ['bad', 'Ended', 'The session could not be started', ''],
  UNKNOWN: ['waiting', 'In progress', 'Your session has to be found again', 'An answer got lost on the way.'],
  OTHER: ['neutral', 'Ended', 'This session is over', ''],
};

const NEXT = {
  CONTINUE: '',
  WAIT: '',
  RETRY: 'Please try again.',
  CONTACT_SUPPORT: 'Please contact our support.',
  NONE: '',
};

const HINTS = {
  BLURRY: 'A photo was blurry.',
  GLARE: 'There was glare on a photo.',
  NOT_FULLY_VISIBLE: 'The document was not fully visible.',
  DOCUMENT_EXPIRED: 'The document has expired.',
  WRONG_SIDE: 'A photo showed the wrong side of the document.',
  NO_FACE: 'No face could be seen.',
};

const BUTTON = { CONTINUE: 'Go on', RETRY: 'Try again' };

/** Shows where the person stands. `returned` says that they are back from iDenfy and the result is not there yet. */
export function showOutcome({ current, standing, account, nextStep, returned, live }) {
  const status = current?.status ?? 'NOT_STARTED';
  const [tone, step, title, text] =
    WORDS[returned && status === 'ACTIVE' ? 'RETURNED' : status] ?? WORDS.OTHER;
  byId('outcome').dataset.tone = tone;
  byId('outcome').dataset.status = status;
  setText('outcome-step', step);
  setText('outcome-title', title);
  setText('outcome-text', [text, NEXT[nextStep]].filter(Boolean).join(' '));
  showHints(current?.hints ?? []);
  setText('standing', standing ?? 'NONE');
  setText('account', account ? `opened ${new Date(account.openedAt).toLocaleString()}` : 'not opened');
  setText('scan-ref', current?.scanRef ?? '–');
  showStart({ current, nextStep, live });
}

function showStart({ current, nextStep, live }) {
  const start = byId('start');
  start.hidden = live || (current && !(nextStep in BUTTON));
  start.textContent = (current && BUTTON[nextStep]) ?? 'Start verification';
}

function showHints(hints) {
  const list = byId('outcome-hints');
  list.hidden = hints.length === 0;
  list.replaceChildren(...hints.map((hint) => element('li', { textContent: HINTS[hint] ?? hint })));
}

/** Only what changed is written, so that only what changed is read out. */
function setText(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}
