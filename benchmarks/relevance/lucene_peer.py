"""Lucene with its SmartChinese and its CJK analyzer, any term matching (Java and Maven needed)."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.engine import NotInstalled
from benchmarks.relevance.peer import Material

_PROJECT = Path(__file__).parent / "lucene"


class LucenePeer:
    """Lucene over a collection, asked lists of queries; its index is made once and kept."""

    def __init__(self, analyzer: str, material: Material, folder: Path) -> None:
        self._analyzer = analyzer
        self._material = material
        self._folder = folder
        self._classes = _classes(material.work)

    def all(self, queries: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        """Return the ids for each of ``queries``, id and text."""
        self._folder.mkdir(parents=True, exist_ok=True)
        names = ("docs.tsv", "queries.tsv", "out.tsv", "index")
        docs, asked, out, index = (self._folder / name for name in names)
        if not docs.exists():
            part = docs.with_suffix(".part")
            _write(part, self._material.texts())
            part.rename(docs)
        _write(asked, queries)
        command = ["java", "-cp", self._classes, "Rank", self._analyzer, docs, asked, out, index]
        subprocess.run([str(part) for part in command], check=True)
        rows = (line.split("\t") for line in out.read_text(encoding="utf-8").splitlines())
        return {id_: ids.split() for id_, ids in rows}


def _classes(work: Path) -> str:
    """Compile what asks Lucene, once; raise NotInstalled without Java and Maven."""
    if not (shutil.which("mvn") and shutil.which("java")):
        raise NotInstalled("Java and Maven (apt install maven)")
    source = (_PROJECT / "src" / "main" / "java" / "Rank.java").read_bytes()
    built = work / f"lucene-{hashlib.sha256(source).hexdigest()[:8]}"
    if not (built / "target" / "classes" / "Rank.class").exists():
        shutil.copytree(_PROJECT, built, dirs_exist_ok=True)
        goals = ["package", "dependency:copy-dependencies"]
        made = subprocess.run(
            ["mvn", "-q", "-B", *goals], cwd=built, capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise NotInstalled(f"Maven could not build it: {_reason(made.stdout)}")
    return f"{built}/target/classes:{built}/target/dependency/*"


def _reason(output: str) -> str:
    """Return the first thing Maven has to say."""
    return next((line for line in output.splitlines() if line.strip()), "no reason given")[:200]


def _write(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{id_}\t{' '.join(text.split())}\n" for id_, text in rows)


smart = partial(LucenePeer, "smart")
cjk = partial(LucenePeer, "cjk")
