import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { scenariosFor, type Scenario } from './support/scenarios.js';
import type { Fleet } from './support/fleet.js';
import { KycWorld } from './support/kyc-world.js';
import { disorder, NOTHING_LEFT, handlerTotals, type Unfinished, unfinished } from './support/final-state.js';
import { runConcurrently } from './support/run-concurrently.js';
import { tableOf } from './support/text-table.js';

/** 5,000 take some minutes: COMBINED_FAILURES_VERIFICATIONS=5000 npx vitest run test/deployment/combined-failures */
const VERIFICATIONS = Number(process.env['COMBINED_FAILURES_VERIFICATIONS'] ?? 500);
const SEED = process.env['COMBINED_FAILURES_SEED'] ?? 'never-lost';
const SCENES = 12;
const PATIENCE = { timeout: 600_000, interval: 200 };
const HOUR_MS = 3_600_000;

interface Session extends Scenario {
  readonly scanRef: string;
}

interface Verdict {
  readonly status: string;
  readonly final: boolean;
}

interface Standing extends Session {
  readonly heardLast: boolean;
  readonly here: Verdict | undefined;
  readonly there: Verdict;
}

describe(
  'duplicates, lost webhooks, failing iDenfy and killed replicas at once',
  { timeout: 1_800_000 },
  () => {
    let world: KycWorld;
    let fleet: Fleet;

    beforeAll(async () => {
      world = await KycWorld.open({ seed: SEED, requestsPerHour: null });
      const reconciliation = { everySeconds: 0.1, lookupsPerSweep: 1_000 };
      fleet = await world.fleet(3, { idenfy: { reconciliation } });
    });
    afterAll(() => world.close());

    it('lose no verdict and no handler call, and cause no effect twice', async () => {
      const { simulator } = world;
      const sessions = await runConcurrently(scenariosFor(VERIFICATIONS, SEED), 40, async (scenario) => ({
        ...scenario,
        scanRef: await world.session(scenario.clientId),
      }));

      simulator.fault({ webhooks: { duplicate: true, shuffle: true, drop: 0.1 } });
      const stopKilling = fleet.killOneEverySecond();
      for (const scene of scenesOf(sessions)) {
        scene.forEach(({ scanRef, outcomes }) =>
          outcomes.forEach((outcome) => simulator.outcome(scanRef, outcome)),
        );
        await fleet.nextKill();
      }
      await simulator.settled();
      await untilDone(0, { webhooks: 0 });
      await fleet.killAllAndGoOnAt({ aheadMinutes: 3 * 60 });
      for (let nth = 0; nth < SCENES; nth++) await fleet.nextKill();
      stopKilling();
      await untilDone(3, { overdue: 0 });
      await fleet.killAllAndGoOnAt({ aheadMinutes: 4 * 60 }); // past what died with a lookup or a handler in hand
      await untilDone(4, NOTHING_LEFT);

      const others = (await standings(sessions)).filter((session) => !agrees(session));
      const lost = others.filter((session) => !isUnheardCorrection(session));
      const handlers = await handlerTotals(world.database);
      const unheard = others.length - lost.length;
      process.stdout.write(
        `\n${tableOf({ ...(await figures()), 'corrections never delivered': unheard, lost: lost.length })}\n\n`,
      );
      expect(lost).toEqual([]);
      expect(await worries()).toEqual([]);
      expect(await forgotten()).toEqual([]);
      for (const { due, heard, effects } of handlers) {
        expect({ heard, effects }).toEqual({ heard: due, effects: due });
      }
      expect(await disorder(world.database)).toEqual([]);
      expect(fleet.crashes).toEqual([]);
    });

    /** Replicas live so many hours later. */
    async function untilDone(hours: number, left: Partial<Unfinished>): Promise<void> {
      const look = () => unfinished(world.database, new Date(Date.now() + hours * HOUR_MS));
      await vi.waitFor(async () => expect(await look()).toMatchObject(left), PATIENCE);
    }

    /** Each session here and at iDenfy, and whether iDenfy got through with what it said of it last. */
    async function standings(sessions: readonly Session[]): Promise<readonly Standing[]> {
      const rows = await world.database.query<Verdict & { scan_ref: string }>(
        'select scan_ref, status, final from idenfy_verification',
      );
      const here = new Map(rows.map(({ scan_ref, status, final }) => [scan_ref, { status, final }]));
      const last = new Map(
        world.simulator.webhooks().map(({ scanRef, lastStatus }) => [scanRef, lastStatus]),
      );
      return sessions.map((session) => {
        const { status, final } = world.simulator.verification(session.scanRef);
        const heardLast = last.get(session.scanRef) === 200;
        return { ...session, heardLast, here: here.get(session.scanRef), there: { status, final } };
      });
    }

    /** Reasons for a human to look, which are left over. */
    function worries(): Promise<object[]> {
      return world.database.query(
        `select attention, count(*)::int as count from idenfy_verification where attention <> '{}' group by 1`,
      );
    }

    /** Sessions of which more webhooks were answered 200 than are stored. */
    async function forgotten(): Promise<string[]> {
      const rows = await world.database.query<{ scan_ref: string; count: number }>(
        'select scan_ref, count(*)::int as count from idenfy_webhook group by scan_ref',
      );
      const stored = new Map(rows.map(({ scan_ref, count }) => [scan_ref, count]));
      const accepted = world.simulator.webhooks().filter(({ lastStatus }) => lastStatus === 200);
      const counted = new Map<string, number>();
      for (const { scanRef } of accepted) counted.set(scanRef, (counted.get(scanRef) ?? 0) + 1);
      return [...counted]
        .filter(([scanRef, count]) => count > (stored.get(scanRef) ?? 0))
        .map(([scanRef]) => scanRef);
    }

    async function figures(): Promise<Record<string, number>> {
      const webhooks = world.simulator.webhooks();
      const handlers = await handlerTotals(world.database);
      const [counted] = await world.database.query<Record<string, number>>(
        `select count(*)::int as stored, sum(deliveries)::int - count(*)::int as duplicates,
              (count(*) filter (where state = 'applied'))::int as applied,
              (select count(distinct verification_id)::int from idenfy_verification_event
                where cause = 'LOOKUP' and effect = 'applied') as reconciled
         from idenfy_webhook`,
      );
      const { stored = 0, duplicates = 0, applied = 0, reconciled = 0 } = counted ?? {};
      return {
        verifications: VERIFICATIONS,
        'replicas killed': fleet.killed,
        'webhooks that iDenfy had to send': webhooks.length,
        'never sent (dropped)': webhooks.filter(({ attempts }) => attempts === 0).length,
        'sent (every try, twice when taken)': webhooks.reduce((sum, { attempts }) => sum + attempts, 0),
        'stored (answered 200, distinct)': stored,
        'duplicates (the same bytes again)': duplicates,
        'applied (through the merge rule)': applied,
        'handled (by each handler, of what it is due)': handlers.reduce((sum, { heard }) => sum + heard, 0),
        'calls of handlers (at least once)': handlers.reduce((sum, { calls }) => sum + calls, 0),
        'reconciled (sessions settled by a lookup)': reconciled,
      };
    }
  },
);

/** `CANCELLED` is known from a webhook alone: a lookup says `EXPIRED`. */
function agrees({ here, there }: Standing): boolean {
  const status = here?.status === 'CANCELLED' ? 'EXPIRED' : here?.status;
  return status === there.status && here?.final === there.final;
}

/** iDenfy revoked a final verdict and its webhook was lost; a final verdict is not looked up again. */
function isUnheardCorrection({ outcomes, heardLast, here }: Standing): boolean {
  const before = outcomes.slice(0, -1).filter(({ final }) => final !== false);
  return !heardLast && here?.final === true && before.some(({ overall }) => overall === here.status);
}

/** One for each kill while iDenfy speaks. */
function scenesOf(sessions: readonly Session[]): readonly (readonly Session[])[] {
  const size = Math.ceil(sessions.length / SCENES);
  return Array.from({ length: SCENES }, (_, nth) => sessions.slice(nth * size, (nth + 1) * size));
}
