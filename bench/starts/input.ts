/** The input of every contender. */
export interface StartsInput {
  readonly databaseUrl: string;
  readonly simulatorUrl: string;
}
