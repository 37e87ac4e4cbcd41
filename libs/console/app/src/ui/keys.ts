import { useEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** What letters are typed into; checkboxes and radio buttons take none. */
const FIELDS =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]';

/** Whether keys belong to a field, a menu or a dialog. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return (
    event.defaultPrevented ||
    target?.closest(FIELDS) != null ||
    document.querySelector('[role=dialog]') !== null
  );
}

/** `mod+k`, `shift+x`, `j`, `Enter`: named by the key, with what is held. */
function nameOf({ key, metaKey, ctrlKey, shiftKey, altKey }: KeyboardEvent): string {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const shifted = shiftKey && (/^[a-z]$/.test(letter) || key.length > 1);
  return `${metaKey || ctrlKey ? 'mod+' : ''}${altKey ? 'alt+' : ''}${shifted ? 'shift+' : ''}${letter}`;
}

/** Keys of a screen while it is shown; those with `mod+` work inside of fields too. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const name = nameOf(event);
      if (!name.startsWith('mod+') && isTaken(event)) return;
      const act = current.current[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
