import type { Route } from '../http/exchange.js';
import type { World } from '../world.js';
import { addDummyStatusRoute } from './add-dummy-status.js';
import { createTokenRoute } from './create-token.js';
import { deleteVerificationRoute } from './delete-verification.js';
import { generatePdfRoute } from './generate-pdf.js';
import { listIdentificationsRoute } from './list-identifications.js';
import { processImagesRoute } from './process-images.js';
import { readDataRoute } from './read-data.js';
import { readFilesRoute } from './read-files.js';
import { readStatusRoute } from './read-status.js';
import { redirectRoute } from './redirect.js';
import { requestInformationRoutes } from './request-information.js';
import { serveMediaRoute } from './serve-media.js';

/** Everything iDenfy's own API answers to. */
export function apiRoutes(world: World): readonly Route[] {
  return [
    createTokenRoute(world),
    processImagesRoute(world),
    readStatusRoute(world),
    readDataRoute(world),
    readFilesRoute(world),
    deleteVerificationRoute(world),
    generatePdfRoute(world),
    listIdentificationsRoute(world),
    ...requestInformationRoutes(world),
    addDummyStatusRoute(world),
    redirectRoute(world),
    serveMediaRoute(world),
  ];
}
