/**
 * Whether a request path is the one that was asked for: word for word, with `:name` for any one segment, or with `*` at
 * the end for anything that follows.
 */
export function matchesPath(pattern: string, path: string): boolean {
  if (pattern === path) return true;
  if (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1))) return true;
  if (!pattern.includes('/:')) return false;
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith(':') || segment === given[index])
  );
}
