/** Colors follow the `color-scheme` of the host's page; every custom property of `:host` may be set from outside. */
export const STYLES = `
:host {
  display: block;
  --ink: var(--idenfy-ink, #141a2a);
  --soft: var(--idenfy-soft, #566079);
  --surface: var(--idenfy-surface, #fff);
  --line: var(--idenfy-line, #d5dbe8);
  --edge: var(--idenfy-edge, #7a849b);
  --accent: var(--idenfy-accent, #1f5eff);
  --on-accent: var(--idenfy-on-accent, #fff);
  --good: var(--idenfy-good, #0b7a43);
  --bad: var(--idenfy-bad, #b3261e);
  --waiting: var(--idenfy-waiting, #8a5a00);
  --radius: var(--idenfy-radius, 14px);
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --ink: var(--idenfy-ink, light-dark(#141a2a, #e8ecf6));
    --soft: var(--idenfy-soft, light-dark(#566079, #a3aec6));
    --surface: var(--idenfy-surface, light-dark(#fff, #171e2f));
    --line: var(--idenfy-line, light-dark(#d5dbe8, #313b52));
    --edge: var(--idenfy-edge, light-dark(#7a849b, #8692ac));
    --accent: var(--idenfy-accent, light-dark(#1f5eff, #8fb0ff));
    --on-accent: var(--idenfy-on-accent, light-dark(#fff, #0c1730));
    --good: var(--idenfy-good, light-dark(#0b7a43, #5fd39a));
    --bad: var(--idenfy-bad, light-dark(#b3261e, #ff9a92));
    --waiting: var(--idenfy-waiting, light-dark(#8a5a00, #f2c265));
  }
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
.card {
  --tone: var(--soft);
  container-type: inline-size;
  padding: clamp(1rem, 4vw, 1.5rem);
  text-align: start;
  font-family: var(--idenfy-font, system-ui, sans-serif);
  line-height: 1.5;
  color: var(--ink);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--radius);
}
.card[data-tone=good] { --tone: var(--good); }
.card[data-tone=bad] { --tone: var(--bad); }
.card[data-tone=waiting] { --tone: var(--waiting); }
h2 { display: flex; gap: .6rem; margin: 0 0 .75rem; font-size: 1.35rem; line-height: 1.25; }
h2::before {
  content: '';
  flex: none;
  width: .7rem;
  height: .7rem;
  margin-top: .3em;
  background: var(--tone);
  border-radius: 50%;
}
h2:focus { outline: none; }
p { margin: 0 0 .75rem; }
ul { margin: 0 0 .75rem; padding-inline-start: 1.25rem; }
.soft, [part=advice] { color: var(--soft); }
.notice { padding: .6rem .9rem; color: var(--ink); border: 1px solid var(--waiting); border-radius: calc(var(--radius) * .7); }
.problem { margin: .5rem 0; color: var(--bad); font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start; }
.field { flex: 1 1 14rem; min-width: 0; }
label, .label { display: block; margin: 0 0 .35rem; font-size: .9rem; font-weight: 600; }
select, button, .button {
  font: inherit;
  min-height: 2.75rem;
  padding: .5rem 1.1rem;
  border: 1px solid var(--accent);
  border-radius: calc(var(--radius) * .7);
}
select { width: 100%; padding-inline: .75rem; color: inherit; background: var(--surface); border-color: var(--edge); }
select[aria-invalid=true] { border-color: var(--bad); }
button, .button {
  display: inline-block;
  color: var(--on-accent);
  background: var(--accent);
  font-weight: 600;
  text-decoration: none;
  cursor: pointer;
}
.quiet, [part=advice][hidden] + .button { color: var(--ink); background: none; border-color: var(--edge); }
:is(button, .button):hover { filter: brightness(1.1); }
[aria-busy=true], [aria-disabled=true] { opacity: .6; cursor: progress; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
iframe {
  display: block;
  width: 100%;
  height: var(--idenfy-frame-height, max(560px, min(800px, 85vh)));
  margin-bottom: .75rem;
  background: #fff;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) * .7);
  color-scheme: light;
}
.images { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: .75rem; margin: 1rem 0; }
.image { min-width: 0; padding: .9rem; border: 1px solid var(--line); border-radius: calc(var(--radius) * .7); }
canvas, video { display: block; width: 100%; max-height: 14rem; margin-bottom: .75rem; object-fit: contain; background: #0003; border-radius: .4rem; }
.image .row { gap: .5rem; }
.image button { padding-inline: .8rem; }
progress { width: 100%; height: .6rem; margin-bottom: .75rem; accent-color: var(--accent); }
[part=actions] button { margin-top: .5rem; }
::slotted([slot=notice]) { display: block; margin-block: .75rem; }
@keyframes pulse { 50% { opacity: .25; } }
@media (prefers-reduced-motion: no-preference) {
  [data-view=loading] h2::before, [data-view=waiting] h2::before, [data-view=returned] h2::before { animation: pulse 1.6s infinite; }
}
@media (forced-colors: active) {
  button, .button { border-color: ButtonText; }
}
`;
