"""Staff decisions: correct a fact of an article, withdraw an article, bring it back.

Each is checked, logged and carried into the index in one go; the article's page says who, when
and what the rules had read.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from index.query import UNKNOWN
from searchapp.article import Article, Decision
from searchapp.clock import BEIJING
from searchapp.corrections import COUNTED_ROLES, FIELDS, corrections
from searchapp.desk import Desk
from searchapp.errors import AppError, Candidate, InvalidParameter
from searchapp.indexing import index_pending, sole_writer
from searchapp.period import iso_date
from searchapp.resolve import region_code
from searchapp.store_rows import storable
from searchapp.store_writer import now
from tokenizers.gazetteer import NATION
from tokenizers.slug import slug

MAX_NAME = 60
MAX_NOTE = 500
MAX_TITLE = 300
_UNKNOWN_WORDS = frozenset({UNKNOWN, "不详"})
_FEDERATION = "总工会"
_ORGANIZATION = re.compile(r"[\u3400-\u9fffA-Za-z0-9（）()·—-]{2,80}")
_HAN = re.compile(r"[\u3400-\u9fff]")


class CorrectionRefused(AppError):
    """What was asked for cannot be done with this article; the message says why."""


@dataclass(frozen=True, slots=True)
class Given:
    """What staff give as correct, as typed; None or empty leaves a field as it is. ``reset`` names
    the fields that are to be as the rules read them again."""

    title: str | None = None
    date: str | None = None
    regions: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    reset: tuple[str, ...] = field(default=())


def correct(desk: Desk, id_: str, given: Given, by: str, note: str = "") -> Article:
    """Carry a correction into store and index and return the article as it now is.

    Raises InvalidParameter for a value that cannot be understood, an id nobody has, nothing
    given; CorrectionRefused for what cannot be undone; DataBusy while another process writes.
    """
    article = _article(desk, id_)
    changes = _changes(given, article, desk)
    if not changes:
        detail = "没有给出要改的内容：--title、--date、--region、--org、--reset 至少写一项。"
        raise _refused("correct", "", detail)
    return _decide(desk, article, "correct", changes, (by, note))


def withdraw(desk: Desk, id_: str, by: str, reason: str) -> Article:
    """Take an article out of search and counts; its page remains and says why. Errors as above."""
    article = _article(desk, id_)
    if article.withdrawal:
        raise CorrectionRefused(f"{id_} 已经撤下（{article.withdrawal.made_by}）。")
    _text("reason", reason, MAX_NOTE)
    return _decide(desk, article, "withdraw", {}, (by, reason))


def restore(desk: Desk, id_: str, by: str, note: str = "") -> Article:
    """Bring a withdrawn article back, with its corrections. Errors as above."""
    article = _article(desk, id_)
    if not article.withdrawal:
        raise CorrectionRefused(f"{id_} 没有撤下，不用恢复。")
    return _decide(desk, article, "restore", {}, (by, note))


def _article(desk: Desk, id_: str) -> Article:
    found = desk.store.article(id_)
    if found is None:
        detail = f"没有编号为“{id_[:40]}”的报道。编号在报道页的网址里，以 d 开头。"
        raise InvalidParameter("id", id_, "not-found", detail)
    return found


def _decide(
    desk: Desk, article: Article, action: str, changes: dict[str, Any], who: tuple[str, str]
) -> Article:
    by, note = _text("by", who[0], MAX_NAME), _text("note", who[1], MAX_NOTE, needed=False)
    with sole_writer(desk.settings):
        with desk.store.writing() as writer:
            writer.decide(article.seq, Decision(action, changes, by, note, now()))
        index_pending(desk)
    return _article(desk, article.id)


def _changes(given: Given, article: Article, desk: Desk) -> dict[str, Any]:
    held = {correction.field for correction in corrections(article.decisions)}
    changes: dict[str, Any] = {}
    for name in given.reset:
        if name not in FIELDS:
            raise _refused("reset", name, f"没有“{name}”这一项，可以写：{'、'.join(FIELDS)}。")
        if name not in held:
            raise CorrectionRefused(f"{article.id} 的 {name} 没有人工校正，不用还原。")
        changes[name] = None
    if given.title is not None:
        changes["title"] = _text("title", given.title, MAX_TITLE)
    if given.date is not None:
        changes["date"] = _date(given.date)
    if given.regions:
        changes["region"] = _regions(given.regions, desk)
    if given.organizations:
        changes["org"] = _organizations(given.organizations, article, desk)
    return changes


def _text(name: str, value: str, limit: int, needed: bool = True) -> str:
    text = " ".join(storable(value).split())
    if needed and not text:
        raise _refused(name, value, f"{_LABELS[name]}不能是空的。")
    if len(text) > limit:
        raise _refused(name, value, f"{_LABELS[name]}最多 {limit} 字，收到 {len(text)} 字。")
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise _refused(name, value, f"{_LABELS[name]}里有不能显示的控制字符。")
    return text


_LABELS = {"title": "标题", "by": "校正人（--by）", "note": "说明", "reason": "撤下的理由"}


def _date(typed: str) -> str:
    if typed.strip() in _UNKNOWN_WORDS:
        return UNKNOWN
    try:
        date = iso_date(typed)
    except ValueError as error:
        detail = f"日期没有看懂：“{typed}”。{error}日期不详写 none。"
        raise InvalidParameter("date", typed, "invalid-date", detail) from error
    tomorrow = datetime.datetime.now(BEIJING).date() + datetime.timedelta(days=1)
    if date > tomorrow.isoformat()[: len(date)]:
        raise InvalidParameter("date", typed, "invalid-date", f"日期 {date} 还没有到。")
    return date


def _regions(typed: Iterable[str], desk: Desk) -> list[str]:
    warnings: list[str] = []
    names = [name.strip() for name in typed]
    codes = [UNKNOWN if n in _UNKNOWN_WORDS else region_code(n, desk, warnings) for n in names]
    if warnings:
        raise _refused("region", "、".join(names), f"{warnings[0]}")
    if UNKNOWN in codes and len(codes) > 1:
        raise _refused("region", "、".join(names), "地区不详（none）不能和别的地区一起写。")
    return [code for code in dict.fromkeys(codes) if code != UNKNOWN]


def _organizations(typed: Iterable[str], article: Article, desk: Desk) -> list[dict[str, str]]:
    """Return the organizations named; each keeps the role the rules found it in, of the others
    the first is the publisher unless one is known, and the rest are what the story is about."""
    names = [name.strip() for name in typed]
    if set(names) & _UNKNOWN_WORDS:
        if len(names) > 1:
            raise _refused("org", "、".join(names), "单位不详（none）不能和别的单位一起写。")
        return []
    found = {fact.id: fact.role for fact in article.read.organizations}
    known = dict(_organization(name, desk) for name in names)
    roles = {id_: role for id_ in known if (role := found.get(id_)) in COUNTED_ROLES}
    for id_ in known:
        free = "about" if "publisher" in roles.values() else "publisher"
        roles.setdefault(id_, free)
    return [{"id": id_, "name": name, "role": str(roles[id_])} for id_, name in known.items()]


def _organization(name: str, desk: Desk) -> tuple[str, str]:
    """Return id and name of an organization, minted for one the collection does not have yet."""
    held = desk.store.organizations([name])
    if held:
        return name, held[name]
    same = [one for one in desk.store.find_organizations(name) if one[1] == name]
    if len(same) > 1:
        candidates = tuple(Candidate(id_, label) for id_, label in same)
        detail = f"叫“{name}”的单位不止一个，请写编号：{'、'.join(id_ for id_, _ in same)}。"
        raise InvalidParameter("org", name, "ambiguous-org", detail, candidates)
    if same:
        return same[0]
    if not (_ORGANIZATION.fullmatch(name) and _HAN.search(name)):
        raise _refused("org", name, f"“{name[:40]}”不像单位名称。请写 2 至 80 字的全称。")
    return _minted(name, desk)


def _minted(name: str, desk: Desk) -> tuple[str, str]:
    if name.endswith(_FEDERATION) and name != _FEDERATION:
        places = desk.gazetteer.lookup(name.removesuffix(_FEDERATION))
        if len(places) > 1:
            paths = "、".join("".join(desk.gazetteer.path(place.code)) for place in places[:6])
            raise _refused("org", name, f"“{name}”不止一处：{paths}。请写明上级。")
        if places:
            id_ = f"{places[0].code}-zgh"
            return id_, desk.store.organizations([id_]).get(id_, name)
    return f"{NATION}-{slug(name)}", name


def _refused(parameter: str, value: str, detail: str) -> InvalidParameter:
    return InvalidParameter(parameter, value[:60], "invalid-parameter", detail)
