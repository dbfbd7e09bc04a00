"""Reads a page as strictly as a validator would, and lists what must not be in ours."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "img", "input", "link", "meta", "hr", "base", "embed", "source"}
OURS = {
    *("html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "footer"),
    *(
        "section",
        "article",
        "aside",
        "div",
        "p",
        "span",
        "progress",
        "a",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "b",
        "i",
        "kbd",
        "small",
        "br",
        "code",
        "pre",
        "strong",
        "time",
        "mark",
        "form",
        "fieldset",
    ),
    *(
        "legend",
        "label",
        "input",
        "textarea",
        "button",
        "details",
        "summary",
        "table",
        "caption",
        "thead",
    ),
    *("tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "select", "option"),
    *("svg", "path", "rect", "text", "circle"),
}


class Page(HTMLParser):
    """One parsed page. ``faults`` is empty for a sound one."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.shown: list[str] = []
        self._wanted: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        if self._open:
            self.faults.append(f"never closed: {self._open}")
        self.faults += [f"id twice: {i}" for i in set(self.ids) if self.ids.count(i) > 1]
        self.faults += [f"no such id: {i}" for i in self._wanted if i not in self.ids]

    @property
    def text(self) -> str:
        """Return the text a reader sees."""
        return "".join(self.shown)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in OURS:
            self.faults.append(f"foreign element <{tag}>")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"attribute twice in <{tag} {names}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "script" and "src" not in names:
            self.faults.append("inline script")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()  # <path/> and the like, within SVG

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"stray </{tag}>")

    def handle_data(self, data: str) -> None:
        if "<" in data and self._open and self._open[-1] == "script":
            self.faults.append("text in script")
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data[:40]}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data[:40]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"processing instruction {data[:40]}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in ("style", "srcdoc"):
            self.faults.append(f"<{tag} {name}>")
        if name in ("href", "src", "action", "formaction"):
            self.links.append(value)
            if not value.startswith(("/", "#")) or value.startswith("//"):
                self.faults.append(f"link out of the site: {value[:60]}")
        if name == "id":
            self.ids.append(value)
        if name in ("for", "aria-labelledby", "aria-describedby", "data-copy"):
            self._wanted += value.split()
        if name == "href" and value.startswith("#"):
            self._wanted.append(value[1:])
