import { Injectable } from '@nestjs/common';
import { AwsClient } from 'aws4fetch';
import { EvidenceStore } from 'nestjs-idenfy';

/** Where the bucket is, and the credentials of a role that may read, write and delete in it. */
export interface Bucket {
  /** Address of the bucket, such as `https://kyc-evidence.s3.eu-central-1.amazonaws.com`. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Keeps evidence in an S3 bucket, one object for each part: `<id>/0`, `<id>/1` and so on. What it gets is encrypted already. */
@Injectable()
export class S3EvidenceStore extends EvidenceStore {
  readonly #client: AwsClient;

  constructor(private readonly bucket: Bucket) {
    super();
    const { accessKeyId, secretAccessKey, region } = bucket;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  }

  async write(id: string, parts: AsyncIterable<Buffer>): Promise<void> {
    let position = 0;
    for await (const part of parts) {
      await this.request('PUT', id, position, new Uint8Array(part));
      position += 1;
    }
  }

  async *read(id: string): AsyncIterable<Buffer> {
    for (let position = 0; ; position++) {
      const answer = await this.request('GET', id, position);
      if (answer.status === 404) return;
      yield Buffer.from(await answer.arrayBuffer());
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      // the last part first: after an interruption the first ones are still there to be found
      for (let position = (await this.parts(id)) - 1; position >= 0; position--) {
        await this.request('DELETE', id, position);
      }
    }
  }

  private async parts(id: string): Promise<number> {
    let count = 0;
    while ((await this.request('HEAD', id, count)).status !== 404) count += 1;
    return count;
  }

  private async request(
    method: string,
    id: string,
    position: number,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> {
    const answer = await this.#client.fetch(`${this.bucket.url}/${id}/${position}`, {
      method,
      ...(body && { body }),
    });
    if (answer.ok || answer.status === 404) return answer;
    throw new Error(`The bucket answered ${answer.status} to ${method}.`);
  }
}
