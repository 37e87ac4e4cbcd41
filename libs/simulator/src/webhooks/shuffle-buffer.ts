import type { SeededRandom } from '../seeded-random.js';

/** A group that is not full is released when nothing has joined it for this long. */
const QUIET_MS = 100;

/** Collects a group of webhooks and releases them in another order. */
export class ShuffleBuffer<Item> {
  private items: Item[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly size: number,
    private readonly random: SeededRandom,
    private readonly release: (items: readonly Item[]) => void,
  ) {}

  add(item: Item): void {
    this.items.push(item);
    clearTimeout(this.timer);
    if (this.items.length >= this.size) this.flush();
    else this.timer = setTimeout(() => this.flush(), QUIET_MS);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.items = [];
  }

  private flush(): void {
    const items = this.items;
    this.clear();
    this.release(shuffled(items, this.random));
  }
}

/** Never the given order, unless there is only one: a shuffle that changes nothing tests nothing. */
function shuffled<Item>(items: readonly Item[], random: SeededRandom): readonly Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random.fraction('shuffle') * (last + 1));
    const [one, two] = [order[last], order[other]];
    if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one];
  }
  const unchanged = order.every((item, index) => item === items[index]);
  return unchanged ? [...order.slice(1), ...order.slice(0, 1)] : order;
}
