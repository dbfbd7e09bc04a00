// Copies, and keeps the edit tokens of saved searches in this browser.
// Every page works without it.
"use strict";

const words = document.body.dataset; // in the language of the page

for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(text);
    said.textContent = done ? words.copied : words.notCopied;
  });
}

for (const button of document.querySelectorAll("button[data-copy-from]")) {
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      const answer = await fetch(button.dataset.copyFrom);
      await navigator.clipboard.writeText(await answer.text());
      said.textContent = words.copied;
    } catch {
      said.textContent = words.notCopied;
    }
  });
}

for (const shown of document.querySelectorAll("[data-token-for]")) {
  if (stored("setItem", shown.dataset.tokenFor, shown.textContent))
    document.querySelector("[data-kept]").hidden = false;
}

for (const field of document.querySelectorAll("input[data-token-of]")) {
  const token = stored("getItem", field.dataset.tokenOf);
  if (typeof token === "string") field.value = token;
}

// Storage may be switched off or full: then the token is typed.
function stored(method, sid, ...value) {
  try {
    return localStorage[method](`edit-token ${sid}`, ...value) ?? true;
  } catch {
    return false;
  }
}

// The clipboard interface exists on https and localhost only; intranet pages use the old command.
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}
