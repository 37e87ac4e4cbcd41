import { posix } from 'node:path';
import { kycModule, kycTest, withSettings, type ModuleForm } from './files.js';
import { connectionsOf, readText, type Project } from './project.js';
import { compilerOf, Wiring } from './wiring.js';

export interface Change {
  readonly path: string;
  /** null for a file that is new. */
  readonly before: string | null;
  readonly after: string;
}

export interface Plan {
  readonly changes: readonly Change[];
  /** What the user has to do, because `init` does not know how, or must not. */
  readonly notes: readonly string[];
}

const MIGRATIONS = { name: 'idenfyMigrations', from: 'nestjs-idenfy/migrations' };

/** What to write so that the application has the module in `folder`, below its sources. Reads, and writes nothing. */
export async function planFor(project: Project, folder: string): Promise<Plan> {
  return new Planner(project, posix.join(project.sourceRoot, folder)).plan();
}

class Planner {
  readonly #before = new Map<string, string | null>();
  readonly #after = new Map<string, string>();
  readonly #notes: string[] = [];
  readonly #wiring: Wiring | null;

  constructor(
    private readonly project: Project,
    private readonly folder: string,
  ) {
    const compiler = compilerOf(project.folder);
    this.#wiring = compiler === null ? null : new Wiring(compiler);
  }

  async plan(): Promise<Plan> {
    const modulePath = posix.join(this.folder, 'kyc.module.ts');
    const connections = await connectionsOf(this.project, modulePath);
    const form: ModuleForm = { esModules: this.project.esModules, connects: connections.size === 0 };
    await this.#create(modulePath, kycModule(form));
    await this.#create(posix.join(this.folder, 'kyc.spec.ts'), kycTest(form));
    await this.#importModule(modulePath);
    for (const path of connections.keys()) await this.#addMigrations(path);
    const settings = await this.#read('.env.example');
    this.#after.set('.env.example', withSettings(settings, form));
    return { changes: this.#changes(), notes: this.#notes };
  }

  #changes(): Change[] {
    return [...this.#after]
      .map(([path, after]) => ({ path, before: this.#before.get(path) ?? null, after }))
      .filter(({ before, after }) => before !== after);
  }

  /** The text of a file with the changes so far. */
  async #read(path: string): Promise<string | null> {
    if (!this.#before.has(path)) this.#before.set(path, await readText(this.project.folder, path));
    return this.#after.get(path) ?? this.#before.get(path) ?? null;
  }

  async #create(path: string, text: string): Promise<void> {
    const found = await this.#read(path);
    if (found === null) this.#after.set(path, text);
    else if (found !== text) this.#notes.push(`${path} exists and stays as it is`);
  }

  async #importModule(modulePath: string): Promise<void> {
    const path = posix.join(this.project.sourceRoot, 'app.module.ts');
    const text = await this.#read(path);
    if (text !== null && /\bKycModule\b/.test(text)) return;
    const extension = this.project.esModules ? '.js' : '';
    const file = posix.relative(this.project.sourceRoot, modulePath).replace(/\.ts$/, extension);
    const module = { name: 'KycModule', from: `./${file}` };
    const extended = text === null ? null : this.#wiring?.addModule(text, module);
    if (extended) this.#after.set(path, extended);
    else
      this.#notes.push(
        `in the root module, add: import { KycModule } from './${file}';  and KycModule to its imports`,
      );
  }

  async #addMigrations(path: string): Promise<void> {
    const text = (await this.#read(path)) ?? '';
    if (!text.includes(MIGRATIONS.name)) {
      const extended = this.#wiring?.addMigrations(text, MIGRATIONS);
      if (extended) this.#after.set(path, extended);
      else
        this.#notes.push(
          `in ${path}, add: import { ${MIGRATIONS.name} } from '${MIGRATIONS.from}';  and ...${MIGRATIONS.name} to the migrations of the connection`,
        );
    }
    if (/\bTypeOrmModule\.forRoot/.test(text) && !text.includes('autoLoadEntities'))
      this.#notes.push(`in ${path}, the connection needs autoLoadEntities: true`);
  }
}
