import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdenfyClock, IdenfyModule } from 'nestjs-idenfy';
import { BearerAccess } from './bearer-access.js';
import { deadlyParts } from './deadly-points.js';
import { DeskController } from './desk.controller.js';
import { HostBooks } from './host-books.js';
import { LedgerHandlers } from './ledger-handlers.js';
import { PayingHandlers } from './paying-handlers.js';
import { ReplicaClock } from './replica-clock.js';
import type { HandlerSet, ReplicaSettings } from './replica-settings.js';
import { StubbornHandlers } from './stubborn-handlers.js';
import { TroubledHandlers } from './troubled-handlers.js';

const HANDLERS: Readonly<Record<HandlerSet, Type[]>> = {
  ledger: [LedgerHandlers],
  troubled: [TroubledHandlers],
  paying: [PayingHandlers],
  stubborn: [LedgerHandlers, StubbornHandlers],
};

/** A usual host: its database, the library, its handlers. */
@Module({})
export class HostModule {
  static for({ databaseUrl, idenfy, time, handlers, diesAt }: ReplicaSettings): DynamicModule {
    const deadly = deadlyParts(diesAt);
    return {
      module: HostModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: databaseUrl,
          autoLoadEntities: true,
          retryDelay: 200,
        }),
        IdenfyModule.forRoot({
          access: BearerAccess,
          ...idenfy,
          replace: [{ provide: IdenfyClock, useValue: new ReplicaClock(time) }, ...deadly.library],
        }),
      ],
      controllers: [DeskController],
      providers: [HostBooks, ...HANDLERS[handlers ?? 'ledger'], ...deadly.host],
    };
  }
}
