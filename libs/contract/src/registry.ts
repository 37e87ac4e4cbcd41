import type { OpenEnum } from './open-enum.js';

/** `resourceType` of each registry's answer (OAS). */
export const REGISTRY_CENTERS = [
  'HungaryRegistryCenterCheck',
  'LithuaniaRegistryCenterCheck',
  'Us15RegistryCenterCheck',
] as const;

/** How a field compares with the registry (OAS). */
export const REGISTRY_MATCHES = [
  'MATCH',
  'NO_MATCH',
  'PARTIAL_MATCH',
  'NO_DATA',
  'NO_INPUT',
  'INVALID',
] as const;

/** How a field compares with the registry; may get new values. */
export type RegistryMatch = OpenEnum<(typeof REGISTRY_MATCHES)[number]>;

/** Answer of the Hungarian registry (OAS). The objects in it are not described. */
export interface HungaryRegistryCheck {
  resourceType: 'HungaryRegistryCenterCheck';
  checkedMrz?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  maidenName?: string | null;
  mothersMaidenName?: string | null;
  birthPlace?: string | null;
  /** YYYY-MM-DD */
  birthDate?: string | null;
  nationality?: string | null;
  address?: Record<string, unknown> | null;
  residentialAddress?: Record<string, unknown> | null;
  idCard?: Record<string, unknown> | null;
  passport?: Record<string, unknown> | null;
  additionalData?: Record<string, unknown> | null;
}

/** Answer of the Lithuanian registry (OAS). */
export interface LithuaniaRegistryCheck {
  resourceType: 'LithuaniaRegistryCenterCheck';
  checkedPersonalNumber?: string | null;
  /** Two characters. */
  checkedDocumentType?: string | null;
  personalNumber?: string | null;
  name?: string | null;
  surname?: string | null;
  documentNumber?: string | null;
  /** YYYY-MM-DD */
  documentExpiration?: string | null;
  facePhoto?: string | null;
}

/** What the US registry compares; each field has a `…Status` beside it (OAS). */
export const US_REGISTRY_FIELDS = [
  'firstName',
  'lastName',
  'middleName',
  'city',
  'address1',
  'address2',
  'state',
  'zip',
  'idNum',
  'dob',
  'yob',
  'phone',
  'email',
] as const;

type UsRegistryField = (typeof US_REGISTRY_FIELDS)[number];

type UsRegistryFields = { [Field in Exclude<UsRegistryField, 'yob'>]?: string | null };

type UsRegistryStatuses = { [Field in UsRegistryField as `${Field}Status`]?: RegistryMatch | null };

/** Answer of the US registry (OAS). */
export interface UsRegistryCheck extends UsRegistryFields, UsRegistryStatuses {
  resourceType: 'Us15RegistryCenterCheck';
  /** Year of birth. */
  yob?: number | null;
}

/** Answer of a registry (OAS); `resourceType` tells which one. iDenfy may add others. */
export type RegistryCenterCheck = HungaryRegistryCheck | LithuaniaRegistryCheck | UsRegistryCheck;
