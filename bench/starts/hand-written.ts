import 'reflect-metadata';
import { HttpModule, HttpService } from '@nestjs/axios';
import { Body, Controller, Headers, Injectable, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { firstValueFrom } from 'rxjs';
import { Column, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
import { contender } from '../harness/contender.js';
import type { StartsInput } from './input.js';

/** Typical hand-written code: a DTO, two saves, one HttpService call. */
@Entity('hand_written_verification')
class Verification {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  clientId!: string;

  @Column('text', { nullable: true })
  scanRef!: string | null;

  @Column('text', { nullable: true })
  authToken!: string | null;

  @Column('text')
  status!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;
}

class StartDto {
  @IsOptional()
  @IsString()
  @MaxLength(7)
  locale?: string;
}

class Settings {
  constructor(readonly simulatorUrl: string) {}
}

@Injectable()
class Verifications {
  constructor(
    @InjectRepository(Verification) private readonly verifications: Repository<Verification>,
    private readonly http: HttpService,
    private readonly settings: Settings,
  ) {}

  async start(clientId: string, dto: StartDto) {
    const verification = await this.verifications.save(
      this.verifications.create({ clientId, status: 'STARTING' }),
    );
    const { data } = await firstValueFrom(
      this.http.post<{ scanRef: string; authToken: string }>(
        `${this.settings.simulatorUrl}/api/v2/token`,
        { clientId, ...dto, expiryTime: 3600, sessionLength: 1800 },
        { auth: { username: 'simulator-key', password: 'simulator-secret' } },
      ),
    );
    Object.assign(verification, { scanRef: data.scanRef, authToken: data.authToken, status: 'ACTIVE' });
    await this.verifications.save(verification);
    return { scanRef: data.scanRef, authToken: data.authToken, status: verification.status };
  }
}

@Controller('idenfy/verifications')
class VerificationsController {
  constructor(private readonly verifications: Verifications) {}

  @Post()
  start(@Headers('x-caller') clientId: string, @Body() dto: StartDto) {
    return this.verifications.start(clientId, dto);
  }
}

await contender<StartsInput>(async ({ databaseUrl, simulatorUrl }) => {
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: databaseUrl,
        entities: [Verification],
        synchronize: true,
        uuidExtension: 'pgcrypto',
        installExtensions: false,
      }),
      TypeOrmModule.forFeature([Verification]),
      HttpModule.register({ timeout: 10_000 }),
    ],
    controllers: [VerificationsController],
    providers: [Verifications, { provide: Settings, useValue: new Settings(simulatorUrl) }],
  })
  class HandWrittenModule {}

  const app = await NestFactory.create(HandWrittenModule, { logger: ['error', 'warn'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
});
