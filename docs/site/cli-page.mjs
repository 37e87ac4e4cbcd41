// The page of the command line: what `--help` of each command prints.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url);

export async function cliPage() {
  const overview = await help('libs/idenfy/bin/nestjs-idenfy.mjs');
  const [, list = ''] = /^Commands:\n((?: .*\n)+)/m.exec(overview) ?? [];
  const commands = [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
  const sections = await Promise.all(
    commands.map(async (name) =>
      section(`nestjs-idenfy ${name}`, await help('libs/idenfy/bin/nestjs-idenfy.mjs', name)),
    ),
  );
  const simulator = await help('libs/simulator/bin/idenfy-simulator.mjs');
  return `# Command line

What \`--help\` prints. Run the commands with \`npx\`, in a folder where the package is installed.

${section('nestjs-idenfy', overview)}
${sections.join('\n')}
${section('idenfy-simulator', simulator)}`;
}

async function help(bin, ...command) {
  const { stdout } = await run(process.execPath, [new URL(bin, root).pathname, ...command, '--help']);
  return stdout;
}

const section = (name, text) => `## ${name}\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`;
