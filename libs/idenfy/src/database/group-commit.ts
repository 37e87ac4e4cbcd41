/** How much goes into one group, and how much may wait for the next. */
export interface GroupLimits<Item> {
  readonly maxItems: number;
  /** Sum of `weigh` over one group; a single heavier item goes alone. */
  readonly maxWeight: number;
  /** Sum of `weigh` over everything that waits. */
  readonly maxWaitingWeight: number;
  readonly weigh: (item: Item) => number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes many items in one statement and one commit. While one group is being written the next one gathers, so the group
 * size follows the load, and a single item is written at once. Every caller is answered after the commit.
 */
export class GroupCommit<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #waitingWeight = 0;
  #underWay = false;

  /**
   * @param write returns one result per item, in the same order
   * @param soon calls `begin` when the first group has gathered
   */
  constructor(
    private readonly limits: GroupLimits<Item>,
    private readonly write: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly soon: (begin: () => void) => void = (begin) => begin(),
  ) {}

  /** Whether there is room for the item. */
  hasRoomFor(item: Item): boolean {
    return this.#waitingWeight + this.limits.weigh(item) <= this.limits.maxWaitingWeight;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#waitingWeight += this.limits.weigh(item);
      if (this.#underWay) return;
      this.#underWay = true;
      this.soon(() => void this.#writeAll());
    });
  }

  async #writeAll(): Promise<void> {
    for (let before = this.#waiting.length; this.#waiting.length > 0;) {
      const group = this.#takeGroup(before);
      before = group.length;
      await this.#writeGroup(group);
    }
    this.#underWay = false;
  }

  /**
   * Takes not all that waits, but enough to make groups equal: while one is written, callers of the one before are answered
   * and new items arrive. Otherwise a group of one alternates with a group of all others, and each waits for the other.
   */
  #takeGroup(before: number): readonly Waiting<Item, Result>[] {
    const { maxWeight, weigh } = this.limits;
    const maxItems = Math.min(this.limits.maxItems, Math.ceil((this.#waiting.length + before) / 2));
    let weight = 0;
    const end = this.#waiting.findIndex(({ item }, index) => {
      const heavier = weight + weigh(item);
      if (index > 0 && (index >= maxItems || heavier > maxWeight)) return true;
      weight = heavier;
      return false;
    });
    this.#waitingWeight -= weight;
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #writeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(group.map(({ item }) => item));
      results.forEach((result, index) => group[index]?.resolve(result));
    } catch (error) {
      group.forEach(({ reject }) => reject(error));
    }
  }
}
