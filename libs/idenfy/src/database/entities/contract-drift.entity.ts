import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/** How something in a webhook differs from the contract: a field or a value that it does not know, or another type. */
export const DRIFT_KINDS = ['FIELD', 'VALUE', 'TYPE'] as const;

export type DriftKind = (typeof DRIFT_KINDS)[number];

/** Something that iDenfy sends and the contract does not know, counted. No value of a person is in it. */
@Entity('idenfy_contract_drift')
@NamedIndex('uq_idenfy_contract_drift', ['account', 'kind', 'path', 'found'], { unique: true })
export class IdenfyContractDrift {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Column('text', { default: 'default' })
  account!: string;

  @Column('text')
  kind!: DriftKind;

  /** Where in the body, such as `status.fraudTags[]`; names that iDenfy does not fix are `*`. */
  @Column('text')
  path!: string;

  /** `VALUE`: the value, or empty where it has not the form of one of iDenfy's constants. `TYPE`: the type. `FIELD`: empty. */
  @Column('text', { default: '' })
  found!: string;

  /** How many times it was found. */
  @Column('bigint', { name: 'seen', default: 0 })
  seen!: string;

  @Column('timestamptz', { name: 'first_seen_at', default: () => 'now()' })
  firstSeenAt!: Date;

  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' })
  lastSeenAt!: Date;
}
