import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const librarySource = fileURLToPath(new URL('./libs/idenfy/src/', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^nestjs-idenfy$/, replacement: `${librarySource}index.ts` },
      { find: /^nestjs-idenfy\/(.+)$/, replacement: `${librarySource}$1.ts` },
    ],
  },
  test: {
    include: ['test/**/*.e2e-spec.ts', 'src/**/*.spec.ts', 'libs/**/*.spec.ts'],
    environment: 'node',
    pool: 'forks',
    globalSetup: ['test/support/postgres.global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
