import { readFile } from 'node:fs/promises';

const KNOWN = new Set('ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK RUN USER WORKDIR'.split(' '));

/**
 * The stages of a Dockerfile, each with its name and its instructions in order. Only instructions that
 * `ImageFolder` can carry out without a container engine are accepted.
 */
export async function readStages(file) {
  const stages = [];
  for (const line of logicalLines(await readFile(file, 'utf8'))) {
    const [, keyword, rest] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (!KNOWN.has(keyword))
      throw new Error(`${file}: ${line.split(' ', 1)[0]} cannot be run without an engine`);
    if (keyword === 'FROM') stages.push({ name: stageName(file, rest), instructions: [] });
    else if (stages.length > 0) stages.at(-1).instructions.push({ keyword, rest });
  }
  return stages;
}

/** Without comments, and with continued lines joined. */
function logicalLines(text) {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return lines
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function stageName(file, from) {
  const [, image, name] = /^(\S+) AS (\S+)$/.exec(from) ?? [];
  if (!name) throw new Error(`${file}: the stage FROM ${from} has no name`);
  if (!image.startsWith('node:'))
    throw new Error(`${file}: the stage ${name} is not from an image of Node.js`);
  return name;
}

/** `["a", "b"]` of CMD, ENTRYPOINT and HEALTHCHECK. */
export function execForm(rest) {
  const start = rest.indexOf('[');
  if (start < 0) throw new Error(`use the exec form, so that signals reach the process: ${rest}`);
  return JSON.parse(rest.slice(start));
}

/** Whether a path belongs to the build context, by the patterns of .dockerignore: the last one that matches decides. */
export function contextFilter(dockerignore) {
  const rules = logicalLines(dockerignore).map((line) => {
    const included = line.startsWith('!');
    return { included, pattern: patternOf(included ? line.slice(1) : line) };
  });
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.included ?? true;
}

/** A pattern covers what is below what it names. */
function patternOf(glob) {
  const source = glob
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replaceAll('**/', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '(?:.*/)?');
  return new RegExp(`^${source}(?:/.*)?$`);
}
