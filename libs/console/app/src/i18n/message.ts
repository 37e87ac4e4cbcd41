/** A sentence, or its forms by number: the parameter `count` chooses. */
export type Message = string | { readonly one: string; readonly other: string };
