"""著录: the facts of an article, each with the evidence it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from index.said import joined, said
from searchapp.article import Article, DateFact
from searchapp.desk import Desk

REGION_ROLES = {
    "about": said("报道地区"),
    "mentioned": said("提及地区"),
    "source": said("来源所在地"),
}
ORGANIZATION_ROLES = {
    "publisher": said("发布单位"),
    "about": said("涉及单位"),
    "mentioned": said("提及单位"),
}
PRECISION_NOTES = {"month": said("只知年月"), "year": said("只知年份")}
URL_EVIDENCE = {
    "declared": said("资料自带的网址"),
    "page": said("页面里看到的网址，未核实"),
    "mirror": said("转载镜像的网址，未核实，原址不明"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a fact; ``inferred`` when the page does not say it itself."""

    text: str
    evidence: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the record. Without entries the fact is unknown."""

    label: str
    entries: tuple[Entry, ...]
    unknown: str = ""


def date_in_prose(date: DateFact) -> str:
    """Return 2020年10月9日, 2020年10月 or 2020年, as precisely as it is known."""
    return "".join(
        f"{int(n)}{unit}" for n, unit in zip(date.value.split("-"), "年月日", strict=False)
    )


def record(article: Article, desk: Desk) -> tuple[Fact, ...]:
    """Return when, where and who: unknown ones are said, merely absent roles left out."""
    facts = [_date(article.extraction.date)]
    if article.extraction.events:
        facts.append(Fact(said("事件日期"), _events(article), ""))
    for role, label in REGION_ROLES.items():
        found = _regions(article, role, desk)
        if found or role == "about":
            facts.append(Fact(label, found, said("地区不详")))
    for role, label in ORGANIZATION_ROLES.items():
        found = _organizations(article, role)
        if found or role == "publisher":
            facts.append(Fact(label, found, said("单位不详")))
    return tuple(facts)


def _date(date: DateFact | None) -> Fact:
    if date is None:
        return Fact(said("日期"), (), said("日期不详"))
    note = PRECISION_NOTES.get(date.precision, "")
    text = f"{date.value}〔{note}〕" if note else date.value
    return Fact(said("日期"), (Entry(text, date.evidence),))


def _events(article: Article) -> tuple[Entry, ...]:
    """When what the story tells took place; a span as 起 至 止."""
    days = article.extraction.events
    return _joined([Entry(joined(" 至 ", day.value.split("/")), day.evidence) for day in days])


def _regions(article: Article, role: str, desk: Desk) -> tuple[Entry, ...]:
    found = [fact for fact in article.extraction.regions if fact.role == role]
    return _joined(
        [Entry(" › ".join(desk.gazetteer.path(f.code)) or f.code, f.evidence) for f in found]
    )


def _organizations(article: Article, role: str) -> tuple[Entry, ...]:
    found = [fact for fact in article.extraction.organizations if fact.role == role]
    return _joined([Entry(f.name, f.evidence, f.inferred) for f in found])


def _joined(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return each value once; several pieces of evidence for it stand together."""
    merged: dict[tuple[str, bool], list[str]] = {}
    for entry in entries:
        evidence = merged.setdefault((entry.text, entry.inferred), [])
        if entry.evidence and entry.evidence not in evidence:
            evidence.append(entry.evidence)
    return tuple(Entry(text, "；".join(ev), inferred) for (text, inferred), ev in merged.items())
