export { IdenfyVerification, type IdenfyVerificationProps } from './react/idenfy-verification.js';
export { useVerification, type Verification } from './react/use-verification.js';
