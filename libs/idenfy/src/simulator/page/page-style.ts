/** Style sheet of the hosted page. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b2530; --paper: #fff; --edge: #c4ccd4; --soft: #f2f5f8; --accent: #14539a; --on-accent: #fff; --warn: #7a4a00; --warn-paper: #fff3d6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --paper: #141a21; --edge: #46525e; --soft: #1e262f; --accent: #8cbcf5; --on-accent: #10161d; --warn: #ffd98a; --warn-paper: #3a2c0a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { padding: .6rem 1rem; background: var(--warn-paper); color: var(--warn); font-size: .9rem; }
header strong { margin-right: .5rem; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; }
fieldset { margin: 1rem 0; padding: 1rem; border: 1px solid var(--edge); border-radius: .5rem; min-width: 0; }
legend { padding: 0 .4rem; font-weight: 600; }
label { display: block; margin: .6rem 0 .2rem; }
select, input, button { font: inherit; color: inherit; }
select { width: 100%; padding: .5rem; background: var(--paper); border: 1px solid var(--edge); border-radius: .35rem; }
input[type=file] { width: 100%; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
.photos canvas { width: 100%; height: auto; border-radius: .35rem; background: var(--soft); display: block; }
.outcomes { display: flex; flex-wrap: wrap; gap: .5rem; }
button { min-height: 2.75rem; padding: .4rem 1rem; background: var(--soft); border: 1px solid var(--edge); border-radius: .35rem; cursor: pointer; }
button.main { width: 100%; background: var(--accent); color: var(--on-accent); border-color: transparent; font-weight: 600; }
button:disabled { opacity: .55; cursor: progress; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { padding: .6rem; background: var(--warn-paper); color: var(--warn); border-radius: .35rem; }
[hidden] { display: none !important; }
`;
