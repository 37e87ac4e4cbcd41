import { ar } from './ar.js';
import { de } from './de.js';
import { en, type VerificationTexts } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { lt } from './lt.js';
import { pl } from './pl.js';
import { uk } from './uk.js';

const LANGUAGES: Readonly<Record<string, VerificationTexts>> = { en, de, fr, es, it, pl, lt, uk, ar };

const RIGHT_TO_LEFT = /^(ar|fa|he|ps|ur)\b/;

/** A language, and what the element says in it. */
export interface Language {
  /** As BCP 47 writes it; the language of the texts where the host replaces none. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: VerificationTexts;
  /** What iDenfy's page is asked to speak; null for Arabic, which it does not speak. */
  readonly idenfyLocale: string | null;
}

/** @param replaced texts of the host, which may be in a language that the element does not speak */
export function languageOf(tag: string, replaced: Partial<VerificationTexts> = {}): Language {
  const base = tag.split(/[-_]/)[0]?.toLowerCase() ?? '';
  const known = LANGUAGES[base];
  const spoken = known || Object.keys(replaced).length > 0 ? tag.replace('_', '-') : 'en';
  return {
    tag: spoken,
    direction: RIGHT_TO_LEFT.test(spoken) ? 'rtl' : 'ltr',
    texts: { ...(known ?? en), ...replaced },
    idenfyLocale: base === '' || base === 'ar' ? null : base,
  };
}
