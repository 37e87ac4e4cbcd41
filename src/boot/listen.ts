import type { INestApplication } from '@nestjs/common';
import type { Environment } from '../config/environment.js';
import { BootError } from './boot-error.js';

/** Lets the service listen. @throws BootError when HOST is a name that nobody knows */
export async function listen(app: INestApplication, { PORT, HOST }: Environment): Promise<void> {
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    if (error instanceof Error && 'hostname' in error && error.hostname === HOST) {
      throw new BootError('HOST is a name without an address: set it to 127.0.0.1, or to 0.0.0.0 for all', {
        cause: error,
      });
    }
    throw error;
  }
}
