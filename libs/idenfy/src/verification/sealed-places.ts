/** Where a sealed value stands; a value copied to another row or column does not open there. */
export const authTokenPlace = (id: string): string => `verification:${id}:auth_token`;
export const redirectUrlPlace = (id: string): string => `verification:${id}:redirect_url`;
export const digitStringPlace = (id: string): string => `verification:${id}:digit_string`;
export const personalDataPlace = (id: string): string => `verification:${id}:personal_data`;
