/** When the next event of a verification is due. */
export interface Timer {
  /** Simulated time, in milliseconds. */
  readonly at: number;
  readonly scanRef: string;
}

interface Entry extends Timer {
  readonly order: number;
}

/** Timers by time; those of the same instant in the order they were added. A binary heap, because benches add many. */
export class TimerQueue {
  private readonly heap: Entry[] = [];
  private added = 0;

  get next(): Timer | undefined {
    return this.heap[0];
  }

  add(timer: Timer): void {
    let index = this.heap.push({ ...timer, order: this.added++ }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isBefore(index, parent)) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  take(): Timer | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined || this.heap.length === 0) return first;
    this.heap[0] = last;
    this.sink();
    return first;
  }

  clear(): void {
    this.heap.length = 0;
  }

  private sink(): void {
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const smaller = this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(smaller, index)) return;
      this.swap(smaller, index);
      index = smaller;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const first = this.heap[one];
    const second = this.heap[other];
    if (first === undefined || second === undefined) return false;
    return first.at === second.at ? first.order < second.order : first.at < second.at;
  }

  private swap(one: number, other: number): void {
    const first = this.heap[one];
    const second = this.heap[other];
    if (first === undefined || second === undefined) return;
    this.heap[one] = second;
    this.heap[other] = first;
  }
}
