// Makes sixty cases of every kind in a service that `npm start` has started on this machine.
import { parseArgs } from 'node:util';

const HELP = `Makes sixty sample cases of every kind through the simulator, for the console.

Usage: npm run demo:seed -- [--port 3000]

The service must run on this machine, started by \`npm start\` with the simulator. The port is that of PORT, 3000 by default.`;

const { port, help } = argumentsOf(process.argv.slice(2));
if (help) console.log(HELP);
else await makeCases(`http://127.0.0.1:${port ?? process.env.PORT ?? 3000}`);

function argumentsOf(args) {
  try {
    return parseArgs({ args, options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
      .values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

async function makeCases(url) {
  const response = await fetch(`${url}/demo/cases`, {
    method: 'POST',
    headers: { 'x-idenfy-client': 'demo:seed' },
  }).catch(() => null);
  if (response?.ok) return console.log(`Sixty cases are there: ${url}/console`);
  const why = response ? `it answered ${response.status}` : 'nothing answers there';
  console.error(
    `No cases were made at ${url}: ${why}. Start the service with \`npm start\`, with the simulator, on this machine.`,
  );
  process.exitCode = 1;
}
