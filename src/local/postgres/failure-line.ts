/** The one line that says most about a failed program: its first complaint, else why it could not be run. */
export function failureLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const complaint = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return (complaint || error.message).split('\n', 1)[0] ?? error.message;
}
