// Runs in a consumer without optional peers, as CommonJS: opens a session at a simulated iDenfy.
require('reflect-metadata');
const { NestFactory } = require('@nestjs/core');
const { IdenfyClientModule, IdenfyTokenService } = require('nestjs-idenfy/client');
const { IdenfySimulator } = require('@nestjs-idenfy/simulator');

async function main() {
  const simulator = await IdenfySimulator.start({ port: 0 });
  const { url: baseUrl, uiUrl, apiKey, apiSecret } = simulator;
  const idenfy = IdenfyClientModule.forRoot({ apiKey, apiSecret, baseUrl, uiUrl });
  const app = await NestFactory.createApplicationContext(idenfy, { logger: ['error'] });
  const imported = await import('nestjs-idenfy/client');
  const { scanRef } = await app.get(imported.IdenfyTokenService).create({ clientId: 'ada' });
  if (!scanRef || imported.IdenfyTokenService !== IdenfyTokenService)
    throw new Error('no session, or two copies of a class');
  await app.close();
  await simulator.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
