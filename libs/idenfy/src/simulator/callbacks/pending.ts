/** Counts what is under way, and tells when nothing is. */
export class Pending {
  private count = 0;
  private waiting: (() => void)[] = [];

  add(): void {
    this.count += 1;
  }

  done(): void {
    this.count -= 1;
    if (this.count === 0) this.tell();
  }

  clear(): void {
    this.count = 0;
    this.tell();
  }

  none(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private tell(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
