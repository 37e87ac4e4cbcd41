/** The element with that id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Creates an element; strings become text, never markup. */
export function element(tag, properties = {}, ...children) {
  const { on = {}, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  made.append(...children);
  return made;
}

/** Shows the text in a notice, or hides the notice when there is no text. */
export function notice(target, text) {
  target.textContent = text ?? '';
  target.hidden = !text;
}

/** A listener that ignores further events while its work is in progress. */
export function whileBusy(button, work) {
  return async (event) => {
    event?.preventDefault();
    if (button.ariaBusy === 'true') return;
    button.ariaBusy = 'true';
    try {
      await work(event);
    } finally {
      button.ariaBusy = null;
    }
  };
}
