import { IdenfySimulator } from 'nestjs-idenfy/simulator';
import { serve } from '../harness/child.js';

const simulator = await IdenfySimulator.start({ port: 0, requestsPerHour: null });
serve({ url: simulator.url }, { stop: () => simulator.close() });
