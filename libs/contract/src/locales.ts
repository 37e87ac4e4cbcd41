import type { OpenEnum } from './open-enum.js';

/**
 * Known languages of iDenfy's UI (D:resources/supported-languages). Others may work: the published list is incomplete.
 * `si` is iDenfy's code for Slovenian, where ISO has `sl`.
 */
export const LOCALES = [
  'en',
  'es',
  'fr',
  'ru',
  'de',
  'it',
  'pl',
  'lt',
  'lv',
  'et',
  'sv',
  'cs',
  'ro',
  'hu',
  'ja',
  'bg',
  'nl',
  'pt',
  'uk',
  'sk',
  'si',
  'vi',
  'th',
  'hi',
  'id',
  'hr',
  'da',
  'fi',
  'el',
  'no',
  'tr',
  'sr',
  'zh',
  'zh_TW',
  'ko',
] as const;

/** A language of iDenfy's UI; may get new values. */
export type Locale = OpenEnum<(typeof LOCALES)[number]>;
