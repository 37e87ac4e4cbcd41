// Writes the tables of options in docs/configuration.md from the option classes, so that name, type, default, range and
// meaning are declared once. `--check` changes nothing and fails when a table differs from the code.
//
// A table stands between `<!-- options: ClassName path -->` and `<!-- /options -->`; the path, such as `webhooks`, is
// left out for options at the top level. A group marked with @Nested is part of the table of its parent.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

const PAGE = 'docs/configuration.md';
const SOURCES = ['libs/contract/src', 'libs/idenfy/src'];
const TABLE = /<!-- options: (\w+)(?: ([\w.]+))? -->\n[\s\S]*?<!-- \/options -->/g;

const groups = new Map();
const constants = new Map();
const problems = [];

for (const folder of SOURCES) {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /(?<!spec)\.ts$/.test(file));
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    collect(ts.createSourceFile(join(folder, file), text, ts.ScriptTarget.Latest, true));
  }
}

const page = await readFile(PAGE, 'utf8');
let tables = 0;
const written = page.replace(TABLE, (_, name, path = '') => {
  tables += 1;
  return `<!-- options: ${name}${path && ` ${path}`} -->\n\n${tableOf(name, path)}\n\n<!-- /options -->`;
});

if (process.argv.includes('--check')) {
  if (written !== page) problems.push(`${PAGE} differs from the option classes: run npm run docs:options`);
} else if (problems.length === 0) {
  await writeFile(PAGE, written);
}
problems.forEach((problem) => console.error(problem));
console.log(`${tables} tables of options, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function collect(file) {
  for (const statement of file.statements) {
    if (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      if (statement.name) groups.set(statement.name.text, statement);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (initializer) constants.set(name.getText(), initializer);
      }
    }
  }
}

function tableOf(name, path) {
  const rows = rowsOf(name, path).map((cells) => `| ${cells.join(' | ')} |`);
  return ['| option | meaning | type | range | default |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** One row for each option of the group, of what it extends, and of the groups nested in it. */
function rowsOf(name, path) {
  const group = groups.get(name);
  if (!group) {
    problems.push(`${PAGE}: there is no class or interface ${name}`);
    return [];
  }
  const parents = (group.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText()));
  const inherited = parents.filter((parent) => groups.has(parent)).flatMap((parent) => rowsOf(parent, path));
  const own = group.members
    .filter((member) => isOption(member))
    .flatMap((member) => rowsOfOption(member, path));
  return [...inherited, ...own];
}

function isOption(member) {
  const hidden = ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Static);
  const isProperty = ts.isPropertyDeclaration(member) || ts.isPropertySignature(member);
  return isProperty && !hidden && ts.isIdentifier(member.name);
}

function rowsOfOption(member, path) {
  const option = [path, member.name.text].filter((part) => part !== '').join('.');
  const nested = decoration(member, 'Nested')?.[0].getText();
  if (nested) return rowsOf(nested, option);
  return [
    [
      `\`${option}\``,
      meaningOf(member, option),
      typeOf(member),
      rangeOf(member, option),
      defaultOf(member, option),
    ],
  ];
}

/** The arguments of a decorator of a property. */
function decoration(member, name) {
  const decorators = ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : [];
  const calls = decorators.map(({ expression }) => expression).filter((call) => ts.isCallExpression(call));
  return calls.find((call) => call.expression.getText() === name)?.arguments;
}

function meaningOf(member, option) {
  const [doc] = ts.getJSDocCommentsAndTags(member).filter((node) => ts.isJSDoc(node));
  const text = ts.getTextOfJSDocComment(doc?.comment)?.replaceAll(/\{@link ([\w.]+)\}/g, '`$1`');
  if (!text) problems.push(`${option} has no doc comment`);
  return cell(text ?? '');
}

function typeOf(member) {
  const values = decoration(member, 'OneOf')?.flatMap((argument) => evaluate(argument));
  if (values?.every((value) => typeof value === 'string'))
    return values.map((value) => `\`'${value}'\``).join(', ');
  if (member.type) return `\`${typeText(member.type)}\``;
  if (isComparison(member.initializer)) return '`boolean`';
  const value = evaluate(member.initializer);
  return value === undefined ? '' : `\`${typeof value}\``;
}

