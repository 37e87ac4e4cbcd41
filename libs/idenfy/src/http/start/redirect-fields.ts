/** The fields that say where the browser goes after the verification. `callbackUrl` is no such place. */
export const REDIRECT_FIELDS = ['successUrl', 'errorUrl', 'unverifiedUrl'] as const;
