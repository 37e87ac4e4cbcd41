// Runs in a consumer without optional peers: opens a session at a simulated iDenfy.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { IdenfyClientModule, IdenfyTokenService } from 'nestjs-idenfy/client';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';

const simulator = await IdenfySimulator.start({ port: 0 });
const { url: baseUrl, uiUrl, apiKey, apiSecret } = simulator;
const idenfy = IdenfyClientModule.forRoot({ apiKey, apiSecret, baseUrl, uiUrl });
const app = await NestFactory.createApplicationContext(idenfy, { logger: ['error'] });
const { scanRef } = await app.get(IdenfyTokenService).create({ clientId: 'ada' });
if (!scanRef) throw new Error('the simulator opened no session');
await app.close();
await simulator.close();
