import { EventEmitter } from 'node:events';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { readTopicMessage, type Topic } from './topic.js';

const RECONNECT_AFTER_MS = 1_000;
/** How long the connection may be silent before the network is asked whether it is still there. */
const KEEP_ALIVE_AFTER_MS = 10_000;
const LISTENING = Symbol('listening');

/** What we need of pg's client; TypeORM hands it over untyped, and pg's native one has no stream. */
interface ListeningClient {
  readonly connection?: {
    readonly stream?: { setKeepAlive(enable: boolean, initialDelayMs: number): unknown };
  };
  on(event: string, listener: (message: { payload?: string }) => void): unknown;
  off(event: string, listener: (message: { payload?: string }) => void): unknown;
}

/**
 * Hears what replicas tell each other through LISTEN/NOTIFY, on one connection that is opened with the first
 * listener. A word can be missed while the connection is away, so whoever relies on it also polls now and then.
 */
@Injectable()
export class PostgresNotifications implements OnModuleDestroy {
  private readonly logger = new Logger(PostgresNotifications.name);
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly stopping = new AbortController();
  private runner: QueryRunner | null = null;
  private connecting: Promise<void> | null = null;
  private listening = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: IdenfyClock,
  ) {}

  /** Calls `listener` with the ids of each word on `topic`, until the returned function is called. */
  on(topic: Topic, listener: (ids: readonly string[]) => void): () => void {
    this.emitter.on(topic, listener);
    void this.connected();
    return () => this.emitter.off(topic, listener);
  }

  /**
   * Calls `listener` once the connection listens, so that nothing said from then on is missed, and again whenever it
   * does after it was lost, when something may have been. Until the returned function is called.
   */
  onListening(listener: () => void): () => void {
    this.emitter.on(LISTENING, listener);
    if (this.listening) listener();
    else void this.connected();
    return () => this.emitter.off(LISTENING, listener);
  }

  private connected(): Promise<void> {
    this.connecting ??= this.keepTrying();
    return this.connecting;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    await this.disconnect();
  }

  private async keepTrying(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        return await this.listen();
      } catch {
        await this.disconnect();
        await this.clock.sleep(RECONNECT_AFTER_MS, this.stopping.signal).catch(() => undefined);
      }
    }
  }

  private async listen(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    this.runner = runner;
    const client = (await runner.connect()) as ListeningClient;
    client.on('notification', this.heard);
    client.on('error', this.lost);
    client.on('end', this.lost);
    // it sends nothing of its own accord, and would listen for ever to a peer that vanished without a word
    client.connection?.stream?.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
    await runner.query('listen idenfy');
    this.listening = true;
    this.emitter.emit(LISTENING);
  }

  private readonly heard = ({ payload = '' }: { payload?: string }): void => {
    const { topic, ids } = readTopicMessage(payload);
    this.emitter.emit(topic, ids);
  };

  private readonly lost = (): void => void this.reconnect();

  private async reconnect(): Promise<void> {
    // while it is only being opened, whoever opens it learns of the loss and tries again
    if (this.stopping.signal.aborted || !this.listening) return;
    this.logger.warn('The connection that listens for notifications was lost; polling until it is back.');
    await this.disconnect();
    this.connecting = this.keepTrying();
  }

  private async disconnect(): Promise<void> {
    const runner = this.runner;
    if (!runner) return;
    this.runner = null;
    this.listening = false;
    try {
      const client = (await runner.connect()) as ListeningClient;
      client.off('notification', this.heard);
      client.off('error', this.lost);
      client.off('end', this.lost);
      await runner.query('unlisten *');
    } catch {
      // the connection is gone, and with it everything it listened to
    }
    await runner.release().catch(() => undefined);
  }
}
