import { TAG_EXPLANATIONS, type TagExplanation } from '@nestjs-idenfy/contract';

type Tag = keyof typeof TAG_EXPLANATIONS;

let explanations: Readonly<Record<Tag, TagExplanation>> = TAG_EXPLANATIONS;

export async function loadGermanTags(): Promise<void> {
  explanations = (await import('./de-tags')).deTags;
}

/** What a tag of iDenfy means, in the language of the reader; null for one that this version does not know. */
export function explained(tag: string): TagExplanation | null {
  return Object.hasOwn(explanations, tag) ? explanations[tag as Tag] : null;
}

/** A tag of iDenfy in a few words. */
export function tagTitle(tag: string): string {
  return explained(tag)?.title ?? tag.toLowerCase().replaceAll('_', ' ');
}
