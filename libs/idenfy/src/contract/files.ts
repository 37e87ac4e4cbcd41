/** Names of the videos a verification may have (M21, WL). */
export const VIDEO_STEPS = ['FRONT_VIDEO', 'BACK_VIDEO', 'FACE_VIDEO'] as const;

/** Step → link, or several links. A pre-signed link lives one hour and takes no credentials. */
export type FileLinks = Record<string, string | string[] | null>;

/**
 * The answer of POST /api/v2/files (S3). Legacy copies of the links at top level are deliberately not typed:
 * S3 warns that they may vanish.
 */
export interface FilesResponse {
  fileUrls?: FileLinks | null;
  videoUrls?: FileLinks | null;
  additionalStepPdfUrls?: FileLinks | null;
}
