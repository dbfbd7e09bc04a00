"""Corrections as shown on a page, in JSON and on the command line."""

from __future__ import annotations

from dataclasses import dataclass

from index.said import said
from searchapp.article import Article, Extraction
from searchapp.corrections import corrections, evidence
from searchapp.desk import Desk
from searchapp.document import about_regions, counted_organizations

LABELS = {"title": said("标题"), "date": said("日期"), "region": said("地区"), "org": said("单位")}
"""What readers call the fields that can be corrected."""


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One correction that holds: the value given, the one the rules read, who, when and why."""

    field: str
    label: str
    value: str
    read: str
    made_by: str
    made_at: str
    note: str
    evidence: str


def correction_views(article: Article, desk: Desk) -> tuple[CorrectionView, ...]:
    """Return the corrections of an article that hold, one for each field."""
    return tuple(
        CorrectionView(
            field=one.field,
            label=LABELS[one.field],
            value=_shown(one.field, article.extraction, desk),
            read=_shown(one.field, article.read, desk),
            made_by=one.decision.made_by,
            made_at=one.decision.made_at,
            note=one.decision.note,
            evidence=evidence(one.decision),
        )
        for one in corrections(article.decisions)
    )


def _shown(field: str, found: Extraction, desk: Desk) -> str:
    match field:
        case "title":
            return f"〔{found.title}〕" if found.title_inferred else found.title
        case "date":
            return found.date.value if found.date else said("日期不详")
        case "region":
            paths = (" ".join(desk.gazetteer.path(code)) or code for code in about_regions(found))
            return "；".join(paths) or said("地区不详")
        case _:
            return "、".join(counted_organizations(found).values()) or said("单位不详")
