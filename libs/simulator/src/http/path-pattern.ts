/** Whether a request path fits the pattern, in which `:name` stands for one segment and a final `*` for any rest. */
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
