import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a chain of access records ends. The heads of histories stand in the rows of their verifications. */
@Entity('idenfy_audit_head')
export class IdenfyAuditHead {
  /** `verification:<id>`, or `staff:<account>:<staff id>` for records that concern no single verification. */
  @PrimaryColumn('text')
  chain!: string;

  /** Rows in the chain. */
  @Column('integer', { default: 0 })
  position!: number;

  /** HMAC of the last row; null while there is none. */
  @Column('text', { nullable: true })
  mac!: string | null;
}
