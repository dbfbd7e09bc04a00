"""The collection in one line: how many, from when to when, which index, own or 示例数据."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import SearchError
from searchapp.web.context import current_desk


@dataclass(frozen=True, slots=True)
class Collection:
    """What every page says about the collection it stands on."""

    documents: int
    first_year: int | None
    last_year: int | None
    last_ingest: str | None
    quarantined: int
    generation: str
    fingerprint: str
    sample: bool
    mixed: bool
    """Samples and own pages stand together."""

    @property
    def years(self) -> str:
        """First to last year, one of them when they are the same."""
        return "—".join(str(y) for y in dict.fromkeys((self.first_year, self.last_year)) if y)


def collection() -> Collection | None:
    """Return the state of the collection; None when its index cannot be read."""
    desk = current_desk()
    try:
        stats = desk.engine.stats()
    except SearchError:
        return None
    summary = desk.store.summary()
    note = desk.store.meta("sample")
    return Collection(
        documents=stats.documents,
        first_year=summary.first_year,
        last_year=summary.last_year,
        last_ingest=summary.last_ingest,
        quarantined=summary.quarantined,
        generation=stats.generation,
        fingerprint=stats.fingerprint,
        sample=desk.settings.sample or note is not None,
        mixed=note == "mixed",
    )
