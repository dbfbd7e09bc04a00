"""A page after cleaning and before its facts are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from searchapp.article import DateFact


@dataclass(frozen=True, slots=True)
class CleanPage:
    """Clean text and, apart from it, the chrome that still holds evidence.

    ``header`` and ``footer`` are cleaned lines that are not shown and not indexed (site name
    line, 来源 line, 主办 / 地址 / 备案号 / 电话 lines): they only say where the page is at home.
    ``site`` is the name of the publishing site (广元工会网), never a URL host and never a CMS
    account (系统管理). ``html_title`` is the whole ``<title>``. ``script`` is hans, hant
    (genuine Traditional, kept as written) or converted (mechanical or spliced Traditional, now
    Simplified).
    """

    title: str
    title_inferred: bool
    body: str
    site: str | None = None
    url: str | None = None
    url_trust: str | None = None
    date: DateFact | None = None
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    html_title: str | None = None
    script: str = "hans"
    original_text: str = ""
    encoding: str = "utf-8"
    removed: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
