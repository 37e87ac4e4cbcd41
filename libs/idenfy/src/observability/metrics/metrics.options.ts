import type { ModuleMetadata } from '@nestjs/common';
import type { Registry } from 'prom-client';

/** Where the metrics go, and what they are called. */
export interface IdenfyMetricsOptions {
  /** The registry they are added to. @default prom-client's own `register` */
  readonly registry?: Registry;
  /** What every name begins with. @default 'idenfy_' */
  readonly prefix?: string;
  /** Your module that exports `IdenfyModule`; not needed where `IdenfyModule` is global. @default none */
  readonly imports?: ModuleMetadata['imports'];
}

/** The same, resolved. Injectable. */
export class MetricsSettings {
  constructor(
    readonly registry: Registry,
    readonly prefix: string,
  ) {}
}
