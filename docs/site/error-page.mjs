// The page of errors, from the catalogue of iDenfy's identifiers, our own conflicts, and the policy of each class.
import { CONFLICTS } from '../../libs/idenfy/dist/errors/refusal.errors.js';
import { ERROR_CATALOGUE, HTTP_POLICY } from '../../libs/idenfy/dist/errors/http-policy.js';
import { declarationsIn, docOf, ts } from './sources.mjs';
import { table } from './markdown.mjs';

const HEAD = ['status', 'retryable', 'actor'];
const policy = ({ httpStatus, retryable, actor }) => [httpStatus, retryable ? 'yes' : 'no', actor];

export async function errorPage() {
  const classes = await declarationsIn('libs/idenfy/src/errors', ts.isClassDeclaration);
  const rowOfClass = ([name, of]) => [`\`${name}\``, docOf(classes.get(name)), ...policy(of)];
  const rowOfIdentifier = ([name, entry]) => [`\`${name}\``, entry.message, ...policy(entry)];
  return `# Error identifiers and classes

[Errors](../errors.md) has the shape of an answer and what to do. A status given here can differ where the class says so; a
\`retryable\` error can succeed later without any change.

## Identifiers of iDenfy

${table(['identifier', 'message', ...HEAD], Object.entries(ERROR_CATALOGUE).map(rowOfIdentifier))}

## Identifiers of our own conflicts

Each is 409, from \`IdenfyConflictError\`.

${table(
  ['identifier', 'message'],
  Object.entries(CONFLICTS).map(([name, message]) => [`\`${name}\``, message]),
)}

## Classes

${table(['class', 'meaning', ...HEAD], Object.entries(HTTP_POLICY).map(rowOfClass))}
`;
}
