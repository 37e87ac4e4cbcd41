/** The person who is verified. */
export interface IdenfyPersonCaller {
  /** Your own name for the person; what iDenfy gets as `clientId`. At most 100 printable ASCII characters, no personal data. */
  readonly clientId: string;
  /** Name of the iDenfy account this person is verified with. @default 'default' */
  readonly account?: string;
}

/** Somebody of your own staff, who may see and decide about everybody. */
export interface IdenfyStaffCaller {
  readonly staff: true;
  /** Who it is, as history and audit name them. At most 200 characters. */
  readonly id: string;
  /** Confines them to one iDenfy account. @default every account */
  readonly account?: string;
}

/** Who is calling. */
export type IdenfyCaller = IdenfyPersonCaller | IdenfyStaffCaller;

/** Whether the caller is of the staff. */
export function isStaff(caller: IdenfyCaller): caller is IdenfyStaffCaller {
  return 'staff' in caller && caller.staff === true;
}
