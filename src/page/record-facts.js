import { element, time } from './dom.js';

const FACTS = [
  ['clientId', 'Person'],
  ['status', 'Status'],
  ['final', 'Final'],
  ['fraudTags', 'Fraud tags'],
  ['mismatchTags', 'Mismatch tags'],
  ['autoDocument', 'Document, automatic'],
  ['autoFace', 'Face, automatic'],
  ['manualDocument', 'Document, manual'],
  ['manualFace', 'Face, manual'],
  ['decision', 'Our decision'],
  ['decisionReason', 'Reason'],
  ['attention', 'Attention'],
];

/** What is known of a session, as far as it is. */
export function factsOf(session) {
  return FACTS.flatMap(([name, label]) => {
    const value = session[name];
    const empty = value === null || value === undefined || value.length === 0;
    return empty ? [] : [fact(label, value)];
  });
}

export function fact(label, value) {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const shown = Array.isArray(value) ? value.join(', ') : text;
  return element('div', {}, element('dt', { textContent: label }), element('dd', { textContent: shown }));
}

/** One line of its history. */
export function historyEntry(event) {
  const from = event.from ?? event.fromStatus;
  const to = event.to ?? event.toStatus;
  const what = from && from !== to ? `${from} → ${to}` : to;
  const why = [event.cause, event.source, event.effect, event.note].filter(Boolean).join(', ');
  return element(
    'li',
    {},
    element('strong', { textContent: what }),
    ` ${why} `,
    element('time', { textContent: time(event.at) }),
  );
}
