import { describe, expect, it } from 'vitest';
import { html } from './page-layout.js';

describe('html', () => {
  it('escapes text, but not the HTML of another template', () => {
    const items = ['<b>', '"&\''].map((text) => html`<i>${text}</i>`);

    expect(html`<span title="${'"'}">${items}</span>`.text).toBe(
      '<span title="&#34;"><i>&#60;b&#62;</i><i>&#34;&#38;&#39;</i></span>',
    );
  });
});
