import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A set of filters of the queue that a member of staff has saved under a name. */
@Entity('idenfy_saved_view')
export class IdenfySavedView {
  /** `id` of the caller, as the access policy gave it. */
  @PrimaryColumn('text', { name: 'staff_id' })
  staffId!: string;

  @PrimaryColumn('text')
  name!: string;

  /** Filters of the queue by their names; never one that names a person. */
  @Column('jsonb')
  filters!: Readonly<Record<string, string>>;

  @Column('timestamptz', { name: 'saved_at', default: () => 'now()' })
  savedAt!: Date;
}
