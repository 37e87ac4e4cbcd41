import { ConsoleLogger, Injectable, type Type } from '@nestjs/common';
import { OnVerification, SystemClock, type VerificationChange } from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { describe, expect, it, vi } from 'vitest';
import { Replicas } from './replicas.js';

const replicas = new Replicas();

class Warnings extends ConsoleLogger {
  readonly lines: string[] = [];

  constructor() {
    super({ logLevels: ['warn'] });
  }

  override warn(line: string): void {
    this.lines.push(line);
  }
}

async function warningsAtBoot(...handlers: Type[]): Promise<string[]> {
  const logger = new Warnings();
  await replicas.stop(await replicas.start(handlers, { logger }));
  return logger.lines.filter((line) => /minified|is new/.test(line));
}

@Injectable()
class Accounts {
  @OnVerification('DENIED', 'APPROVED')
  open() {}
}

/** As a bundler leaves `Accounts` behind. */
@Injectable()
class eJ {
  @OnVerification('APPROVED', 'DENIED')
  open() {}
}

@Injectable()
class Crm {
  @OnVerification('APPROVED')
  tell() {}
}

describe('a handler without an explicit name', () => {
  it('is warned about at boot when a minifier chose its class', async () => {
    expect(await warningsAtBoot(eJ)).toEqual([expect.stringMatching(/^eJ\.open looks like a minified name/)]);
    expect(await warningsAtBoot(eJ)).toHaveLength(1);
  });

  it('is not warned about when it names itself', async () => {
    @Injectable()
    class tK {
      @OnVerification('APPROVED', { name: 'accounts.open' })
      open() {}
    }

    expect(await warningsAtBoot(tK)).toEqual([]);
  });

  it('is warned about once when its name is new and one with the same filter is gone', async () => {
    @Injectable()
    class Ledger {
      @OnVerification('DENIED', 'APPROVED', 'DENIED')
      open() {}
    }
    expect(await warningsAtBoot(Accounts, Crm)).toEqual([]);

    expect(await warningsAtBoot(Ledger, Crm)).toEqual([
      expect.stringMatching(/^Ledger\.open is new, and Accounts\.open, .* is not in this process/),
    ]);
    expect(await warningsAtBoot(Ledger, Crm)).toEqual([]);
  });

  it('is not warned about when the other handler is still there, or has another filter', async () => {
    @Injectable()
    class Mail {
      @OnVerification('APPROVED')
      send() {}
    }
    expect(await warningsAtBoot(Accounts, Crm)).toEqual([]);

    expect(await warningsAtBoot(Accounts, Crm, Mail)).toEqual([]);
  });
});

describe('a handler that blocks the event loop', () => {
  const blocks = async (ms: number): Promise<string[]> => {
    const called: string[] = [];
    @Injectable()
    class Report {
      @OnVerification('APPROVED')
      render({ verification }: VerificationChange) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
        called.push(verification.clientId);
      }
    }
    const logger = new Warnings();
    const replica = await replicas.start([Report], {
      clock: new SystemClock(),
      logger,
      webhooks: { worker: { enabled: true, leaseMs: 1_000, pollMs: 20 } },
    });
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await vi.waitUntil(() => called.length > 0, { timeout: 10_000 });
    const warnings = () => logger.lines.filter((line) => line.includes('event loop'));
    if (ms > 1_000) await vi.waitUntil(() => warnings().length > 0, { timeout: 5_000 });
    await replicas.stop(replica);
    return warnings();
  };

  it('longer than its lease is named in a warning', async () => {
    // its lease may be over by then, so it may be called again, and block again
    const [warning] = await blocks(1_500);
    expect(warning).toMatch(
      /^The event loop stood still for 1\.\d s, and leases last 1 s .*: Report\.render\. /,
    );
  });

  it('for a moment is not', async () => {
    expect(await blocks(100)).toEqual([]);
  });
});
