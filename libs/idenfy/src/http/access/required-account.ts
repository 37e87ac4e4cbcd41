/** Metadata: the account that `@RequireVerified()` names. */
export const REQUIRED_ACCOUNT = 'nestjs-idenfy:required-account';
