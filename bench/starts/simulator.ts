import { IdenfySimulator } from 'nestjs-idenfy/simulator';
import { contender } from '../harness/contender.js';

/** iDenfy's answers, from a process of their own. */
await contender(async () => {
  const simulator = await IdenfySimulator.start({ port: 0, requestsPerHour: null });
  return Number(new URL(simulator.url).port);
});
