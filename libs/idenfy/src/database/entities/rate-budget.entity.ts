import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Requests to iDenfy with one API key in the current hour, counted by all processes on this database together. The columns
 * and their order are those that rate-limiter-flexible writes.
 */
@Entity('idenfy_rate_budget')
export class IdenfyRateBudget {
  /** Fingerprint of the API key; never the key. */
  @PrimaryColumn('text')
  key!: string;

  /** Requests reserved within the hour. */
  @Column('integer', { default: 0 })
  points!: number;

  /** When the hour ends, in milliseconds since 1970. */
  @Column('bigint', { nullable: true })
  expire!: string | null;
}
