/** One event of a stream of Server-Sent Events. */
export interface StreamedEvent {
  /** `message`, unless the stream names another type. */
  readonly type: string;
  /** Empty for a comment. */
  readonly data: string;
  readonly id?: string;
  /** Milliseconds after which to reconnect, where the event says so. */
  readonly retryMs?: number;
}

/** Puts the pieces of a stream together. */
export class EventReader {
  readonly #decoder = new TextDecoder();
  #text = '';

  /** The events that this piece completes. */
  read(piece: Uint8Array): StreamedEvent[] {
    const blocks = (this.#text + this.#decoder.decode(piece, { stream: true })).split(/\r?\n\r?\n/);
    this.#text = blocks.pop() ?? '';
    return blocks.map(eventOf);
  }
}

function eventOf(block: string): StreamedEvent {
  const fields = new Map<string, string[]>();
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const last = (name: string): string | undefined => fields.get(name)?.at(-1);
  const [id, retry] = [last('id'), last('retry')];
  return {
    type: last('event') ?? 'message',
    data: fields.get('data')?.join('\n') ?? '',
    ...(id !== undefined && { id }),
    ...(retry !== undefined && { retryMs: Number(retry) }),
  };
}
