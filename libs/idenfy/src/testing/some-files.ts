import type { FilesResponse } from '../contract/files.js';

/** The answer of POST /api/v2/files (S3). @param origin where the links lead */
export function someFiles(
  traits: Partial<FilesResponse> = {},
  origin = 'https://s3.eu-west-1.amazonaws.com',
): FilesResponse {
  return {
    fileUrls: { FRONT: `${origin}/example/FRONT.jpg`, FACE: `${origin}/example/FACE.jpg` },
    videoUrls: {},
    additionalStepPdfUrls: {},
    ...traits,
  };
}
