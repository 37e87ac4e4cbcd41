// Builders work without the simulator, and IdenfyTestingModule names the package that is missing.
import assert from 'node:assert/strict';
import { NestFactory } from '@nestjs/core';
import { aWebhook, FakeClock, IdenfyTestingModule, signWebhook } from 'nestjs-idenfy/testing';

assert.ok(signWebhook(aWebhook(), 'a-signing-key').headers['Idenfy-Signature']);
assert.ok(new FakeClock().now() instanceof Date);

class AppModule {}
await assert.rejects(
  NestFactory.createApplicationContext(
    { module: AppModule, imports: [IdenfyTestingModule.forSimulator()] },
    { logger: false, abortOnError: false },
  ),
  {
    message:
      'IdenfyTestingModule needs @nestjs-idenfy/simulator: npm install --save-dev @nestjs-idenfy/simulator',
  },
);
