import type { DeadLetter } from '../../webhooks/replay/find-dead-letters.js';
import type { Orphan } from '../../webhooks/replay/orphans.js';
import { type Cell, cell, table } from '../table.js';

export function deadLetterTable(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'No dead letters.';
  return table(
    ['ID', 'GIVEN UP', 'HANDLER', 'ACCOUNT', 'SCANREF', 'ABOUT', 'TRIES', 'ERROR'],
    letters.map((letter) => [
      letter.id,
      letter.deadAt,
      letter.handler,
      letter.account,
      letter.scanRef,
      about(letter),
      letter.attempts,
      letter.error,
    ]),
  );
}

export function deadLetterText(letter: DeadLetter): string {
  const lines: [string, Cell][] = [
    ['id', letter.id],
    ['handler', letter.handler],
    ['account', letter.account],
    ['scanRef', letter.scanRef],
    ['about', about(letter)],
    ['since', letter.createdAt],
    ['given up', letter.deadAt],
    ['tries', letter.attempts],
    ['error', letter.error],
    ['retried by', letter.retriedBy],
    ['because', letter.retryReason],
  ];
  return lines.map(([name, value]) => `${name.padEnd(12)}${cell(value)}`).join('\n');
}

export function orphanTable(orphans: readonly Orphan[]): string {
  if (orphans.length === 0) return 'No orphans.';
  return table(
    ['ID', 'RECEIVED', 'ACCOUNT', 'SCANREF', 'EVENT', 'STATE', 'TIMES', 'REASON'],
    orphans.map(({ id, receivedAt, account, scanRef, eventType, state, deliveries, reason }) => [
      id,
      receivedAt,
      account,
      scanRef,
      eventType,
      state,
      deliveries,
      reason,
    ]),
  );
}

export function retriedText(retried: number): string {
  const them = retried === 1 ? '1 dead letter was' : `${retried} dead letters were`;
  return `${them} brought back; the running service calls the handler again.`;
}

function about({ before, after, eventType }: DeadLetter): string {
  return before === null || after === null ? (eventType ?? 'a callback') : `${before} to ${after}`;
}
