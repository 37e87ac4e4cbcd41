import type { Readable } from 'node:stream';
import { Logger, StreamableFile } from '@nestjs/common';
import { withoutWords } from '../errors/without-words.js';

const logger = new Logger('IdenfyDownload');

/** What is known of a file before its first byte. */
export interface DownloadFacts {
  type: string;
  /** Letters, digits, `-`, `_` and `.` only: it becomes part of a header. */
  name: string;
  length?: number | undefined;
}

/** A file to be saved, never shown in place. When its source fails midway, the connection is cut: half a file is none. */
export function download(content: Readable | Buffer, { type, name, length }: DownloadFacts): StreamableFile {
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
      logger.warn(`A download failed: ${withoutWords(error)}`);
      response.destroy?.();
    })
    .setErrorLogger((error) => logger.warn(`A download was given up: ${withoutWords(error)}`));
}
