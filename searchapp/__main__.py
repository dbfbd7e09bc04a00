"""``python -m searchapp``: check the environment, then run the command line."""

from __future__ import annotations

import sys

from searchapp.guard import environment_problem


def main() -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Chinese must come out whatever the locale or the Windows code page says.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    problem = environment_problem()
    if problem:
        print(problem, file=sys.stderr)
        return 3
    from searchapp.cli import run

    code: int = run(sys.argv[1:])
    return code


if __name__ == "__main__":
    sys.exit(main())
