"""The countable facts of an article: what SQL counts and the index is checked against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.article import Decision, Extraction
from searchapp.corrections import corrected
from searchapp.database import Connection
from searchapp.document import about_regions, counted_organizations, source_id
from searchapp.store_rows import decision, extraction, storable
from tokenizers.folding import fold


@dataclass(frozen=True, slots=True)
class Facts:
    """Date, source (id → name, if any), region codes and organizations (id → name)."""

    date: str | None
    source: dict[str, str]
    regions: tuple[str, ...]
    organizations: dict[str, str]

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes by its fields: a fifth of what a dataclass does of itself."""
        return Facts, (self.date, self.source, self.regions, self.organizations)

    @property
    def source_id(self) -> str | None:
        """The id of the publishing site, None when the page does not say it."""
        return next(iter(self.source), None)


def countable(found: Extraction) -> Facts:
    """Return what is counted of an extraction."""
    source = source_id(found)
    return Facts(
        date=found.date.value if found.date else None,
        source={source: found.site} if source and found.site else {},
        regions=about_regions(found),
        organizations=counted_organizations(found),
    )


def write_facts(connection: Connection, seq: int, facts: Facts) -> None:
    """Make ``facts`` what is counted of an article, which thereby has a new version."""
    name_source(connection, facts)
    connection.execute(
        "UPDATE articles SET version = version + 1, date = ?, source_id = ? WHERE seq = ?",
        (facts.date, facts.source_id, seq),
    )
    connection.execute("DELETE FROM article_regions WHERE seq = ?", (seq,))
    connection.execute("DELETE FROM article_organizations WHERE seq = ?", (seq,))
    add_values(connection, seq, facts)


def name_source(connection: Connection, facts: Facts) -> None:
    """Make the publishing site known, which an article must be able to refer to."""
    if facts.source:
        _name(connection, "sources", facts.source)


def add_values(connection: Connection, seq: int, facts: Facts) -> None:
    """Count an article, of which nothing is counted, by its regions and organizations."""
    if facts.regions:
        connection.executemany(
            "INSERT INTO article_regions VALUES (?, ?)", [(seq, code) for code in facts.regions]
        )
    if facts.organizations:
        _name(connection, "organizations", facts.organizations)
        connection.executemany(
            "INSERT INTO article_organizations VALUES (?, ?)",
            [(seq, id_) for id_ in facts.organizations],
        )


def recount(connection: Connection, seq: int) -> None:
    """Count an article by its newest revision and everything staff decided about it; of a
    withdrawn one no region and no organization is counted."""
    row = connection.execute(
        "SELECT title, body, facts, withdrawn FROM revisions JOIN articles USING (seq)"
        " WHERE seq = ? AND n = revision",
        (seq,),
    ).fetchone()
    read = extraction(row["title"], row["body"], "", row["facts"])
    facts = countable(corrected(read, decisions(connection, seq)))
    if row["withdrawn"]:
        facts = Facts(facts.date, facts.source, (), {})
    write_facts(connection, seq, facts)


def decisions(connection: Connection, seq: int) -> tuple[Decision, ...]:
    """Return what staff decided about an article, oldest first."""
    query = "SELECT * FROM corrections WHERE seq = ? ORDER BY n"
    return tuple(map(decision, connection.execute(query, (seq,))))


def _name(connection: Connection, table: str, names: dict[str, str]) -> None:
    rows: Iterable[tuple[str, str, str]] = (
        (id_, storable(name), fold(name)) for id_, name in names.items()
    )
    connection.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, folded = excluded.folded WHERE name <> excluded.name",
        rows,
    )
