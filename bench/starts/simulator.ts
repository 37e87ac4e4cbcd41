import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { contender } from '../harness/contender.js';

/** The simulator, in a separate process. */
await contender(async () => {
  const simulator = await IdenfySimulator.start({ port: 0, requestsPerHour: null });
  return Number(new URL(simulator.url).port);
});
