import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What one key pair has asked of iDenfy within its hour; shared by every process on this database. The columns and
 * their order are what rate-limiter-flexible writes to.
 */
@Entity('idenfy_rate_budget')
export class IdenfyRateBudget {
  /** Fingerprint of the API key; never the key. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_idenfy_rate_budget' })
  key!: string;

  /** Requests reserved within the hour. */
  @Column('integer', { default: 0 })
  points!: number;

  /** When the hour ends, in milliseconds since 1970. */
  @Column('bigint', { nullable: true })
  expire!: string | null;
}
