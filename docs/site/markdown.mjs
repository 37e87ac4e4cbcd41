export function table(head, rows) {
  const line = (cells) => `| ${cells.map((text) => cell(text)).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map((row) => line(row))].join('\n');
}

/** Text for one cell: `<` would open a tag, and a pipe would end the cell. */
export function cell(text) {
  return String(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<!\\)\|/g, '\\|')
    .replaceAll(/<(?!\/?code>)/g, '&lt;')
    .trim();
}
