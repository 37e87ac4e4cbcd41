import { TokenField } from './token-field.decorator.js';

const Switch = () => TokenField({ type: Boolean });

/** What is checked beside document and face. A switch only works for what the iDenfy account may use already. */
export class CheckSwitchesDto {
  @Switch()
  verifyEmail?: boolean;

  @Switch()
  verifyPhone?: boolean;

  @Switch()
  verifyBank?: boolean;

  @Switch()
  verifyBankAccounts?: boolean;

  @Switch()
  verifyBankBalances?: boolean;

  @Switch()
  verifyBankTransactions?: boolean;

  @Switch()
  verifyAddress?: boolean;

  @Switch()
  bankCardVerification?: boolean;

  @Switch()
  bankCardPdfUpload?: boolean;

  @Switch()
  checkAml?: boolean;

  @Switch()
  checkCriminal?: boolean;

  @Switch()
  checkLiveness?: boolean;

  @Switch()
  checkFaceBlacklist?: boolean;

  @Switch()
  checkDocFaceBlacklist?: boolean;

  @Switch()
  checkPersonBlacklist?: boolean;

  @Switch()
  checkDuplicateFaces?: boolean;

  @Switch()
  checkDuplicateDocFaces?: boolean;

  @Switch()
  checkDuplicatePersonalData?: boolean;

  @Switch()
  checkDriverLicense?: boolean;

  @Switch()
  checkLid?: boolean;

  @Switch()
  checkIpProxy?: boolean;

  @Switch()
  checkUrjanet?: boolean;

  @Switch()
  autoAmlMonitoring?: boolean;

  @Switch()
  allowBsnMasking?: boolean;

  @Switch()
  nfcRequired?: boolean;

  @Switch()
  nfcOptional?: boolean;

  @Switch()
  driverLicenseBack?: boolean;
}
