/** Numbers under their names, for people to read. */
export function tableOf(numbers: Readonly<Record<string, number>>): string {
  const names = Object.keys(numbers);
  const width = Math.max(...names.map((name) => name.length));
  return Object.entries(numbers)
    .map(([name, number]) => `  ${name.padEnd(width)}  ${number.toLocaleString('en').padStart(9)}`)
    .join('\n');
}
