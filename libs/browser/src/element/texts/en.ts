/** English. */
export const en = {
  loading: 'One moment…',
  introTitle: 'Verify your identity',
  introText: 'You need an identity document, a camera and about two minutes.',
  start: 'Start',
  continue: 'Continue',
  again: 'Try again',

  sessionTitle: 'Show your document and your face',
  noCamera: 'No camera can be used here.',
  noFrame: 'The verification cannot be shown here.',
  redirectText: 'Continue in a new tab, and come back here for the result.',
  open: 'Open in a new tab',

  returnedTitle: 'Thank you. We are waiting for the result',
  reviewTitle: 'Your documents are being checked',
  waitText: 'This page shows the result as soon as it arrives.',
  approvedTitle: 'You are verified',
  approvedText: 'Thank you. There is nothing more to do.',
  deniedTitle: 'We could not verify you',
  endedTitle: 'The session has ended',
  supportText: 'Please contact support.',

  BLURRY: 'A photo was blurry. Hold the camera still.',
  GLARE: 'There was glare on a photo. Avoid direct light.',
  NOT_FULLY_VISIBLE: 'The document was not fully visible. Show all four corners.',
  DOCUMENT_EXPIRED: 'The document has expired. Use a valid one.',
  WRONG_SIDE: 'A photo showed the wrong side of the document.',
  NO_FACE: 'No face was visible. Look into the camera.',

  country: 'Issuing country',
  choose: 'Please choose',
  document: 'Document',
  ID_CARD: 'Identity card',
  PASSPORT: 'Passport',
  DRIVER_LICENSE: 'Driving licence',
  RESIDENCE_PERMIT: 'Residence permit',
  FRONT: 'Front of the document',
  BACK: 'Back of the document',
  FACE: 'Your face',
  camera: 'Use the camera',
  file: 'Choose a photo',
  shoot: 'Take the photo',
  cancel: 'Cancel',
  send: 'Send the photos',
  sending: 'Sending the photos…',

  missing: 'This photo is missing.',
  notPhoto: 'This is not a photo in JPEG or PNG format.',
  tooLarge: 'Together, the photos may have 15 MB.',
  refused: 'This photo was not accepted.',

  errorTitle: 'That did not work',
  offline: 'The connection failed.',
  login: 'Please log in again.',
  later: 'Please try again later.',
};

/** The texts of the element in one language. */
export type VerificationTexts = { readonly [Key in keyof typeof en]: string };
