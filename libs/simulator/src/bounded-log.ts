/** Keeps the latest entries, up to a limit. */
export class BoundedLog<Entry> {
  private entries: Entry[] = [];
  private oldest = 0;

  constructor(private readonly limit: number) {}

  add(entry: Entry): void {
    if (this.entries.length < this.limit) {
      this.entries.push(entry);
      return;
    }
    this.entries[this.oldest] = entry;
    this.oldest = (this.oldest + 1) % this.limit;
  }

  /** Oldest first. */
  all(): readonly Entry[] {
    return [...this.entries.slice(this.oldest), ...this.entries.slice(0, this.oldest)];
  }

  clear(): void {
    this.entries = [];
    this.oldest = 0;
  }
}
