// The page of metrics, from the calls that create them.
import { sourceFiles, ts } from './sources.mjs';
import { table } from './markdown.mjs';

const FOLDER = 'libs/idenfy/src/observability';

export async function metricPage() {
  const metrics = (await sourceFiles(FOLDER)).flatMap((file) => metricsIn(file, sharedLabels(file)));
  const rows = metrics
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, type, labels, help }) => [`\`${name}\``, `${help}.`, type, labels]);
  if (rows.length < 20) throw new Error(`only ${rows.length} metrics were found in ${FOLDER}`);
  return `# Metrics

From the code. [Monitoring](../monitoring.md) says what each of them tells you, the values of the labels, and what to alert on. With
several registrations each has the label \`registration\` as well.

${table(['metric', 'meaning', 'type', 'labels'], rows)}
`;
}

/** The labels that several metrics of a file share: `const labelNames = […]`. */
const sharedLabels = (file) => /const labelNames = (\[[^\]]*\])/.exec(file.text)?.[1] ?? '';

function metricsIn(node, shared) {
  const own = metricOf(node, shared);
  return [...(own ? [own] : []), ...childrenOf(node).flatMap((child) => metricsIn(child, shared))];
}

function childrenOf(node) {
  const children = [];
  node.forEachChild((child) => void children.push(child));
  return children;
}

function metricOf(node, shared) {
  if (!ts.isNewExpression(node) || !/^(Counter|Gauge|Histogram)$/.test(node.expression.getText()))
    return null;
  const [options] = node.arguments ?? [];
  if (!options || !ts.isObjectLiteralExpression(options)) return null;
  const text = (name) => valueOf(options, name)?.getText();
  const isShared = options.properties.some((part) => part.getText() === 'labelNames');
  const name = /`\$\{prefix\}(\w+)`/.exec(text('name') ?? '')?.[1];
  if (!name) return null;
  return {
    name: `idenfy_${name}`,
    type: node.expression.getText().toLowerCase(),
    labels: [...(text('labelNames') ?? (isShared ? shared : '')).matchAll(/'(\w+)'/g)]
      .map(([, label]) => `\`${label}\``)
      .join(', '),
    help: (text('help') ?? '').replaceAll(/^['"`]|['"`]$/g, ''),
  };
}

function valueOf(options, name) {
  const property = options.properties.find((part) => part.name?.getText() === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}
