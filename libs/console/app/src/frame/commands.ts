import { useEffect, useSyncExternalStore } from 'react';
import type { IconName } from '../ui/icon';

/** Something the palette can do. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly icon: IconName;
  /** Keys that do the same, as they are shown. */
  readonly keys?: string;
  run(): void;
}

let offered: readonly (readonly Command[])[] = [];
const listeners = new Set<() => void>();

function set(next: typeof offered): void {
  offered = next;
  listeners.forEach((changed) => changed());
}

/** Offers commands in the palette while the screen is shown. */
export function useCommands(commands: readonly Command[]): void {
  const ids = commands.map(({ id }) => id).join();
  useEffect(() => {
    set([...offered, commands]);
    return () => set(offered.filter((other) => other !== commands));
    // the commands of a screen are the same while their ids are
  }, [ids]);
}

export function useOfferedCommands(): readonly Command[] {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => offered,
  ).flat();
}
