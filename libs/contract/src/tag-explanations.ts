import type { FRAUD_TAGS, MISMATCH_TAGS } from './tags.js';

/** What a tag means to the member of staff who has to decide. Plain text, without values of a person. */
export interface TagExplanation {
  /** The tag in a few words. */
  readonly title: string;
  /** What iDenfy found. */
  readonly meaning: string;
  /** What usually causes it, harmless causes included. */
  readonly causes: string;
  /** What to look at before deciding. */
  readonly check: string;
}

type KnownTag = (typeof FRAUD_TAGS)[number] | (typeof MISMATCH_TAGS)[number];

/**
 * The explanation of each known tag: one table for pages, API and documentation. The meaning follows iDenfy's names and notes
 * (S3, OAS, D:callbacks/Suspicions); causes and checks are advice of this project.
 */
export const TAG_EXPLANATIONS: Readonly<Record<KnownTag, TagExplanation>> = {
  FACE_SUSPECTED: {
    title: 'Face looks artificial',
    meaning: 'The liveness check doubts that a living person was in front of the camera.',
    causes: 'A photo, a screen or a mask was held up; or the light was poor, or the picture moved.',
    check: 'Watch the selfie or video for edges, reflections, a flat face and an unnatural background.',
  },
  FACE_BLACKLISTED: {
    title: 'Face on a blocklist',
    meaning: 'The selfie matches a face that your company blocked before.',
    causes: 'The same person comes back under another account; or two people look alike, such as siblings.',
    check: 'Compare the selfie with that of the blocked verification, and read why it was blocked.',
  },
  DOC_FACE_BLACKLISTED: {
    title: 'Face of the document on a blocklist',
    meaning: 'The portrait in the document matches a face that your company blocked before.',
    causes: 'The document belongs to a blocked person; or two people look alike.',
    check: 'Compare the portrait with that of the blocked verification, and read why it was blocked.',
  },
  DOC_MOBILE_PHOTO: {
    title: 'Document shown on a screen',
    meaning: 'The document seems to be photographed from a phone or monitor instead of being at hand.',
    causes: 'The person holds only a picture of the document; or the surface is glossy and reflects.',
    check: 'Look for pixels, moiré, a bezel and missing depth at the edges of the document.',
  },
  DEV_TOOLS_OPENED: {
    title: 'Developer tools were open',
    meaning: "The developer tools of the browser were open on iDenfy's page.",
    causes: 'Someone tried to change what the page sends; or a developer verified themselves.',
    check: 'Look at the images with particular care, and ask whether the person works with browsers.',
  },
  DOC_PRINT_SPOOFED: {
    title: 'Document looks printed',
    meaning: 'The document seems to be a paper copy instead of the original.',
    causes: 'A photocopy or print was photographed; or the original is worn or laminated.',
    check: 'Look for paper texture, flat colours, and holograms or relief that are missing.',
  },
  FAKE_PHOTO: {
    title: 'Image looks manipulated',
    meaning: 'An image seems to be edited or generated.',
    causes: 'Data or the portrait was replaced in an image editor; or a filter of the phone was on.',
    check:
      'Compare fonts, spacing and shadows within the document, and its number with the machine-readable zone.',
  },
  AML_SUSPECTION: {
    title: 'AML hit',
    meaning: 'The person may be on a list of sanctions, politically exposed persons or adverse media.',
    causes: 'The person is on the list; or someone else has the same name.',
    check: 'Compare date of birth, nationality and role of the hit with the document.',
  },
  AML_FAILED: {
    title: 'AML check did not finish',
    meaning: 'The lists could not be searched, so nothing is known about them.',
    causes: 'The service behind the check was not available.',
    check: 'Have the person screened again before you accept.',
  },
  LID_SUSPECTION: {
    title: 'Document reported lost, stolen or invalid',
    meaning: 'The document is in a register of invalid documents.',
    causes: 'It was reported lost and found again, was stolen, or was replaced by a new one.',
    check: 'Ask for another document; one that is reported invalid proves nothing.',
  },
  LID_FAILED: {
    title: 'Check for invalid documents did not finish',
    meaning: 'The register of lost, stolen and invalid documents could not be asked.',
    causes: 'The register was not available, or it does not know documents of this country.',
    check: 'Ask the register yourself where you can, or ask for another document.',
  },
  UTILITY_ADDRESS_CHECK_FAILURE: {
    title: 'Address check of the bill failed',
    meaning: 'The address on the proof of address could not be confirmed.',
    causes: 'The bill is hard to read, or the address is written in another way.',
    check: 'Compare the address on the bill with the one you know.',
  },
  VIRTUAL_CAMERA: {
    title: 'Virtual camera',
    meaning: 'The images came from software that stands in for a camera.',
    causes: 'Prepared material was played in; or a program for video calls changes the picture.',
    check: 'Have the person verify on a phone, and look at the face as for an artificial one.',
  },
  FACE_IN_BLACKLIST: {
    title: 'Face was put on a blocklist',
    meaning: 'The face of this verification is on the blocklist now.',
    causes: 'A colleague or a rule of your account blocked it.',
    check: 'Read who blocked it and why, in the dashboard of iDenfy.',
  },
  DOC_FACE_IN_BLACKLIST: {
    title: 'Face of the document was put on a blocklist',
    meaning: 'The portrait in the document of this verification is on the blocklist now.',
    causes: 'A colleague or a rule of your account blocked it.',
    check: 'Read who blocked it and why, in the dashboard of iDenfy.',
  },
  DUPLICATE_FACE: {
    title: 'Face seen before',
    meaning: 'The selfie matches that of an earlier verification in your account.',
    causes: 'The same person has another account or tries again; or two people look alike.',
    check: 'Find the earlier verification, and compare the person and the data of both.',
  },
  DUPLICATE_DOC_FACE: {
    title: 'Face of the document seen before',
    meaning: 'The portrait in the document matches that of an earlier verification in your account.',
    causes: 'The same document or person is verified again; or two people look alike.',
    check: 'Find the earlier verification, and compare document number and data of both.',
  },
  DATA_BLACKLISTED: {
    title: 'Data on a blocklist',
    meaning: 'The data of the document match a person that your company blocked before.',
    causes: 'The same person comes back; or another one has the same name and date of birth.',
    check: 'Compare all data with the blocked verification, and read why it was blocked.',
  },
  DATA_IN_BLACKLIST: {
    title: 'Data were put on a blocklist',
    meaning: 'The data of this verification are on the blocklist now.',
    causes: 'A colleague or a rule of your account blocked them.',
    check: 'Read who blocked them and why, in the dashboard of iDenfy.',
  },
  DUPLICATE_PERSONAL_DATA: {
    title: 'Data seen before',
    meaning: 'The data of the document match an earlier verification in your account.',
    causes: 'The same person has another account or tries again.',
    check: 'Find the earlier verification, and whether one person may have several accounts with you.',
  },
  ADDRESS_UNVERIFIED: {
    title: 'Address not confirmed',
    meaning: 'The address could not be confirmed by the source that was asked.',
    causes: 'The person moved lately, the address is misspelt, or the source does not know it.',
    check: 'Ask for a proof of address that is less than three months old.',
  },
  PORTRAIT_SUBSTITUTION: {
    title: 'Portrait replaced',
    meaning: 'The portrait in the document seems to be exchanged.',
    causes: 'Another photo was glued or edited in; or the document is damaged at the portrait.',
    check: 'Look at the edges, the hologram over the portrait and the second, smaller portrait.',
  },
  SANCTIONS_SUSPECTION: {
    title: 'Sanctions hit',
    meaning: 'The person may be on a list of sanctions.',
    causes: 'The person is on the list; or someone else has the same name.',
    check: 'Compare date of birth and nationality with the list; never accept before it is cleared.',
  },
  SANCTIONS_FAILED: {
    title: 'Sanctions check did not finish',
    meaning: 'The lists of sanctions could not be searched, so nothing is known about them.',
    causes: 'The service behind the check was not available.',
    check: 'Have the person screened again before you accept.',
  },
  CRIMINAL_SUSPECTED: {
    title: 'Entry in criminal records',
    meaning: 'The person may have an entry in criminal records.',
    causes: 'There is an entry; or someone else has the same name.',
    check: 'Compare date of birth and place of the entry with the document.',
  },
  CRIMINAL_CHECK_FAILED: {
    title: 'Check of criminal records did not finish',
    meaning: 'Criminal records could not be searched, so nothing is known about them.',
    causes: 'The service behind the check was not available.',
    check: 'Have the check run again before you accept.',
  },
  RC_FAILED: {
    title: 'Check of the population register did not finish',
    meaning: 'The population register could not be asked.',
    causes: 'The register was not available, or does not cover this person.',
    check: 'Have the check run again, or compare the data with another official source.',
  },
  DL_FAILED: {
    title: 'Check of the driving licence did not finish',
    meaning: 'The register of driving licences could not be asked.',
    causes: 'The register was not available, or does not cover this licence.',
    check: 'Have the check run again, or ask for another document.',
  },
  AUTO_UNVERIFIABLE: {
    title: 'Not decidable automatically',
    meaning: 'The automatic check could not judge the document or the face.',
    causes: 'The images are poor, or the type of document is rare.',
    check: 'Judge the images yourself, or have the person try again.',
  },
  URJANET_FAILURE: {
    title: 'Utility provider could not be asked',
    meaning: 'The provider of the utility bill could not be asked about the address.',
    causes: 'The service was not available, or does not know the provider.',
    check: 'Compare the address on the bill with the one you know.',
  },
  NAME: differs('First name', 'a second first name, a nickname or another transliteration'),
  SURNAME: differs('Last name', 'a marriage, a double name or another transliteration'),
  DOCUMENT_NUMBER: differs('Document number', 'a typing error or a document that was replaced'),
  PERSONAL_CODE: differs('Personal number', 'a typing error, or the number of another document'),
  EXPIRY_DATE: differs('Date of expiry', 'a typing error or a document that was replaced'),
  DATE_OF_BIRTH: differs('Date of birth', 'a typing error, or day and month that changed places'),
  DATE_OF_ISSUE: differs('Date of issue', 'a typing error or a document that was replaced'),
  FULL_NAME: differs('Full name', 'another order of names, a marriage or another transliteration'),
  SEX: differs('Sex', 'a wrong entry at sign-up or a change of the register'),
  NATIONALITY: differs('Nationality', 'several nationalities, or the country of residence given instead'),
  UNDER_AGE: {
    title: 'Too young',
    meaning: 'The person is younger than the limit that was asked for.',
    causes: 'The person is under age; or the date of birth was misread.',
    check: 'Read the date of birth in the document yourself.',
  },
  OVER_AGE: {
    title: 'Too old',
    meaning: 'The person is older than the limit that was asked for.',
    causes: 'The person is beyond the limit; or the date of birth was misread.',
    check: 'Read the date of birth in the document yourself.',
  },
  UNKNOWN_AGE: {
    title: 'Age unknown',
    meaning: 'The date of birth could not be read, so the age limit was not checked.',
    causes: 'The document does not show the whole date, or the image is poor.',
    check: 'Read the date of birth in the document yourself.',
  },
  INVALID_ADDITIONAL_STEP: {
    title: 'Additional document refused',
    meaning: 'A document of an additional step was judged invalid.',
    causes: 'It is of another type than requested, incomplete or not readable.',
    check: 'Open the file of the step, and compare it with what you asked for.',
  },
  ADDITIONAL_STEP_NOT_FOUND: {
    title: 'Additional document missing',
    meaning: 'What was sent in an additional step does not contain the document that was asked for.',
    causes: 'A wrong or empty file was sent.',
    check: 'Open the file of the step; ask the person for the document.',
  },
  ADDITIONAL_STEP_INFORMATION_MISMATCH: {
    title: 'Additional document differs',
    meaning: 'The data in an additional document differ from those of the person.',
    causes: 'It belongs to someone of the household, or names and addresses are written in another way.',
    check: 'Compare name and address in both documents.',
  },
  EXPIRED_ADDITIONAL_STEP_INFORMATION: {
    title: 'Additional document too old',
    meaning: 'An additional document is older than allowed.',
    causes: 'An old bill or statement was sent.',
    check: 'Read its date; ask the person for a newer one.',
  },
  DOC_INFO_MISMATCH: {
    title: 'Document contradicts itself',
    meaning: 'Data in different places of the document differ from each other.',
    causes: 'The document was altered; or a zone was misread.',
    check: 'Compare the printed data with the machine-readable zone and the chip or barcode.',
  },
  UTILITY_ADDRESS: {
    title: 'Address on the bill differs',
    meaning: 'The address on the proof of address differs from the one that your service sent.',
    causes: 'The person moved, or the address is written in another way.',
    check: 'Compare both addresses part by part.',
  },
  UTILITY_NAME: {
    title: 'Name on the bill differs',
    meaning: 'The name on the proof of address differs from that of the person.',
    causes: 'The bill is in the name of someone of the household.',
    check: 'Ask for a bill in the name of the person, or for proof that they live together.',
  },
  EXPIRED_UTILITY_BILL: {
    title: 'Bill too old',
    meaning: 'The proof of address is older than allowed.',
    causes: 'An old bill was sent.',
    check: 'Read its date; ask the person for a newer one.',
  },
  REGISTRY_CENTER_INFO_MISMATCH: {
    title: 'Population register differs',
    meaning: 'The population register has other data than the document.',
    causes: 'A recent change of name or document; or the document is not genuine.',
    check: 'See which data differ, and ask for a current document.',
  },
  DRIVER_LICENSE_INFO_MISMATCH: {
    title: 'Register of driving licences differs',
    meaning: 'The register of driving licences has other data than the document.',
    causes: 'The licence was replaced or withdrawn; or it is not genuine.',
    check: 'See which data differ, and ask for another document.',
  },
  NOT_SUPPORTED_POA_DOCUMENT_TYPE: {
    title: 'Proof of address of another type',
    meaning: 'The proof of address is of a type that you do not accept.',
    causes: 'Another kind of document was sent than the page asked for.',
    check: 'See whether your policy accepts it nevertheless.',
  },
  NOT_SUPPORTED_POA_DOCUMENT_COUNTRY: {
    title: 'Proof of address from another country',
    meaning: 'The proof of address is from a country that you do not accept.',
    causes: 'The person lives elsewhere than expected.',
    check: 'See whether your policy accepts this country of residence.',
  },
  POA_COUNTRIES_MISMATCH: {
    title: 'Countries differ',
    meaning: 'The proof of address is from another country than the identity document.',
    causes: 'The person lives abroad.',
    check: 'Ask for the permit of residence where your policy needs one.',
  },
  POA_SCREENSHOT_DETECTED: {
    title: 'Proof of address is a screenshot',
    meaning: 'The proof of address was taken from a screen.',
    causes: 'Bills are often delivered online; or the file was edited.',
    check: 'Ask for the PDF as the provider issued it.',
  },
  GDC_NOT_MATCH: {
    title: 'Global data source differs',
    meaning: 'An external source of personal data does not confirm the data of the document.',
    causes: 'The source is incomplete or outdated; or the data are wrong.',
    check: 'Compare the data with another official source.',
  },
};

function differs(field: string, causes: string): TagExplanation {
  return {
    title: `${field} differs`,
    meaning: `${field} in the document is another one than your service sent with the request.`,
    causes: `Often ${causes}; or the document of another person was used.`,
    check: 'Compare what was claimed with what the document says, and both with the machine-readable zone.',
  };
}

/** The explanation of a tag; null for one that this version does not know. */
export function explainTag(tag: string): TagExplanation | null {
  return Object.hasOwn(TAG_EXPLANATIONS, tag) ? TAG_EXPLANATIONS[tag as KnownTag] : null;
}
