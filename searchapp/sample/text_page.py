"""Pages of plain text: what people save, post, print and export."""

from __future__ import annotations

import json
from zlib import crc32

from searchapp.sample.mirror import image_line, machine_traditional, splice
from searchapp.sample.story import PageSpec, Story

_INDENT = "\u3000\u3000"


def chinese_date(date: str) -> str:
    """Return ``2012-05`` as 2012年5月 and ``2012-05-06`` as 2012年05月06日."""
    parts = date.split("-")
    if len(parts) == 2:
        return f"{parts[0]}年{int(parts[1])}月"
    return f"{parts[0]}年{parts[1]}月{parts[2]}日"


def reads(seed: str) -> int:
    """Return the number that a page's counter shows."""
    return crc32(seed.encode()) % 4000 + 57


def headed(story: Story, page: PageSpec) -> str:
    """Return the story under its title and one line about date and source."""
    body = "\n".join(_INDENT + paragraph for paragraph in story.paragraphs)
    return f"{page.title}\n{_header(page)}\n\n{body}\n"


def bare(story: Story, page: PageSpec) -> str:
    """Return the paragraphs alone: no title, no date, no source."""
    return "\n".join(story.paragraphs) + "\n"


def signed(story: Story, page: PageSpec) -> str:
    """Return a notice whose only date stands in numerals under its signature."""
    paragraphs = "\n".join(_INDENT + paragraph for paragraph in story.paragraphs[1:])
    signature = "\n".join("\u3000" * 14 + line for line in story.signature)
    return f"{page.title}\n\n{story.paragraphs[0]}\n{paragraphs}\n\n{signature}\n"


def wechat(story: Story, page: PageSpec) -> str:
    """Return the story as copied from a WeChat account."""
    body = "\n\n".join(story.paragraphs)
    line = f"{page.site.name} {page.date} {page.time} {page.site.area}"
    tail = f"{page.credits}\n\n预览时标签不可点\n收藏 分享 在看 点赞"
    return f"{page.title}\n\n{line}\n\n{body}\n\n{tail}\n"


def paper(story: Story, page: PageSpec) -> str:
    """Return the story as clipped from a newspaper, which signs at the end."""
    body = "\n".join(_INDENT + paragraph for paragraph in story.paragraphs)
    source = f"《{page.site.name}》（{chinese_date(page.date)} {page.sheet}版）"
    return f"{page.title}\n\n{body}\n\n{source}\n"


def mirror(story: Story, page: PageSpec) -> str:
    """Return the story as a mirror site shows it: spliced Traditional amid its own chrome."""
    site = page.site
    lines = [page.title]
    stamp = f"發布時間:{page.date}  點擊量:{reads(page.path)}   來源:系統管理"
    lines += [f"{site.name} http://{site.host}/   {stamp}", ""]
    for number, paragraph in enumerate(story.paragraphs):
        if page.image_folder and number in (0, 2):
            lines += [image_line(page.path, page.image_folder, number), ""]
        lines += [paragraph, ""]
    return _spliced("\n".join(lines + mirror_footer(page)) + "\n", page)


def mirror_bare(story: Story, page: PageSpec) -> str:
    """Return a mirrored story without head and foot, its lead doubled and cut off."""
    first = story.paragraphs[0]
    return _spliced("\n".join([first[:42] + "…", *story.paragraphs]) + "\n", page)


def mirror_footer(page: PageSpec) -> list[str]:
    """Return the foot of a mirror page, before its conversion."""
    site = page.site
    lines = ["网站首页 | 关于我们 | 留言咨询 | 网站地图", f"主办:{site.owner} 版权所有"]
    lines.append(f"地址:{site.address} 邮编:{site.zip} 电话:{site.phone}")
    return [*lines, f"备案号:{site.record}"]


def record_line(story: Story, page: PageSpec) -> str:
    """Return one line of a JSONL collection."""
    record = {"title": page.title, "date": page.date, "url": page.url}
    record["body"] = "\n".join(story.paragraphs)
    return json.dumps(record, ensure_ascii=False) + "\n"


def _spliced(text: str, page: PageSpec) -> str:
    return splice(machine_traditional(text), page.path)


def _header(page: PageSpec) -> str:
    stamp = f"{page.date} {page.time}".strip()
    source = page.site.name
    styles = {
        "plain": f"{stamp}\u3000来源：{source}",
        "labelled": f"发布日期：{chinese_date(page.date)}\u3000\u3000信息来源：{source}",
        "counter": f"来源：{source}\t发布时间：{stamp}\t阅读：{reads(page.path)}次",
        "bracket": f"【发布日期：{page.date}】【稿源：{source}】",
        "paren": f"（{page.date}）　{source}",
    }
    return styles[page.header]
