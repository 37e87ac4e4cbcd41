import { parseFlags, seeHelp, UsageError } from './flags.js';
import { print } from './output.js';

const HELP = `Usage: nestjs-idenfy evidence verify <pack.zip> --public-key <file>

Verifies an evidence pack without a database: its manifest is signed with the private key of that public key, and it
contains exactly the files that the manifest lists, each with the same bytes.

Options:
  --public-key <file>   PEM file with the public Ed25519 key; required
  --json                Prints JSON
  -h, --help            Shows this help

Exit codes:
  0 the pack is whole and signed, 1 it is not, 2 invalid usage

Example:
  nestjs-idenfy evidence verify 3f9a-evidence.zip --public-key evidence.pub`;

const OPTIONS = {
  'public-key': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy evidence`: verifies an evidence pack. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags('evidence', args, OPTIONS);
  if (values.help) {
    print(HELP);
    return 0;
  }
  const [action, pack, ...rest] = positionals;
  if (action !== 'verify') throw new UsageError(`evidence can only verify; ${seeHelp('evidence')}`);
  if (pack === undefined || rest.length > 0) {
    throw new UsageError(`evidence verify takes one file; ${seeHelp('evidence')}`);
  }
  const publicKey = values['public-key'];
  if (!publicKey) throw new UsageError(`evidence verify needs --public-key; ${seeHelp('evidence')}`);
  const { verifyPack, readPublicKey } = await import('./evidence-verification.js');
  const { faults, manifest } = await verifyPack(pack, await readPublicKey(publicKey));
  if (values.json) print(JSON.stringify({ whole: faults.length === 0, faults, manifest }, null, 2));
  else print(faults.length > 0 ? faults.join('\n') : summaryOf(pack, manifest));
  return faults.length === 0 ? 0 : 1;
}

function summaryOf(
  pack: string,
  manifest: { createdAt: string; files: number; missing: string[] } | null,
): string {
  const { createdAt = '', files = 0, missing = [] } = manifest ?? {};
  const whole = `${pack} is whole: ${files} files, signed at ${createdAt}.`;
  return [whole, ...missing.map((gap) => `Missing when it was made: ${gap}.`)].join('\n');
}
