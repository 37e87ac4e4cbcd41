/** Tabs as the ARIA practices describe them: one tab stop, arrows move, Home and End jump. */
export function tabs(list) {
  const all = [...list.querySelectorAll('[role=tab]')];

  function select(chosen) {
    for (const tab of all) {
      const selected = tab === chosen;
      tab.ariaSelected = String(selected);
      tab.tabIndex = selected ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !selected;
    }
  }

  list.addEventListener('click', ({ target }) => all.includes(target) && select(target));
  list.addEventListener('keydown', (event) => {
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = all[(to + all.length) % all.length];
    select(tab);
    tab.focus();
  });
  return { selectFirst: () => select(all[0]) };
}
