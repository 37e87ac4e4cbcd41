import { describe, expect, it } from 'vitest';
import { html } from './html.js';

describe('an HTML template', () => {
  it('escapes what it is given, but not HTML of its own making', () => {
    const items = ['<b>', '"&\''].map((text) => html`<li>${text}</li>`);

    expect(
      html`<ul title="${'"'}">
        ${items}
      </ul>`.text,
    ).toBe('<ul title="&#34;"><li>&#60;b&#62;</li><li>&#34;&#38;&#39;</li></ul>');
  });
});