function isComparison(node) {
  return node && ts.isBinaryExpression(node) && /^[=!]==$/.test(node.operatorToken.getText());
}

function typeText(type) {
  if (ts.isUnionTypeNode(type)) return type.types.map((part) => typeText(part)).join(' or ');
  if (ts.isParenthesizedTypeNode(type)) return typeText(type.type);
  if (ts.isFunctionTypeNode(type)) return 'function';
  if (ts.isTypeOperatorNode(type)) return typeText(type.type);
  return cell(type.getText());
}

function rangeOf(member, option) {
  const range = decoration(member, 'Range');
  if (!range) return '';
  const [min, max] = range.slice(0, 2).map((bound) => evaluate(bound));
  if (typeof min !== 'number' || typeof max !== 'number')
    problems.push(`${option}: the range cannot be read`);
  return max === Number.MAX_SAFE_INTEGER ? `from ${number(min)}` : `${number(min)} to ${number(max)}`;
}

/** What `@default` says, or else the initializer; where both are literal they must agree. */
function defaultOf(member, option) {
  const [tag] = ts.getJSDocTags(member).filter(({ tagName }) => tagName.text === 'default');
  const value = evaluate(member.initializer);
  const said = tag && ts.getTextOfJSDocComment(tag.comment);
  // an empty text stands for a required option
  if (said === undefined) return value === undefined ? '' : value === '' ? 'required' : literal(value);
  if (value !== undefined && !isSame(said, value)) {
    problems.push(`${option}: @default ${said} is not the initializer, ${JSON.stringify(value)}`);
  }
  return cell(said)
    .replaceAll(/\d+(?:_\d{3})+/g, (digits) => number(Number(digits.replaceAll('_', ''))))
    .replaceAll(/'[^']*'|\[.*?\]|\{.*?\}|\btrue\b|\bfalse\b/g, '`$&`')
    .replaceAll(/\[([^\]]*)\]|\{([^}]*)\}/g, (list) => list.replaceAll('`', ''));
}

/** Whether the tag begins with this value; a remark may follow it. */
function isSame(said, value) {
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value).replaceAll('"', "'");
  return said
    .replaceAll(/(?<=\d)_(?=\d)/g, '')
    .replaceAll(/\s/g, '')
    .startsWith(text.replaceAll(/\s/g, ''));
}

/** The value of a constant expression as option classes use it; undefined for any other. */
function evaluate(node) {
  if (!node) return undefined;
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) {
    return evaluate(node.expression);
  }
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
  if (ts.isStringLiteral(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isSpreadElement(node)) return evaluate(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => evaluate(element));
  if (ts.isObjectLiteralExpression(node) && node.properties.length === 0) return {};
  if (ts.isIdentifier(node)) return evaluate(constants.get(node.text));
  if (node.getText() === 'Number.MAX_SAFE_INTEGER') return Number.MAX_SAFE_INTEGER;
  if (ts.isPropertyAccessExpression(node)) return evaluate(propertyOf(node));
  if (ts.isBinaryExpression(node)) return calculate(node);
  return undefined;
}

function propertyOf({ expression, name }) {
  let object = constants.get(expression.getText());
  while (object && (ts.isAsExpression(object) || ts.isSatisfiesExpression(object)))
    object = object.expression;
  if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
  return object.properties.find((property) => property.name?.getText() === name.text)?.initializer;
}

function calculate({ left, operatorToken, right }) {
  const [a, b] = [evaluate(left), evaluate(right)];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const results = { '*': a * b, '**': a ** b, '+': a + b, '-': a - b, '/': a / b };
  return results[operatorToken.getText()];
}

function literal(value) {
  if (typeof value === 'number') return number(value);
  return `\`${typeof value === 'string' ? `'${value}'` : JSON.stringify(value).replaceAll('"', "'")}\``;
}

function number(value) {
  return value.toLocaleString('en', { maximumFractionDigits: 6 });
}

function cell(text) {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}
