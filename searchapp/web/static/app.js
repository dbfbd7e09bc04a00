// The only script: it shows the copy buttons and copies. Every page works without it.
"use strict";

for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(text);
    said.textContent = done ? "已复制" : "没有复制成功，请选中上面的链接，按 Ctrl+C";
  });
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
