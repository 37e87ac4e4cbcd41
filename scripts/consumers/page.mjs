// The commands and files of the module's README, which is what a user of npm has.
import { readFile } from 'node:fs/promises';

const fence = /^```(\w+)\n(.*?)^```$/gms;

export async function readPage(file) {
  const blocks = [...(await readFile(file, 'utf8')).matchAll(fence)].map(([, language, code]) => ({
    language,
    code,
  }));
  const find = (text) => {
    const found = blocks.find(({ code }) => code.includes(text));
    if (!found) throw new Error(`${file} has no block with ${text}`);
    return found.code;
  };
  return {
    scaffold: (nest) =>
      find('nestjs/cli@12 new').split('\n', 1)[0].replace('cli@12', `cli@${nest}`).replace(/ +#.*/, ''),
    install: (nest) => find(`@nestjs/typeorm@${nest}`),
    init: find('npx nestjs-idenfy init').replace('init', 'init --yes'), // there is no terminal to ask at
    settings: find('IDENFY_BASE_URL='),
    simulator: find('npx @nestjs-idenfy/simulator --webhook-url'),
    start: find('npm start'),
    verdict: find('/outcome'),
    runTests: find('npm test').split('\n').at(-2),
  };
}
