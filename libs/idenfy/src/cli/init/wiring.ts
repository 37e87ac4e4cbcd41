import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';

type TypeScript = typeof ts;

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The compiler of the project, or null where there is none that parses. */
export function compilerOf(folder: string): TypeScript | null {
  try {
    const found = createRequire(join(folder, 'package.json'))('typescript') as Partial<TypeScript>;
    return isParser(found) ? found : null;
  } catch {
    return null;
  }
}

function isParser(found: Partial<TypeScript>): found is TypeScript {
  return typeof found.createSourceFile === 'function' && typeof found.forEachChild === 'function';
}

/** An entry for a list in a file, and where its name is imported from. */
interface Entry {
  readonly name: string;
  readonly from: string;
}

/**
 * Inserts into a file of the user, and touches nothing else of it. Each function returns the new text, or null where the
 * file has another form than it can extend.
 */
export class Wiring {
  constructor(private readonly ts: TypeScript) {}

  /** Adds a module to the `imports` of the only `@Module`. */
  addModule(text: string, module: Entry): string | null {
    return this.#extend(text, module, (source) => {
      const [options, ...others] = this.#objectsGivenTo(source, ({ parent, expression }) => {
        return this.ts.isDecorator(parent) && expression.getText() === 'Module';
      });
      if (!options || others.length > 0) return null;
      return this.#toList(source, options, 'imports', module.name) ?? this.#newList(options, module.name);
    });
  }

  /** Adds `...name` to the `migrations` of the only connection. */
  addMigrations(text: string, migrations: Entry): string | null {
    return this.#extend(text, migrations, (source) => {
      const [options, ...others] = this.#objectsGivenTo(source, ({ expression }) =>
        ['TypeOrmModule.forRoot', 'DataSource'].includes(expression.getText()),
      );
      if (!options || others.length > 0) return null;
      return this.#toList(source, options, 'migrations', `...${migrations.name}`);
    });
  }

  #extend(
    text: string,
    { name, from }: Entry,
    insertionsIn: (source: ts.SourceFile) => readonly Insertion[] | null,
  ): string | null {
    const source = this.ts.createSourceFile('file.ts', text, this.ts.ScriptTarget.Latest, true);
    const lastImport = source.statements.findLast((statement) => this.ts.isImportDeclaration(statement));
    const insertions = insertionsIn(source);
    if (!lastImport || !insertions) return null;
    const end = lastImport.getText().endsWith(';') ? ';' : '';
    const quote = lastImport.moduleSpecifier.getText().charAt(0);
    const line = `import { ${name} } from ${quote}${from}${quote}${end}`;
    return insert(text, [{ at: lastImport.getEnd(), text: `${newline(text)}${line}` }, ...insertions]);
  }

  /** Object literals that are the first argument of the calls that match. */
  #objectsGivenTo(
    source: ts.SourceFile,
    matches: (call: ts.CallExpression | ts.NewExpression) => boolean,
  ): ts.ObjectLiteralExpression[] {
    const found: ts.ObjectLiteralExpression[] = [];
    const visit = (node: ts.Node): void => {
      if ((this.ts.isCallExpression(node) || this.ts.isNewExpression(node)) && matches(node)) {
        const options = node.arguments?.[0];
        if (options && this.ts.isObjectLiteralExpression(options)) found.push(options);
      }
      this.ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  #toList(
    source: ts.SourceFile,
    options: ts.ObjectLiteralExpression,
    property: string,
    entry: string,
  ): Insertion[] | null {
    const found = options.properties.find(({ name }) => name?.getText() === property);
    if (!found || !this.ts.isPropertyAssignment(found)) return null;
    const list = found.initializer;
    if (!this.ts.isArrayLiteralExpression(list)) return null;
    const last = list.elements.at(-1);
    if (!last) return [{ at: list.getStart() + 1, text: entry }];
    const text = source.getFullText();
    const start = last.getStart();
    const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start))?.[1];
    if (indent === undefined || !endsLine(text, last.getEnd()))
      return [{ at: last.getEnd(), text: `, ${entry}` }];
    // A comment behind the last entry stays behind it.
    const comma = list.elements.hasTrailingComma;
    const line = `${newline(text)}${indent}${entry}${comma ? ',' : ''}`;
    const after = { at: lineEnd(text, last.getEnd()), text: line };
    return comma ? [after] : [{ at: last.getEnd(), text: ',' }, after];
  }

  /** A new `imports`, where the module has none. */
  #newList(options: ts.ObjectLiteralExpression, entry: string): Insertion[] | null {
    if (options.properties.some(({ name }) => name === undefined || name.getText() === 'imports'))
      return null;
    const at = options.getStart() + 1;
    const [first] = options.properties;
    if (!first) return [{ at, text: ` imports: [${entry}] ` }];
    const space = /^\s*/.exec(options.getText().slice(1))?.[0] ?? '';
    return [{ at, text: `${space}imports: [${entry}],` }];
  }
}

function insert(text: string, insertions: readonly Insertion[]): string {
  return insertions
    .toSorted((one, other) => other.at - one.at)
    .reduce((result, { at, text: added }) => result.slice(0, at) + added + result.slice(at), text);
}

function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Whether nothing but a comma and a line comment follows on the line. */
function endsLine(text: string, at: number): boolean {
  return /^,?[ \t]*(\/\/.*)?$/.test(text.slice(at, lineEnd(text, at)));
}

function lineEnd(text: string, at: number): number {
  const found = text.slice(at).search(/\r?\n/);
  return found === -1 ? text.length : at + found;
}
