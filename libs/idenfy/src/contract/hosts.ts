/** Host of every server-to-server call and of the browser's redirect entry (S1, S3, S4). White-label accounts have their own. */
export const IDENFY_API_URL = 'https://ivs.idenfy.com';

/** Host of the hosted verification UI (D:kyc/iframe-redirect). White-label accounts have their own. */
export const IDENFY_UI_URL = 'https://ui.idenfy.com';
