"""What is counted: rights out of a total, by group, with every miss and its evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Miss:
    """One wrong reading: what was said, what is right, and what it was read from."""

    page: str
    said: str
    wanted: str
    evidence: str = ""


@dataclass(slots=True)
class Tally:
    """A measure. ``groups`` counts rights and totals by format or flag; ``bound`` is ``most``
    where fewer is better (invented dates), then ``right`` counts the bad ones."""

    name: str
    right: int = 0
    total: int = 0
    fewer_is_better: bool = False
    groups: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def count(self, right: bool, groups: tuple[str, ...] = (), miss: Miss | None = None) -> None:
        """Count one case; ``miss`` says what went wrong if it did."""
        self.right += right
        self.total += 1
        for group in groups:
            self.groups.setdefault(group, Counter()).update(right=int(right), total=1)
        if right == self.fewer_is_better and miss is not None:
            self.misses.append(miss)

    @property
    def share(self) -> float:
        """The share of rights; 1.0 of nothing (0.0 where fewer is better)."""
        if not self.total:
            return 0.0 if self.fewer_is_better else 1.0
        return self.right / self.total

    def holds(self, floor: float) -> bool:
        """Return whether the measure is at its floor (its ceiling, where fewer is better)."""
        # Floors are kept with four digits.
        share = round(self.share, 4)
        return share <= floor if self.fewer_is_better else share >= floor
