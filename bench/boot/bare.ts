import 'reflect-metadata';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
import { startPostgres } from '@nestjs-idenfy/local-postgres';

@Entity('thing')
class Thing {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;
}

@Controller()
class ThingsController {
  constructor(@InjectRepository(Thing) private readonly things: Repository<Thing>) {}

  @Get()
  async count() {
    return { things: await this.things.count() };
  }
}

const postgres = await startPostgres({
  dataDir: join(process.env['DATA_DIR'] ?? '', 'postgres'),
  durable: true,
});

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: postgres.url,
      entities: [Thing],
      synchronize: true,
      uuidExtension: 'pgcrypto',
      installExtensions: false,
    }),
    TypeOrmModule.forFeature([Thing]),
  ],
  controllers: [ThingsController],
})
class BareModule {}

const app = await NestFactory.create(BareModule, { logger: ['error'] });
await app.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => void app.close().then(() => postgres.stop()));
