import type { Type } from '@nestjs/common';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { accessRuleOf } from './access-rule.js';

/** Metadata that Nest's `@Get()` and its kin leave on a handler. */
const ROUTE = 'method';

/**
 * Default deny, at boot: a route that nobody has thought about keeps the module from starting.
 *
 * @throws IdenfyConfigurationError naming the route
 */
export function assertEveryRouteHasARule(controllers: readonly Type[]): void {
  for (const controller of controllers) {
    const open = routesOf(controller).find(([, handler]) => accessRuleOf(handler) === undefined);
    if (open) {
      const mend = `say who ${controller.name}.${open[0]} is for (@StaffOnly(), @PersonOrStaff(), …)`;
      throw new IdenfyConfigurationError({ option: 'controllers', mend });
    }
  }
}

function routesOf(controller: Type): [name: string, handler: object][] {
  const members = Object.getOwnPropertyDescriptors(controller.prototype as object);
  return Object.entries(members).flatMap(([name, { value }]): [string, object][] =>
    typeof value === 'function' && Reflect.hasMetadata(ROUTE, value) ? [[name, value]] : [],
  );
}
