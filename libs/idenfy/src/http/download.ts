import type { Readable } from 'node:stream';
import { Logger, StreamableFile } from '@nestjs/common';
import { stackWithoutMessage } from './errors/http-error.js';

const logger = new Logger('IdenfyDownload');

/** What is known of a file before its first byte. */
interface FileFacts {
  type: string;
  /** Letters, digits, `-`, `_` and `.` only: it becomes part of a header. */
  name: string;
  length?: number | undefined;
}

/** A file to be saved, never displayed. When its source fails midway the connection is cut: half a file is no file. */
export function download(content: Readable | Buffer, { type, name, length }: FileFacts): StreamableFile {
  const options = {
    type,
    disposition: `attachment; filename="${name}"`,
    ...(length !== undefined && { length }),
  };
  const file = Buffer.isBuffer(content)
    ? new StreamableFile(content, options)
    : new StreamableFile(content, options);
  return file
    .setErrorHandler((error, response) => {
      logger.warn(`A download failed: ${stackWithoutMessage(error)}`);
      response.destroy?.();
    })
    .setErrorLogger((error) => logger.warn(`A download was given up: ${stackWithoutMessage(error)}`));
}
