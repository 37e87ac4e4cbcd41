// The pages of the REST reference, from the OpenAPI document: one for the routes, one for the bodies.
import { readFile } from 'node:fs/promises';
import { cell, table } from './markdown.mjs';

const DOCUMENT = new URL('../../openapi.json', import.meta.url);
const ROUTES_PAGE = 'rest-routes.md';
const BODIES_PAGE = 'rest-bodies.md';
const withoutPrefix = (name) => name.replace(/^Idenfy/, '');

export async function restPages() {
  const { paths, components, servers } = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  const prefix = servers[0].url;
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(routes.map(({ operation }) => operation.tags?.[0] ?? 'Other'))];
  return new Map([
    [ROUTES_PAGE, routesPage(tags, routes, prefix)],
    [BODIES_PAGE, bodiesPage(components?.schemas ?? {})],
  ]);
}

function routesPage(tags, routes, prefix) {
  const sections = tags.map((tag) => {
    const own = routes.filter(({ operation }) => (operation.tags?.[0] ?? 'Other') === tag);
    return `## ${tag}\n\n${own.map((route) => routeText(route, prefix)).join('\n')}`;
  });
  return `# REST: routes

From the OpenAPI document, which the reference service serves at \`/docs\`. [REST, as a frontend sees it](../rest.md) explains them.
\`${prefix}\` is the option \`routePrefix\`.

${sections.join('\n')}`;
}

function routeText({ path, method, operation }, prefix) {
  const permission = operation['x-permission'];
  const shownPath = (prefix + path).replaceAll(/\{(\w+)\}/g, ':$1');
  const parts = [`### ${method.toUpperCase()} ${shownPath}`, sentence(operation.summary)];
  if (operation.description) parts.push(operation.description);
  if (permission) parts.push(`Staff need the permission \`${permission}\`.`);
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, description, schema }) => [
      `\`${name}\``,
      description ?? '',
      typeOf(schema),
      place,
      required ? 'yes' : '',
    ],
  );
  if (parameters.length > 0) {
    parts.push(table(['parameter', 'meaning', 'type', 'in', 'required'], parameters));
  }
  const body = schemasOf(operation.requestBody?.content);
  if (body) parts.push(`Body: ${body}.`);
  const answers = Object.entries(operation.responses ?? {}).map(([status, { description, content }]) => [
    status,
    description ?? '',
    schemasOf(content),
  ]);
  parts.push(table(['answer', 'when', 'body'], answers));
  return `${parts.join('\n\n')}\n`;
}

function bodiesPage(schemas) {
  const sections = Object.entries(schemas)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, schema]) => {
      const rows = Object.entries(schema.properties ?? {}).map(([property, of]) => [
        `\`${property}\``,
        [of.description, limitsOf(of)].filter(Boolean).join(' '),
        typeOf(of),
        schema.required?.includes(property) ? 'yes' : '',
      ]);
      const fields = rows.length > 0 ? table(['field', 'meaning', 'type', 'required'], rows) : typeOf(schema);
      return `## ${withoutPrefix(name)}\n\n${schema.description ? `${schema.description}\n\n` : ''}${fields}\n`;
    });
  return `# REST: bodies of requests and answers

From the OpenAPI document, where each name begins with \`Idenfy\`.

${sections.join('\n')}`;
}

function schemasOf(content) {
  return Object.entries(content ?? {})
    .map(([type, { schema }]) => {
      const shown = typeOf(schema);
      return type === 'application/json' && shown ? shown : `\`${type}\`${shown ? ` ${shown}` : ''}`;
    })
    .join(', or ');
}

function typeOf(schema) {
  if (!schema) return '';
  if (schema.$ref) {
    const name = withoutPrefix(schema.$ref.split('/').at(-1));
    return `[${name}](${BODIES_PAGE}#${name.toLowerCase()})`;
  }
  const options = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (options) return options.map((option) => typeOf(option)).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items) || 'values'}`;
  const types = [schema.type].flat().filter(Boolean);
  const named = schema.format ? `${types.join(' or ')}, ${schema.format}` : types.join(' or ');
  return named;
}

function limitsOf({ minLength, maxLength, minimum, maximum, pattern, default: usual }) {
  return [
    minLength && `At least ${minLength} characters.`,
    maxLength && `At most ${maxLength} characters.`,
    minimum !== undefined && `From ${minimum}.`,
    maximum !== undefined && `Up to ${maximum}.`,
    pattern && `Matches \`${cell(pattern)}\`.`,
    usual !== undefined && `Default: \`${JSON.stringify(usual)}\`.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const sentence = (text = '') => (/[.?]$/.test(text) ? text : `${text}.`);
