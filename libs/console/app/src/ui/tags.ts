import { explainTag } from '@nestjs-idenfy/contract';
import { language, t, type TextKey } from '../i18n/text';
import { en } from '../i18n/en';

/** Whether it is a tag of iDenfy that the contract explains. */
export function isTag(name: string): boolean {
  return explainTag(name) !== null;
}

/** A tag of iDenfy in a few words: the table of the contract, or its translation. */
export function tagTitle(tag: string): string {
  const key = `tag.${tag}`;
  if (language() !== 'en' && key in en) return t(key as TextKey);
  return explainTag(tag)?.title ?? tag.toLowerCase().replaceAll('_', ' ');
}
