import { Inject, Injectable, Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import {
  type CreateTokenOptions,
  IdenfyBudgetError,
  IdenfyTokenService,
  IdenfyVerification,
  type TokenRequest,
  type TokenResponse,
} from 'nestjs-idenfy';
import { DataSource, MoreThan, Not } from 'typeorm';
import type { CompleteEnvironment } from '../config/read-environment.js';

const DAY_SECONDS = 24 * 60 * 60;

/** Limits what onboarding costs in a day: iDenfy charges for every session, no matter who starts it. */
@Injectable()
export class SessionCap {
  readonly #sessionsPerDay: number;

  constructor(
    config: ConfigService<CompleteEnvironment, true>,
    private readonly dataSource: DataSource,
  ) {
    this.#sessionsPerDay = config.get('SESSIONS_PER_DAY', { infer: true });
  }

  /** @throws IdenfyBudgetError, answered as 503 with `Retry-After`, once the day's sessions are used up */
  async assertRoom(): Promise<void> {
    const startedToday = await this.dataSource.getRepository(IdenfyVerification).find({
      select: { id: true, createdAt: true },
      where: { createdAt: MoreThan(secondsAgo(DAY_SECONDS)), status: Not('START_FAILED') },
      order: { createdAt: 'DESC' },
      take: this.#sessionsPerDay + 1, // the session being started is among them
    });
    if (startedToday.length <= this.#sessionsPerDay) return;
    const oldest = startedToday.at(-1)?.createdAt.getTime() ?? Date.now();
    const retryAfterSeconds = Math.max(1, Math.ceil(DAY_SECONDS - (Date.now() - oldest) / 1_000));
    throw new IdenfyBudgetError({ operation: 'createToken', retryAfterSeconds });
  }
}

function secondsAgo(seconds: number): Date {
  return new Date(Date.now() - seconds * 1_000);
}

/** The library's token service with one more check in front. It replaces the original in `IdenfyModule`. */
@Injectable()
export class CappedTokenService extends IdenfyTokenService {
  @Inject(SessionCap)
  private readonly cap!: SessionCap;

  override async create(request: TokenRequest, options?: CreateTokenOptions): Promise<TokenResponse> {
    await this.cap.assertRoom();
    return super.create(request, options);
  }
}

@Module({ providers: [SessionCap], exports: [SessionCap] })
export class SpendingModule {}
