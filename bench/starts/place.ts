/** What every contender works with. */
export interface Place {
  readonly databaseUrl: string;
  readonly simulatorUrl: string;
}
