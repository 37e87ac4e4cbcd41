import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { IdenfyCaller } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';

/** The response as the adapter passes it: that of Node.js on Express, a wrapper around it on Fastify. */
export type StreamReply =
  ServerResponse | { readonly raw: ServerResponse; hijack(): unknown; getHeaders(): OutgoingHttpHeaders };

/** An event with its text, which is made once for all streams that send it. */
export interface StreamedEvent {
  readonly id: string;
  readonly text: string;
}

/** @param data without line breaks, as `JSON.stringify()` returns it */
export function streamedEvent(
  id: string,
  data: string,
  { type, retry }: { type?: string; retry?: number } = {},
): StreamedEvent {
  const named = type === undefined ? '' : `event: ${type}\n`;
  const timed = retry === undefined ? '' : `retry: ${retry}\n`;
  // the id can be a header of the client
  return { id, text: `${named}id: ${id.replace(/[\0\r\n]/g, '')}\n${timed}data: ${data}\n\n` };
}

/** Bytes that may wait for a client that does not read; the event that exceeds them ends its stream. */
const LONGEST_UNREAD_BYTES = 1_000_000;

/** The response of one stream. There are thousands of them, so each is one object with one listener. */
export class OpenStream {
  /** The id of the last event that was sent: what a client has when it reconnects after another login. */
  lastId: string | undefined;
  /** Called once, when the client has left or the stream was ended. */
  onEnd: (() => void) | undefined;
  #isOver: boolean;
  #sent: Promise<void> | undefined;
  readonly #response: ServerResponse;

  constructor(
    readonly caller: IdenfyCaller,
    readonly request: IdenfyHttpRequest,
    reply: StreamReply,
    private readonly leave: (stream: OpenStream) => void,
  ) {
    this.lastId = request.headers['last-event-id']?.toString();
    this.#response = begin(reply);
    this.#isOver = this.#response.destroyed || this.#response.writableEnded;
    this.#response.once('close', () => this.#ended());
  }

  /** Whether nothing more can be sent. */
  get isOver(): boolean {
    return this.#isOver;
  }

  send({ id, text }: StreamedEvent): void {
    this.lastId = id;
    this.write(text);
  }

  write(text: string): void {
    if (this.#isOver) return;
    this.#response.write(text);
    if (this.#response.writableLength > LONGEST_UNREAD_BYTES) this.#response.destroy();
  }

  /** Calls `send` when earlier calls are done, so that events keep their order. @param failed is told of its error */
  inOrder(send: () => Promise<void>, failed: (error: unknown) => void): void {
    const sent = (this.#sent ?? Promise.resolve()).then(send).catch(failed);
    this.#sent = sent;
    void sent.then(() => {
      if (this.#sent === sent) this.#sent = undefined;
    });
  }

  /** @param type of a last event, if there is to be one; it repeats the id of the event before it */
  end(type?: string, data = '{}'): void {
    if (this.#isOver) return;
    this.#response.end(type && streamedEvent(this.lastId ?? '', data, { type }).text);
    this.#ended();
  }

  #ended(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.leave(this);
    this.onEnd?.();
  }
}

function begin(reply: StreamReply): ServerResponse {
  const isFastify = 'raw' in reply;
  if (isFastify) reply.hijack();
  const response = isFastify ? reply.raw : reply;
  if (response.destroyed || response.writableEnded) return response; // the client left meanwhile
  const isHttp1 = response.req.httpVersionMajor === 1;
  if (isHttp1) {
    response.socket?.setKeepAlive(true).setNoDelay(true).setTimeout(0);
  }
  response.writeHead(200, {
    ...(isFastify && reply.getHeaders()),
    'content-type': 'text/event-stream',
    ...(isHttp1 && { connection: 'keep-alive' }),
    // for old proxies too, and for middleware that compresses
    'cache-control': 'private, no-cache, no-store, must-revalidate, max-age=0, no-transform',
    pragma: 'no-cache',
    expires: '0',
    'x-accel-buffering': 'no', // nginx would hold events back
  });
  // a first byte tells the client that no proxy holds the stream back
  response.write('\n');
  return response;
}
