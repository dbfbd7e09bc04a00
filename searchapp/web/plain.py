"""An article as plain text to paste into a report, with the line that says where it is from."""

from __future__ import annotations

from searchapp.article import Article


def plain_text(article: Article, address: str) -> str:
    """Return title, text and 出处 of an article; ``address`` is its page here."""
    read = article.extraction
    title = f"〔{read.title}〕" if read.title_inferred else read.title
    return f"{title}\n\n{read.body}\n\n{provenance(article, address)}\n"


def provenance(article: Article, address: str) -> str:
    """Return the 出处 line: site, date, address of the page, and ours. What is not known is said.

    An address the record itself does not declare is marked 网址未核实, as everywhere.
    """
    read = article.extraction
    url = read.url or "网址不详"
    if read.url and read.url_trust != "declared":
        url += "（网址未核实）"
    date = read.date.value if read.date else "日期不详"
    return f"出处：{read.site or '来源不详'}，{date}，{url}。本馆链接：{address}"
