"""What drawing a PNG costs a server: time and memory of the first chart, ours beside matplotlib.

``python -m benchmarks.charts``; matplotlib is measured where it is installed.
"""

from __future__ import annotations

import json
import subprocess
import sys

OURS = """
from searchapp.chart import Box, Chart, Label
from searchapp.chart_png import chart_png
marks = [Box(20.0 * n, 100.0, 12.0, 10.0 * n) for n in range(20)]
marks += [Label(20.0 * n, 90.0, f"第{n}季度") for n in range(20)]
chart = Chart(250.0, "", "", tuple(marks))
def draw(): return chart_png(chart)
"""
THEIRS = """
import io, matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot
def draw():
    figure, axes = pyplot.subplots(figsize=(4.44, 2.74), dpi=300)
    axes.bar(range(20), [10 * n for n in range(20)])
    for n in range(20): axes.text(n, 10 * n, f"Q{n}")
    file = io.BytesIO(); figure.savefig(file, format="png"); pyplot.close(figure)
    return file.getvalue()
"""
MEASURE = """
import json, resource, time
import searchapp.web.app
def used(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, start = used(), time.process_time()
{code}
size = len(draw())
first, middle = time.process_time() - start, time.process_time()
for _ in range(5): draw()
each = (time.process_time() - middle) / 5
print(json.dumps(dict(first=first, each=each, memory=used() - before, size=size)))
"""


def main() -> None:
    """Print CPU seconds of the first and of a later chart, megabytes more, bytes of the file."""
    for name, code in (("Pillow (ours)", OURS), ("matplotlib", THEIRS)):
        run = [sys.executable, "-c", MEASURE.format(code=code)]
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name}: {done.stderr.strip().splitlines()[-1]}")
            continue
        found = json.loads(done.stdout)
        print(
            f"{name}: first {found['first']:.2f} s, each {1000 * found['each']:.0f} ms, "
            f"+{found['memory']:.0f} MB, {found['size'] / 1000:.0f} kB"
        )


if __name__ == "__main__":
    main()
