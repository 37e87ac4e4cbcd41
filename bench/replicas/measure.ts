import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import type { RunningPostgres } from '@nestjs-idenfy/local-postgres';
import { storeBacklog, storeSessions } from '../applying/backlog.js';
import { ContenderProcess } from '../harness/contender-process.js';
import type { Strain } from '../harness/contender.js';
import { sendPaced } from '../harness/paced.js';
import { processorMsOfServer } from '../harness/processor-time.js';
import { percentile } from '../harness/statistics.js';
import { type Waits, waitsDuring, walBytesDuring } from '../harness/waits.js';
import { pacedRequests } from '../intake/signed-request.js';
import type { Contender } from './contenders.js';
import { callsIn, requireOrder } from './handler-calls.js';

const WARM_UP = 2_000;
const VERDICTS = 2;
const LOOK_EVERY_MS = 25;
const LONGEST_MS = 120_000;

/** What is measured. */
export interface Task {
  readonly contender: Contender;
  readonly replicas: number;
  /** Webhooks that are stored and worked off, two of each verification. */
  readonly webhooks: number;
  /** Whether webhooks of one verification are so near that replicas hold them at the same time, and so wait for each other. */
  readonly near: boolean;
  /** Webhooks a second that the replicas receive meanwhile. */
  readonly intakePerSecond: number;
}

/** How fast a backlog was worked off, and with what. */
export interface Worked {
  readonly perSecond: number;
  /** Processors that the replicas kept busy, all together. */
  readonly processors: number;
  /** Processors that PostgreSQL kept busy; unknown outside Linux. */
  readonly serverProcessors: number | undefined;
  readonly waits: Waits;
  /** Bytes of write-ahead log of each webhook. */
  readonly walBytes: number;
  /** Of the webhooks that were received meanwhile, in milliseconds. */
  readonly intakeP99Ms: number | undefined;
}

/**
 * Measures from the commit that makes a backlog visible to all replicas until its last handler run is done.
 *
 * @throws when a webhook is lost, a handler run is called twice, or the order within a verification is broken
 */
export async function measure(server: RunningPostgres, databaseUrl: string, task: Task): Promise<Worked> {
  const { contender, replicas, webhooks } = task;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const start = () => ContenderProcess.start(contender.module, { databaseUrl, ...contender.input });
  // the first one creates the tables
  const processes = [await start()];
  try {
    processes.push(...(await Promise.all(Array.from({ length: replicas - 1 }, start))));
    await store(client, task, WARM_UP * replicas);
    await workOff(client, contender);
    const intake = await Intake.prepare(client, processes, task.intakePerSecond);
    await store(client, task, webhooks);
    await client.query('checkpoint');

    const serverBefore = processorMsOfServer(server);
    let ms = 0;
    let waits: Waits | undefined;
    let strains: readonly Strain[] = [];
    const walBytes = await walBytesDuring(client, async () => {
      strains = await strainOfAll(processes, async () => {
        waits = await waitsDuring(databaseUrl, async () => {
          ms = await intake.during(() => workOff(client, contender));
        });
      });
    });
    const serverAfter = processorMsOfServer(server);
    if (contender.isOurs) await requireAllCalled(client, contender, processes);
    await requireVerdicts(client);
    if (waits === undefined) throw new Error('nothing was measured');
    return {
      perSecond: (webhooks / ms) * 1_000,
      processors: strains.reduce((sum, { processorMs }) => sum + processorMs, 0) / ms,
      serverProcessors: serverBefore && serverAfter && (serverAfter - serverBefore) / ms,
      waits,
      walBytes: walBytes / (webhooks + intake.latenciesMs.length),
      intakeP99Ms: task.intakePerSecond > 0 ? percentile(intake.latenciesMs, 0.99) : undefined,
    };
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
    await client.end();
  }
}

/** Leaves a transaction open, so that all replicas see the backlog at the same moment. */
async function store(
  client: Client,
  { contender: { enqueue }, near }: Task,
  webhooks: number,
): Promise<void> {
  await client.query('begin');
  await storeBacklog(client, webhooks / VERDICTS, { verdicts: VERDICTS, near });
  await client.query(enqueue);
  // includes a rival's queue: with statistics of an empty table, its query would scan the whole queue for every job
  await client.query('analyze');
}

async function workOff(client: Client, { busy }: Contender): Promise<number> {
  const { rows } = await client.query<{ id: string }>('select max(id) as id from idenfy_webhook');
  const begun = performance.now();
  await client.query('commit');
  while ((await client.query<{ busy: boolean }>(busy, [rows[0]?.id])).rows[0]?.busy) {
    await setTimeout(LOOK_EVERY_MS);
    if (performance.now() - begun > LONGEST_MS) throw new Error('The backlog was not worked off');
  }
  return performance.now() - begun;
}

/** Webhooks that the replicas receive in turns while they work. */
class Intake {
  latenciesMs: readonly number[] = [];

  private constructor(
    private readonly perSecond: number,
    private readonly scanRefs: readonly string[],
    private readonly ports: readonly number[],
  ) {}

  static async prepare(
    client: Client,
    processes: readonly ContenderProcess[],
    perSecond: number,
  ): Promise<Intake> {
    const run = randomUUID();
    const count = (perSecond * LONGEST_MS) / 1_000 / 4;
    const scanRefs = Array.from({ length: count }, (_, index) => `intake-${run}-${index}`);
    if (count > 0) await storeSessions(client, scanRefs);
    return new Intake(
      perSecond,
      scanRefs,
      processes.map(({ port }) => port),
    );
  }

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const stop = new AbortController();
    const sending = sendPaced(pacedRequests(this.scanRefs, this.ports), this.perSecond, stop.signal);
    try {
      return await work();
    } finally {
      stop.abort();
      this.latenciesMs = await sending;
    }
  }
}

/** Puts all of them under the same load. */
async function strainOfAll(
  [first, ...others]: readonly ContenderProcess[],
  load: () => Promise<void>,
): Promise<readonly Strain[]> {
  if (first === undefined) {
    await load();
    return [];
  }
  let rest: readonly Strain[] = [];
  const own = await first.strainOf(async () => void (rest = await strainOfAll(others, load)));
  return [own, ...rest];
}

async function requireAllCalled(
  client: Client,
  contender: Contender,
  processes: readonly ContenderProcess[],
): Promise<void> {
  await client.query('begin');
  await workOff(client, contender);
  const { rows } = await client.query<{ lost: number; runs: number }>(
    `select (select count(*)::int from idenfy_webhook where state <> 'applied') as lost,
            (select count(*)::int from idenfy_handler_run) as runs`,
  );
  if (rows[0]?.lost !== 0) throw new Error(`${rows[0]?.lost} webhooks were not applied`);
  requireOrder(await callsIn(processes.map(({ port }) => port)), rows[0].runs);
}

/** No contender may win by doing less: every session has its final verdict, and its person is verified. */
async function requireVerdicts(client: Client): Promise<void> {
  const { rows } = await client.query<{ missing: number }>(
    `select count(*)::int as missing
       from idenfy_verification v
       join idenfy_client c using (account, client_id)
      where v.scan_ref not like 'intake-%'
        and (v.status <> 'APPROVED' or not v.final or v.closed_at is null or c.standing <> 'VERIFIED')`,
  );
  if (rows[0]?.missing !== 0) throw new Error(`${rows[0]?.missing} verifications have no final verdict`);
}
