import type { OpenEnum } from './open-enum.js';

/** Registries, by the `resourceType` of their answer (OAS). */
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

/** How a field compares with the registry. */
export type RegistryMatch = OpenEnum<(typeof REGISTRY_MATCHES)[number]>;

/** What the registry told; the rest depends on `resourceType`. */
export interface RegistryCenterCheck {
  resourceType?: OpenEnum<(typeof REGISTRY_CENTERS)[number]> | null;
  [field: string]: unknown;
}
