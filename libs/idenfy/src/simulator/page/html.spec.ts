import { describe, expect, it } from 'vitest';
import { html } from './html.js';

describe('an HTML template', () => {
  it('escapes what it is given, but not HTML of its own making', () => {
    const items = ['<b>', '"&\''].map((text) => html`<i>${text}</i>`);

    expect(html`<span title="${'"'}">${items}</span>`.text).toBe(
      '<span title="&#34;"><i>&#60;b&#62;</i><i>&#34;&#38;&#39;</i></span>',
    );
  });
});
