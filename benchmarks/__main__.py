"""``python -m benchmarks``."""

from __future__ import annotations

from benchmarks.cli import commands

if __name__ == "__main__":
    commands(prog_name="python -m benchmarks")
