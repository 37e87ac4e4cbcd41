import { en } from './en';
import type { Message } from './message';
import { loadGermanTags } from './tags';

export type TextKey = keyof typeof en;
type Catalogue = Readonly<Record<TextKey, Message>>;
export type Language = 'en' | 'de';

export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };
const KEPT = 'idenfy-console-language';

let catalogue: Catalogue = en;
let chosen: Language = 'en';

/** Loads the language of the reader; the page is rendered after it. */
export async function loadLanguage(): Promise<void> {
  const wanted = localStorage.getItem(KEPT) ?? navigator.language.slice(0, 2);
  chosen = wanted === 'de' ? 'de' : 'en';
  if (chosen === 'de') [{ de: catalogue }] = await Promise.all([import('./de'), loadGermanTags()]);
  document.documentElement.lang = chosen;
}

export function language(): Language {
  return chosen;
}

/** The page is loaded again: every sentence changes. */
export function chooseLanguage(next: Language): void {
  localStorage.setItem(KEPT, next);
  location.reload();
}

/** A sentence of the catalogue, with `{name}` replaced. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const message: Message = catalogue[key];
  const form =
    typeof message === 'string'
      ? message
      : new Intl.PluralRules(chosen).select(Number(values['count'])) === 'one'
        ? message.one
        : message.other;
  return filled(form, values);
}

/** A text with `{name}` replaced by its value, and numbers as the reader writes them. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
  });
}

/** The sentence for a word of the service, such as `status.APPROVED`; the word itself where the catalogue has none. */
export function word(group: string, value: string): string {
  const key = `${group}.${value}`;
  if (key in catalogue) return t(key as TextKey);
  const words = value.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function number(value: number): string {
  return new Intl.NumberFormat(chosen).format(value);
}

export function percent(part: number): string {
  return new Intl.NumberFormat(chosen, { style: 'percent', maximumFractionDigits: 0 }).format(part);
}
