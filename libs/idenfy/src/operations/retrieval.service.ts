import {
  type FileLinks,
  type FilesResponse,
  generatePdf,
  type GeneratePdfRequest,
  type IdentificationList,
  listIdentifications,
  type ListIdentificationsQuery,
  readData,
  readFiles,
  readStatus,
  type StatusResponse,
  type VerificationData,
} from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { IdenfyAccounts } from '../client/accounts.js';
import type { CallOptions } from '../client/call-options.js';
import { ClientOptions } from '../client/client.options.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { IdenfyContractError } from '../errors/call.errors.js';
import { IdenfyNotFoundError, IdenfyValidationError } from '../errors/refusal.errors.js';
import { type DownloadTarget, downloadTarget } from './download-guard.js';
import { type MediaDownload, MediaDownloads } from './media-downloads.js';
import { requireScanRef } from './require-scan-ref.js';

/** Options of a report. */
export type ReportOptions = Omit<GeneratePdfRequest, 'scanRef'>;

/**
 * Reads what iDenfy knows of a verification. It is a fallback: results arrive by webhook, and iDenfy restricts accounts
 * that poll (S3).
 *
 * Every method throws IdenfyValidationError for what cannot be a scanRef, and each error that {@link IdenfyClient.call}
 * throws; an unknown scanRef is an IdenfyApiError with `httpStatus` 404.
 */
@Injectable()
export class IdenfyRetrievalService {
  constructor(
    private readonly client: IdenfyClient,
    private readonly accounts: IdenfyAccounts,
    private readonly options: ClientOptions,
    private readonly downloads: MediaDownloads,
  ) {}

  /** POST /api/v2/status: where the verification stands. */
  async status(scanRef: string, options: CallOptions = {}): Promise<StatusResponse> {
    return this.client.call(readStatus, { scanRef: requireScanRef(scanRef) }, options);
  }

  /** POST /api/v2/data: what iDenfy extracted from the document. Any field may be missing or null. */
  async data(scanRef: string, options: CallOptions = {}): Promise<VerificationData> {
    return this.client.call(readData, { scanRef: requireScanRef(scanRef) }, options);
  }

  /** POST /api/v2/files: links to images and videos, valid for one hour. */
  async files(scanRef: string, options: CallOptions = {}): Promise<FilesResponse> {
    return this.client.call(readFiles, { scanRef: requireScanRef(scanRef) }, options);
  }

  /** GET /kyc/identifications/: verifications by pages, optionally those of one person. */
  async list(query: ListIdentificationsQuery = {}, options: CallOptions = {}): Promise<IdentificationList> {
    return this.client.call(listIdentifications, query, options);
  }

  /**
   * POST /api/v2/generate-pdf: the report as a PDF.
   * @throws IdenfyContractError the answer contains no PDF
   */
  async report(scanRef: string, report: ReportOptions = {}, options: CallOptions = {}): Promise<Buffer> {
    requireScanRef(scanRef);
    const pdf = decodeReport(await this.client.call(generatePdf, { ...report, scanRef }, options));
    if (pdf === undefined) {
      throw new IdenfyContractError({ operation: generatePdf.name, missing: 'a PDF in Base64' });
    }
    return pdf;
  }

  /** The names of the images, videos and PDF files that {@link file} can fetch. */
  async fileNames(scanRef: string, options: CallOptions = {}): Promise<readonly string[]> {
    return [...mediaFiles(await this.files(scanRef, options)).keys()];
  }

  /**
   * Downloads one file by its name, through a fresh link.
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
   * Downloads the file behind a link from {@link files} or a webhook, as a stream limited by `media.maxBytes` and
   * `media.timeoutMs`. Only hosts in `media.hosts` are requested, and never an address of a private network.
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
        message: "Field 'url' must be an HTTPS link to a host that media may be downloaded from.",
      });
    }
    return this.downloads.start(target, options.signal);
  }

  private targetOf(link: string, { account }: CallOptions): DownloadTarget | undefined {
    return downloadTarget(link, this.options.media.hosts, this.accounts.get(account).baseUrl);
  }
}

/**
 * The links of a verification by name. Names are the steps; where one has several links, or an image and a PDF,
 * the others are numbered: `UTILITY_BILL`, `UTILITY_BILL-2`.
 */
export function mediaFiles({
  fileUrls,
  videoUrls,
  additionalStepPdfUrls,
}: FilesResponse): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [step, url] of [fileUrls, videoUrls, additionalStepPdfUrls].flatMap(linksOf)) {
    files.set(freeName(step, files), url);
  }
  return files;
}

function linksOf(links: FileLinks | null | undefined): [step: string, url: string][] {
  return Object.entries(links ?? {}).flatMap(([step, link]) =>
    [link ?? []].flat().map((url): [string, string] => [step, url]),
  );
}

function freeName(step: string, taken: ReadonlyMap<string, string>): string {
  let name = step;
  for (let number = 2; taken.has(name); number++) {
    name = `${step}-${number}`;
  }
  return name;
}

const MAGIC = '%PDF';

/**
 * The PDF in the answer of `/generate-pdf`. iDenfy documents no more than "Base64" (D:kyc/pdf-generation), so bare
 * text, a quoted JSON string and an object with one string are accepted. Undefined if it contains no PDF.
 */
export function decodeReport(answer: string): Buffer | undefined {
  const pdf = Buffer.from(base64In(answer.trim()), 'base64');
  return pdf.subarray(0, MAGIC.length).toString('latin1') === MAGIC ? pdf : undefined;
}

function base64In(answer: string): string {
  if (!answer.startsWith('"') && !answer.startsWith('{')) {
    return answer;
  }
  const texts = stringsOf(answer);
  return texts.length === 1 && texts[0] !== undefined ? texts[0] : '';
}

function stringsOf(json: string): string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    const values = typeof parsed === 'object' && parsed !== null ? Object.values(parsed) : [parsed];
    return values.filter((value) => typeof value === 'string');
  } catch {
    return [];
  }
}
