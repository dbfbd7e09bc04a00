// Keys: / leads to the search box, up and down from one entry of the list to the next.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const inField = event.target.closest("input, textarea, select, [contenteditable], .tree, .table-scroll");
  if (event.key === "/" && !inField) {
    const box = document.getElementById("q");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || inField) return;
  // Only from one entry to another: anywhere else the arrows scroll, as on every page.
  const entries = [...document.querySelectorAll(".hit h3 > a")];
  const here = entries.indexOf(document.activeElement?.closest(".hit")?.querySelector("h3 > a"));
  const next = here < 0 ? undefined : entries[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
