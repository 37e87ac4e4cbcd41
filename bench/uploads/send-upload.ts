import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { UploadBody } from './images.js';

const agent = new Agent({ keepAlive: false });

/** Sends one upload and waits for its answer. @throws Error when the answer is not a success */
export async function sendUpload(url: string, { contentType, bytes }: UploadBody): Promise<void> {
  const headers = { 'content-type': contentType, 'content-length': bytes.length };
  const upload = request(url, { method: 'POST', agent, headers });
  upload.end(bytes);
  const [answer] = (await once(upload, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  if (answer.statusCode === undefined || answer.statusCode >= 300) {
    throw new Error(`${url} answered ${answer.statusCode}`);
  }
}
