/** What a process has done since its start. */
export interface Done {
  readonly processorMs: number;
  /** Each statement, and how often it was sent. */
  readonly statements: Readonly<Record<string, number>>;
}
