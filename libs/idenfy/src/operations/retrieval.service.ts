import { Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../client/accounts.js';
import type { CallOptions } from '../client/call/call-options.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { ResolvedClientOptions } from '../client/resolved-client-options.js';
import { generatePdf, listIdentifications, readData, readFiles, readStatus } from '../contract/endpoints.js';
import type { FilesResponse } from '../contract/files.js';
import type { IdentificationList, ListIdentificationsQuery } from '../contract/identifications.js';
import type { GeneratePdfRequest } from '../contract/pdf.js';
import type { StatusResponse } from '../contract/status.js';
import type { VerificationData } from '../contract/verification-data.js';
import { IdenfyContractError } from '../errors/idenfy-contract.error.js';
import { IdenfyNotFoundError } from '../errors/idenfy-not-found.error.js';
import { IdenfyValidationError } from '../errors/idenfy-validation.error.js';
import { type MediaDownload, MediaDownloads } from './media/media-downloads.js';
import { mediaFiles } from './media/media-files.js';
import { type MediaTarget, mediaTarget } from './media/media-target.js';
import { decodeReport } from './report/decode-report.js';
import { requireScanRef } from './require-scan-ref.js';

/** How a report is to look. */
export type ReportOptions = Omit<GeneratePdfRequest, 'scanRef'>;

/**
 * Reads what iDenfy knows of a verification. All of it is a fallback: results arrive by callback, and iDenfy
 * restricts accounts that poll (S3).
 *
 * Every method throws IdenfyValidationError for what cannot be a scanRef, and whatever
 * {@link IdenfyClient.call} throws; an unknown scanRef is an IdenfyApiError with `httpStatus` 404.
 */
@Injectable()
export class IdenfyRetrievalService {
  constructor(
    private readonly client: IdenfyClient,
    private readonly accounts: IdenfyAccounts,
    private readonly options: ResolvedClientOptions,
    private readonly downloads: MediaDownloads,
  ) {}

  /** POST /api/v2/status: where the verification stands. */
  async status(scanRef: string, options: CallOptions = {}): Promise<StatusResponse> {
    return this.client.call(readStatus, { scanRef: requireScanRef(scanRef) }, options);
  }

  /** POST /api/v2/data: what was read from the document. Any field may be missing or null. */
  async data(scanRef: string, options: CallOptions = {}): Promise<VerificationData> {
    return this.client.call(readData, { scanRef: requireScanRef(scanRef) }, options);
  }

  /** POST /api/v2/files: links to pictures and videos, valid for one hour. */
  async files(scanRef: string, options: CallOptions = {}): Promise<FilesResponse> {
    return this.client.call(readFiles, { scanRef: requireScanRef(scanRef) }, options);
  }

  /** GET /kyc/identifications/: verifications by pages, optionally those of one person. */
  async list(query: ListIdentificationsQuery = {}, options: CallOptions = {}): Promise<IdentificationList> {
    return this.client.call(listIdentifications, query, options);
  }

  /**
   * POST /api/v2/generate-pdf: the report as a PDF.
   * @throws IdenfyContractError what came is no PDF
   */
  async report(scanRef: string, report: ReportOptions = {}, options: CallOptions = {}): Promise<Buffer> {
    requireScanRef(scanRef);
    const pdf = decodeReport(await this.client.call(generatePdf, { ...report, scanRef }, options));
    if (pdf === undefined) {
      throw new IdenfyContractError({ operation: generatePdf.name, missing: 'a PDF in Base64' });
    }
    return pdf;
  }

  /** The names of the pictures, videos and PDF files that {@link file} can fetch. */
  async fileNames(scanRef: string, options: CallOptions = {}): Promise<readonly string[]> {
    return [...mediaFiles(await this.files(scanRef, options)).keys()];
  }

  /**
   * Fetches one file by its name, through a fresh link.
   * @throws IdenfyNotFoundError the verification has no such file
   */
  async file(scanRef: string, name: string, options: CallOptions = {}): Promise<MediaDownload> {
    const link = mediaFiles(await this.files(scanRef, options)).get(name);
    if (link === undefined) {
      throw new IdenfyNotFoundError({ message: 'There is no such file.' });
    }
    const target = this.targetOf(link, options);
    if (target === undefined) {
      throw new IdenfyContractError({ operation: readFiles.name, missing: 'a link to an allowed host' });
    }
    return this.downloads.start(target, options.signal);
  }

  /**
   * Fetches the file behind a link from {@link files} or a callback, as a stream of bounded size and time.
   * Only hosts in the option `media.hosts` are asked, and never an address of a private network.
   *
   * @throws IdenfyValidationError the link points elsewhere
   * @throws IdenfyNotFoundError the link has expired
   * @throws IdenfyContractError the file is larger than `media.maxBytes`; also through the stream
   */
  async download(link: string, options: CallOptions = {}): Promise<MediaDownload> {
    const target = this.targetOf(link, options);
    if (target === undefined) {
      throw new IdenfyValidationError({
        field: 'url',
        message: "Field 'url' must be an HTTPS link to a host that media may be fetched from.",
      });
    }
    return this.downloads.start(target, options.signal);
  }

  private targetOf(link: string, { account }: CallOptions): MediaTarget | undefined {
    return mediaTarget(link, this.options.media.hosts, this.accounts.get(account).baseUrl);
  }
}
