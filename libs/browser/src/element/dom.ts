/** What an element is made with: properties, and the attributes `part` and `aria-…`. */
type Made<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'part' | 'children' | 'style'>
> & { readonly part?: string };

/** Creates an element; strings become text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { part, ...properties }: Made<Tag> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  if (part !== undefined) made.setAttribute('part', part);
  made.append(...children);
  return made;
}

/** Writes only changed text, so that screen readers announce only changes; without text, hides the element. */
export function say(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === '';
}
