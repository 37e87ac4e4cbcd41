// Writes the custom element and all that it imports into one file, for pages without a bundler: the package publishes it, and
// the page of the reference service loads it.
import { copyFile, mkdir } from 'node:fs/promises';
import { rolldown } from 'rolldown';

const file = 'libs/browser/dist/idenfy-verification.js';
const page = 'dist/src/page/public';

const bundle = await rolldown({ input: 'libs/browser/dist/element.js', platform: 'browser' });
await bundle.write({ file, format: 'esm', minify: true, comments: false });
await bundle.close();
await mkdir(page, { recursive: true });
await copyFile(file, `${page}/idenfy-verification.js`);
