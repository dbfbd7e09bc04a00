"""Runs apart, where cpca and jionlp are installed: texts in, one JSON list of paths a line out.

``python peer_places.py < texts.jsonl``: each line a JSON string; each answer
``{"cpca": ["浙江省", "温州市", ""], "jionlp": [...]}``, empty where the library finds nothing.
Not imported by anything: the two bring pandas and 300 MB of dictionaries.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys


def main() -> None:
    """Answer every line of standard input."""
    with contextlib.redirect_stdout(io.StringIO()):  # jionlp greets
        import cpca
        import jionlp
    for line in sys.stdin:
        text = json.loads(line)
        with contextlib.redirect_stdout(io.StringIO()):
            row = cpca.transform([text]).iloc[0]
            counted = jionlp.recognize_location(text)["domestic"] or [[{}, 0]]
        best = counted[0][0]
        answers = {
            "cpca": [row[level] or "" for level in ("省", "市", "区")],
            "jionlp": [best.get(level) or "" for level in ("province", "city", "county")],
        }
        print(json.dumps(answers, ensure_ascii=False))


if __name__ == "__main__":
    main()
