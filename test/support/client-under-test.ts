import { Test } from '@nestjs/testing';
import {
  type ClientEventMap,
  IdenfyClient,
  IdenfyClientModule,
  type IdenfyClientOptions,
  IdenfyClock,
  IdenfyDeletionService,
  IdenfyRandom,
  IdenfyRetrievalService,
  IdenfyTokenService,
} from 'nestjs-idenfy/client';
import { FakeClock } from 'nestjs-idenfy/testing';
import { expect, onTestFinished } from 'vitest';
import { ScriptedServer } from './scripted-server.js';

export const SCAN_REF = '3fd5a5c4-0000-4000-8000-000000000001';
export const SECRET = 'c2VjcmV0-of-the-account';

/** A client against a scripted server. Time stands still, but for back-offs: they are over at once. */
export interface ClientUnderTest {
  server: ScriptedServer;
  clock: FakeClock;
  client: IdenfyClient;
  tokens: IdenfyTokenService;
  retrieval: IdenfyRetrievalService;
  deletion: IdenfyDeletionService;
  /** Collects events of one kind from now on. */
  collect: <Name extends keyof ClientEventMap>(name: Name) => ClientEventMap[Name][];
}

/** Starts both; they end with the test. `options` may need to know where the server is. */
export async function startClient(
  options: (serverUrl: string) => Partial<IdenfyClientOptions> = () => ({}),
): Promise<ClientUnderTest> {
  const server = await ScriptedServer.start();
  const clock = new FakeClock(new Date('2026-11-20T10:00:00Z'));
  const given = options(server.url);
  const account = { apiKey: ' key\n', apiSecret: `\t${SECRET} `, baseUrl: server.url };
  const module = await Test.createTestingModule({
    imports: [IdenfyClientModule.forRoot(given.accounts ? given : { ...account, ...given })],
  })
    .overrideProvider(IdenfyClock)
    .useValue(clock)
    .overrideProvider(IdenfyRandom)
    .useValue({ next: () => 0.5 })
    .compile();
  const client = module.get(IdenfyClient);
  client.events.on('retried', ({ delayMs }) => setImmediate(() => void clock.advance(delayMs)));
  onTestFinished(async () => {
    await module.close();
    await server.close();
  });
  return {
    server,
    clock,
    client,
    tokens: module.get(IdenfyTokenService),
    retrieval: module.get(IdenfyRetrievalService),
    deletion: module.get(IdenfyDeletionService),
    collect: (name) => {
      const events: ClientEventMap[typeof name][] = [];
      client.events.on(name, (event) => events.push(event));
      return events;
    },
  };
}

/** The error of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  );
}
