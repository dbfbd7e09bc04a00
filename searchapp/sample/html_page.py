"""Pages of HTML, each in the chrome of its site (``chrome/<layout>.html``)."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from string import Template
from zlib import crc32

from searchapp.sample.mirror import machine_traditional, splice
from searchapp.sample.story import HERE, PageSpec, Site, Story
from searchapp.sample.text_page import mirror_footer, reads

_CHARSETS = {"gbk": "gb2312"}
"""Pages say gb2312 and are GBK."""
_PARAGRAPH = {
    "table": "<p>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>",
    "gov": '<p style="text-indent: 2em;">\u3000\u3000{}</p>',
}


def site_page(story: Story, page: PageSpec) -> str:
    """Return the story on its site: navigation, breadcrumb, share bar, related links, footer."""
    site = page.site
    fields = {name: escape(getattr(site, name)) for name in _SITE_FIELDS}
    fields |= {
        "site": escape(site.name),
        "title": escape(page.title),
        "stamp": f"{page.date} {page.time}".strip(),
        "hits": str(reads(page.path)),
        "charset": _CHARSETS.get(page.encoding, page.encoding),
        "lang": page.lang,
        "body": _body(story, site.layout),
        "columns": _columns(site),
        "crumb": escape(_crumb(site)),
        "crumbs": _crumbs(site),
        "author": escape(story.organizations[0] if story.organizations else site.name),
        "related": _related(story, page),
        "previous": escape(story.related[0][1] if story.related else "没有了"),
    }
    return _chrome(site.layout).substitute(fields)


def mirror_page(story: Story, page: PageSpec) -> str:
    """Return the story as an HTML mirror, converted and spliced in its text only."""

    def shown(text: str) -> str:
        return escape(splice(machine_traditional(text), page.path))

    body = "\n".join(f"<p>\u3000\u3000{shown(paragraph)}</p>" for paragraph in story.paragraphs)
    fields = {
        "title": shown(page.title),
        "site": shown(page.site.name),
        "host": page.site.host,
        "columns": shown("首页 | 新闻 | 职工 | 服务 | 联系"),
        "label": shown("发布时间:"),
        "stamp": page.date,
        "hits_label": shown("浏览次数:"),
        "hits": str(reads(page.path)),
        "body": body,
        "footer": "<br>\n".join(shown(line) for line in mirror_footer(page)),
    }
    return _chrome("mirror").substitute(fields)


_NOTICES = (
    ("04-26", "{year}年劳动节假期值班安排"),
    ("03-02", "职工摄影作品征集启事"),
    ("11-20", "下一年度职工医疗互助续保须知"),
    ("08-15", "关于公布{year}年第二批职工书屋名单的公告"),
    ("01-18", "{year}年春节期间会员优惠商户一览"),
)
_SITE_FIELDS = ("host", "owner", "address", "zip", "phone", "record")


@lru_cache(maxsize=8)
def _chrome(layout: str) -> Template:
    return Template((HERE / "chrome" / f"{layout}.html").read_text(encoding="utf-8"))


def _body(story: Story, layout: str) -> str:
    form = _PARAGRAPH.get(layout, "<p>{}</p>")
    paragraphs = [form.format(escape(paragraph)) for paragraph in story.paragraphs]
    if layout in {"portal", "gov"}:
        picture = f"W0{crc32(story.slug.encode()):010d}.jpg"
        paragraphs.insert(1, f'<p align="center"><img src="/upload/{picture}" alt=""></p>')
    return "\n".join(paragraphs)


def _columns(site: Site) -> str:
    if site.layout == "table":
        return " | ".join(f'<a href="#"><font color="#fff">{c}</font></a>' for c in site.columns)
    return "\n".join(f'<li><a href="/c{n}/">{c}</a></li>' for n, c in enumerate(site.columns))


def _crumb(site: Site) -> str:
    return site.crumbs[-1] if site.crumbs else site.columns[1]


def _crumbs(site: Site) -> str:
    names = ("首页", *site.crumbs)
    return " &gt; ".join(f'<a href="/">{escape(name)}</a>' for name in names)


def _related(story: Story, page: PageSpec) -> str:
    links = [*story.related, *_notices(story, page)]
    items = (
        f'<li><a href="/a/{n}.html">{escape(t)}</a> <span>{d}</span></li>'
        for n, (d, t) in enumerate(links)
    )
    return "\n".join(items)


def _notices(story: Story, page: PageSpec) -> list[tuple[str, str]]:
    """Return two notices of the year before, as every site carries them."""
    if story.script == "hant":
        return []
    year = int(page.date[:4]) - 1
    start = crc32(page.path.encode())
    chosen = (_NOTICES[(start + n) % len(_NOTICES)] for n in range(2))
    return [(f"{year}-{day}", title.format(year=year)) for day, title in chosen]
