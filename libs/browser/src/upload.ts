import type { Send } from './rest.js';

/** An image of React Native, which has files by their addresses. */
export interface NativeImage {
  readonly uri: string;
  readonly type: string;
  readonly name: string;
}

/** How far an upload is. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** A multipart form of text fields and images. */
export function formOf(
  fields: Readonly<Record<string, string>>,
  images: Readonly<Record<string, Blob | NativeImage | undefined>>,
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [step, image] of Object.entries(images)) {
    if (image !== undefined) form.append(step, image as Blob); // React Native's FormData takes its own kind of file
  }
  return form;
}

/** Sends a form in a way that tells how far it is: `fetch` does not. Only where there is XMLHttpRequest. */
export function sendByXhr(
  form: FormData,
  { onProgress, signal }: { onProgress: (progress: UploadProgress) => void; signal?: AbortSignal },
): Send {
  return ({ url, method, headers, credentials }) =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      const abort = (): void => xhr.abort();
      const aborted = (): void => reject(new DOMException('The upload was aborted.', 'AbortError'));
      if (signal?.aborted) return aborted();
      signal?.addEventListener('abort', abort);
      xhr.open(method, url);
      xhr.withCredentials = credentials === 'include';
      headers.forEach((value, name) => {
        if (name !== 'content-type') xhr.setRequestHeader(name, value); // it names the boundary of another form
      });
      xhr.upload.onprogress = ({ loaded, total }) => onProgress({ sentBytes: loaded, totalBytes: total });
      xhr.onabort = aborted;
      xhr.onerror = () => reject(new TypeError('The connection failed.'));
      xhr.onload = () => resolve(responseOf(xhr));
      xhr.onloadend = () => signal?.removeEventListener('abort', abort);
      xhr.send(form);
    });
}

function responseOf(xhr: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after']) {
    const value = xhr.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(xhr.responseText, { status: xhr.status, headers });
}
