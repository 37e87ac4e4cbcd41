import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { BootError } from '../boot/boot-error.js';
import { Environment } from './environment.js';

/** What a process is started with: texts by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the variables. A blank one counts as not given, white space around values is dropped.
 * @throws BootError naming the first variable that is wrong, and the mend; never its value
 */
export function readEnvironment(variables: Variables): Environment {
  const given = Object.entries(variables).flatMap(([name, text]) => {
    const value = text?.trim();
    return value ? [[name, value] as const] : [];
  });
  const environment = plainToInstance(Environment, Object.fromEntries(given), { exposeDefaultValues: true });
  const [error] = validateSync(environment, { whitelist: true, stopAtFirstError: true });
  if (error)
    throw new BootError(Object.values(error.constraints ?? {})[0] ?? `${error.property} is not valid`);
  requireBothCredentials(environment);
  return environment;
}

function requireBothCredentials({ IDENFY_API_KEY, IDENFY_API_SECRET }: Environment): void {
  if (IDENFY_API_KEY && !IDENFY_API_SECRET) throw halfGiven('IDENFY_API_SECRET', 'IDENFY_API_KEY');
  if (IDENFY_API_SECRET && !IDENFY_API_KEY) throw halfGiven('IDENFY_API_KEY', 'IDENFY_API_SECRET');
}

function halfGiven(missing: string, given: string): BootError {
  return new BootError(`${missing} is missing while ${given} is given: set both, or none for the simulator`);
}
