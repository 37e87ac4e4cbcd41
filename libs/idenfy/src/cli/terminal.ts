/** What was asked for. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What went wrong, in one line. */
export function complain(text: string): void {
  process.stderr.write(`nestjs-idenfy: ${text}\n`);
}
