import type { Route } from '../http/router.js';
import type { SimulatorContext } from '../simulator-context.js';
import { addDummyStatusRoute } from './add-dummy-status.js';
import { createTokenRoute } from './create-token.js';
import { deleteVerificationRoute } from './delete-verification.js';
import { generatePdfRoutes } from './generate-pdf.js';
import { listIdentificationsRoute } from './list-identifications.js';
import { processImagesRoute } from './process-images.js';
import { readDataRoute } from './read-data.js';
import { readFilesRoute, serveMediaRoute } from './read-files.js';
import { readStatusRoute } from './read-status.js';
import { requestInformationRoutes } from './request-information.js';

/** The calls of iDenfy's API. */
export function apiRoutes(context: SimulatorContext): readonly Route[] {
  return [
    createTokenRoute(context),
    processImagesRoute(context),
    readStatusRoute(context),
    readDataRoute(context),
    readFilesRoute(context),
    deleteVerificationRoute(context),
    ...generatePdfRoutes(context),
    listIdentificationsRoute(context),
    ...requestInformationRoutes(context),
    addDummyStatusRoute(context),
    serveMediaRoute(context),
  ];
}
