// Suggestions under the search box: an editable combobox with a list (ARIA Authoring Practices).
// Without this script the box is a plain field.
"use strict";

const WAIT = 150; // milliseconds after the last key

for (const input of document.querySelectorAll("input[data-suggest]")) suggestions(input);

function suggestions(input) {
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let chosen = -1, timer = 0, asked = null, typed = input.value;
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.body.dataset.suggestions);
  said.className = "vh";
  said.setAttribute("role", "status");
  input.parentElement.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  input.addEventListener("input", (event) => {
    typed = input.value;
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("compositionend", () => { timer = setTimeout(ask, WAIT); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) {
      if (event.key === "ArrowDown" && !event.isComposing) { event.preventDefault(); ask(); }
      return;
    }
    const count = list.children.length;
    if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Escape") { input.value = typed; close(); }
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    input.value = option.dataset.query;
    close();
    input.form.requestSubmit();
  });

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    typed = input.value;
    if (!typed.trim()) return close();
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (answer.ok) show(await answer.json());
      else close();
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show([query, texts, counts]) {
    if (query !== typed.trim() || document.activeElement !== input) return;
    list.replaceChildren(...texts.map((text, i) => {
      const option = document.createElement("li");
      const count = document.createElement("span");
      option.id = `${list.id}-${i}`;
      option.dataset.query = text;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      count.className = "count";
      count.textContent = counts[i];
      option.append(text, " ", count);
      return option;
    }));
    choose(-1);
    list.hidden = !texts.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = texts.length ? document.body.dataset.suggested.replace("{n}", texts.length) : "";
  }

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = list.children[chosen];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
      input.value = option.dataset.query;
    } else {
      input.removeAttribute("aria-activedescendant");
      if (!list.hidden) input.value = typed;
    }
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    chosen = -1;
    said.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}
