import { SetMetadata } from '@nestjs/common';

/** Who a route is for. `signed` is the callback route: iDenfy proves itself by the signature of the body. */
export type AccessRule = 'person or staff' | 'person' | 'staff' | 'signed';

const ACCESS_RULE = 'nestjs-idenfy:access-rule';

/** A person sees what is theirs, staff see everybody's. */
export const PersonOrStaff = () => SetMetadata(ACCESS_RULE, 'person or staff' satisfies AccessRule);

/** Only a person, about themselves. */
export const PersonOnly = () => SetMetadata(ACCESS_RULE, 'person' satisfies AccessRule);

export const StaffOnly = () => SetMetadata(ACCESS_RULE, 'staff' satisfies AccessRule);

export const SignedByIdenfy = () => SetMetadata(ACCESS_RULE, 'signed' satisfies AccessRule);

/** The rule of a route handler, if it has one. */
export function accessRuleOf(handler: object): AccessRule | undefined {
  return Reflect.getMetadata(ACCESS_RULE, handler) as AccessRule | undefined;
}
