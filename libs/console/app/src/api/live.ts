import { EventReader } from '../../../../browser/src/event-stream';
import { pageOptions } from '../page-options';
import { send } from './rest';

/** A verification whose rows in the queue changed; `reload`: any of them may have. */
export interface CaseChange {
  readonly id: string;
  readonly scanRef: string | null;
  readonly reasons: readonly string[];
}

type Listener = (change: CaseChange | 'reload') => void;

const LONGEST_PAUSE_MS = 30_000;
const listeners = new Set<Listener>();
let leaving: AbortController | null = null;

/** Follows the queue while anything listens: one stream for the tab. Returns what ends it. */
export function followQueue(listener: Listener): () => void {
  listeners.add(listener);
  if (!leaving) {
    leaving = new AbortController();
    void follow(leaving.signal);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    leaving?.abort();
    leaving = null;
  };
}

async function follow(signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await readStream(signal, () => (failures = 0));
    } catch {
      if (signal.aborted) return;
    }
    // not all tabs at once after a restart of the service
    const pauseMs = Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function readStream(signal: AbortSignal, heard: () => void): Promise<void> {
  const url = new URL(`${pageOptions.api}/events`, location.origin);
  const response = await send(new Request(url, { headers: { accept: 'text/event-stream' }, signal }));
  const reader = response.ok ? response.body?.getReader() : undefined;
  if (!reader) throw new Error('no stream');
  const events = new EventReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    for (const { type, data } of events.read(value)) {
      if (type === 'reload') emit('reload');
      else if (type === 'message' && data !== '') emit(JSON.parse(data) as CaseChange);
    }
  }
}

function emit(change: CaseChange | 'reload'): void {
  listeners.forEach((listener) => listener(change));
}
