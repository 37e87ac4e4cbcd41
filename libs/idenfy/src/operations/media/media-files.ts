import type { FileLinks, FilesResponse } from '../../contract/files.js';

/**
 * The links of a verification by name. Names are the steps; where one has several links, or a picture and a PDF,
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
