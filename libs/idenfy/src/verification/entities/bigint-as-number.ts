import type { ValueTransformer } from 'typeorm';

/** For bigint columns whose values stay below 2^53: pg hands bigints over as strings. */
export const bigintAsNumber: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};
