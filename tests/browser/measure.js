// Run inside the page: what overlaps, sticks out, or is too small to be hit.
() => {
  const shown = (e) => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility() && box.width > 1 && box.height > 1 && box.right > 0;
  };
  const name = (e) => e.tagName.toLowerCase() + " " + (e.textContent || e.name || "").trim().slice(0, 30);
  const meet = (a, b, slack) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;

  const controls = [...document.querySelectorAll("a, button, input, textarea, summary")].filter(
    (e) => e.type !== "hidden" && shown(e),
  );
  const boxes = controls.map((e) => [...e.getClientRects()]);
  const overlapping = [];
  for (let i = 0; i < controls.length; i++)
    for (let j = i + 1; j < controls.length; j++)
      if (boxes[i].some((a) => boxes[j].some((b) => meet(a, b, 1.5))))
        overlapping.push(`${name(controls[i])} × ${name(controls[j])}`);

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !shown(node.parentElement)) continue;
    if (node.parentElement.closest(".vh, .skip, .snippet, svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) texts.push({ box, text: node.data.trim() });
  }
  for (let i = 0; i < texts.length; i++)
    for (let j = i + 1; j < texts.length; j++)
      if (meet(texts[i].box, texts[j].box, 4))
        overlapping.push(`${texts[i].text.slice(0, 20)} × ${texts[j].text.slice(0, 20)}`);

  // WCAG 2.5.8: 24 px, or room for a 24 px circle that meets no other target, or part of a line.
  const small = [];
  controls.forEach((e, i) => {
    const box = e.getBoundingClientRect();
    if (box.width >= 24 && box.height >= 24) return;
    if (e.closest("label")?.getBoundingClientRect().height >= 24) return;
    const x = (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2;
    const circle = { left: x - 12, right: x + 12, top: y - 12, bottom: y + 12 };
    const inSentence = e.tagName === "A" && e.closest("p, dd, li, td, figcaption");
    const crowded = boxes.some((other, j) => j !== i && other.some((b) => meet(circle, b, 0.5)));
    if (crowded && !inSentence) small.push(`${name(e)} ${box.width}×${box.height}`);
  });
  return {
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
    overlapping,
    small,
  };
}
