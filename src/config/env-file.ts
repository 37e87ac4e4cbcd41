import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Adds the variables of `.env` in the working directory, where there is one. What is already set wins. */
export function loadEnvFileIfPresent(): void {
  if (existsSync('.env')) loadEnvFile('.env');
}
