import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** The account that the business opens for a verified person. */
@Entity('account')
@Unique('uq_account_client', ['clientId'])
@Unique('uq_account_opened_by', ['openedBy'])
export class Account {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'pk_account' })
  id!: string;

  @Column('text', { name: 'client_id' })
  clientId!: string;

  /** Idempotency key of the change that opened it: the same change, handled twice, opens one account. */
  @Column('text', { name: 'opened_by' })
  openedBy!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;
}
