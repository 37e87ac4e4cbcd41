import { availableParallelism } from 'node:os';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// This export condition leads to src/*.ts of each package, so that tests need no build of what they import.
const source = { conditions: ['nestjs-idenfy:source', ...defaultServerConditions] };

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    environment: 'node',
    // end-to-end files wait for databases, browsers and clocks more than they compute, so two cores run two of them
    maxWorkers: Math.max(2, availableParallelism() - 1),
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,libs/*/src}/**/*.spec.ts'],
          pool: 'threads',
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['{test,libs/*/src}/**/*.e2e-spec.ts'],
          pool: 'forks',
          globalSetup: ['test/support/postgres.global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
