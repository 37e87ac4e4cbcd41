import type { Chance } from '../chance.js';

/** A group is let go when nothing has joined it for so long, even if it is not full. */
const QUIET_MS = 100;

/** Lets a group of callbacks go in an order that is not the one they came in. */
export class ShuffleBuffer<Item> {
  private items: Item[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly size: number,
    private readonly chance: Chance,
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
    this.release(shuffled(items, this.chance));
  }
}

/** Never the order given, as long as there are two: a shuffle that changes nothing tests nothing. */
function shuffled<Item>(items: readonly Item[], chance: Chance): readonly Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(chance.fraction('shuffle') * (last + 1));
    const [one, two] = [order[last], order[other]];
    if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one];
  }
  const unchanged = order.every((item, index) => item === items[index]);
  return unchanged ? [...order.slice(1), ...order.slice(0, 1)] : order;
}
