import type { DocumentData } from '@nestjs-idenfy/contract';
import { checkedResult, idOf } from '../checks/checked-results.js';
import { readFromSteps } from './additional-steps.js';
import { NO_DOCUMENT_DATA } from './document-data.js';
import type { Session } from './session.js';

/** The extracted data as webhook and `/data` report it: every field, with what the checks add to the document. */
export function reportedData(session: Session): Required<DocumentData> {
  const read = { ...NO_DOCUMENT_DATA, ...session.data };
  return {
    ...read,
    additionalData: read.additionalData ?? readFromSteps(session),
    clientIpProxyRiskLevel: read.clientIpProxyRiskLevel ?? ipProxyLevel(session),
    duplicateFaces: read.duplicateFaces ?? duplicates(session, 'face'),
    duplicateDocFaces: read.duplicateDocFaces ?? duplicates(session, 'documentFace'),
  };
}

// Only for a final approval (S3).
function ipProxyLevel(session: Session): string | null {
  const approved = session.final && session.results?.overall === 'APPROVED';
  return approved ? (checkedResult(session, 'ipProxy') ?? null) : null;
}

function duplicates(session: Session, check: 'face' | 'documentFace'): string[] | null {
  return checkedResult(session, check) === 'DUPLICATE' ? [idOf(session, check)] : null;
}
