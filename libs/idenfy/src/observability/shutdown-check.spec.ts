import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { IdenfyClock } from '../client/clock.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { FakeClock } from '../testing/fake-clock.js';
import { ShutdownCheck } from './shutdown-check.js';

describe('an application at boot', () => {
  let warn: MockInstance<Logger['warn']>;
  let listeners: NodeJS.SignalsListener[];
  const clock = new FakeClock(new Date('2026-11-20T10:00:00Z'));

  beforeEach(() => {
    warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    listeners = process.listeners('SIGTERM');
    process.removeAllListeners('SIGTERM');
  });
  afterEach(() => {
    warn.mockRestore();
    process.removeAllListeners('SIGTERM');
    listeners.forEach((listener) => process.on('SIGTERM', listener));
  });

  async function boot(options: Partial<WorkerOptions> = {}) {
    const module = await Test.createTestingModule({
      providers: [
        ShutdownCheck,
        { provide: IdenfyClock, useValue: clock },
        { provide: WorkerOptions, useValue: { ...new WorkerOptions(), ...options } },
      ],
    }).compile();
    return module.createNestApplication({ logger: false }).init();
  }

  it('is warned once when it has no shutdown hooks', async () => {
    const app = await boot();

    await clock.advance(60_000);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('call app.enableShutdownHooks() in main.ts')]]);
    await app.close();
  });

  it('is not warned when it enables them, also after the boot', async () => {
    const app = await boot();
    app.enableShutdownHooks();

    await clock.advance(60_000);
    expect(warn).not.toHaveBeenCalled();
    await app.close();
  });

  it('is not warned when it has ended before, or does no work', async () => {
    await (await boot()).close();
    const idle = await boot({ enabled: false });

    await clock.advance(60_000);
    expect(warn).not.toHaveBeenCalled();
    await idle.close();
  });
});
