/** One event of a stream: its data, read as JSON, or its comment. */
export interface StreamedEvent<T> {
  data?: T;
  comment?: string;
  retry?: number;
  id?: string;
  /** Its type; none for a state. */
  event?: string;
}

/** A stream of Server-Sent Events, read with fetch as a page with a bearer token has to. */
export class EventStream<T> {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #aborting: AbortController;
  #text = '';

  private constructor(
    readonly response: Response,
    aborting: AbortController,
  ) {
    if (!response.body) throw new Error('the answer has no body');
    this.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    this.#aborting = aborting;
  }

  static async open<T>(url: string, headers: Record<string, string>): Promise<EventStream<T>> {
    const aborting = new AbortController();
    return new EventStream<T>(await fetch(url, { headers, signal: aborting.signal }), aborting);
  }

  /** The next event, or null when the stream has ended. */
  async next(): Promise<StreamedEvent<T> | null> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const event = parse<T>(this.#text.slice(0, end));
        this.#text = this.#text.slice(end + 2);
        if (event) return event;
        continue;
      }
      const { done, value } = await this.#reader.read();
      if (done) return null;
      this.#text = (this.#text + value).replace(/^\n/, '');
    }
  }

  /** The client leaves. */
  leave(): void {
    this.#aborting.abort();
  }
}

function parse<T>(block: string): StreamedEvent<T> | null {
  const lines = block.split('\n');
  const of = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [data, retry, comment, id, event] = [of('data'), of('retry'), of(''), of('id'), of('event')];
  if (data === undefined && comment === undefined) return null;
  return {
    ...(data !== undefined && { data: JSON.parse(data) as T }),
    ...(retry !== undefined && { retry: Number(retry) }),
    ...(id !== undefined && { id }),
    ...(event !== undefined && { event }),
    ...(comment !== undefined && { comment }),
  };
}
