"""How fast the page opens, by the number of things; ratios to the smallest page of the same run count, not seconds.

Run with ``python -m benchmarks.page``. Needs a Chromium (named by CHROMIUM, or in the PATH). For each size: the time to
write the page, its size as it is and gzipped, and, as the median of several openings with the network off, the time
until the picture is drawn, until a thing's panel stands, and until a double click has grown the picture.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.browser.conftest import FLAGS, MINI, chromium
from tests.browser.graphs import large

from incidentgraph.export.html import render
from incidentgraph.store import Graph, open_graph

SIZES = (300, 3_000, 10_000)
ROUNDS = 5
HUB = "ig.picture.network.body.nodeIndices.slice().sort((a, b) => ig.touching[b].length - ig.touching[a].length)[0]"
TIMED = """async (act) => {
    const start = performance.now();
    act();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""


def timed(action: str) -> str:
    """A script that tells how long an action takes until it is drawn."""
    return f"({TIMED})(() => {action})"


def opening(browser: Browser, path: Path) -> tuple[float, float, float]:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path.as_uri())
    while not page.evaluate("window.__ready === true"):
        page.wait_for_timeout(5)
    ready = page.evaluate("performance.getEntriesByName('ready')[0].startTime")
    panel = page.evaluate(timed(f"ig.go({{ thing: {HUB} }})"))
    grown = page.evaluate(timed(f"ig.grow({HUB})"))
    context.close()
    return ready, panel, grown


def main() -> int:
    found = chromium()
    if found is None:
        print("no Chromium: name one by the environment variable CHROMIUM", file=sys.stderr)
        return 2
    graphs: dict[str, Graph] = {"the tests' graph": open_graph(MINI), **{f"{n:,} things": large(n) for n in SIZES}}
    print(f"{'graph':>16} {'write':>8} {'size':>9} {'gzipped':>9} {'ready':>9} {'ratio':>6} {'panel':>9} {'grow':>9}")
    first = 0.0
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        for name, graph in graphs.items():
            start = time.perf_counter()
            text = render(graph).encode()
            written = time.perf_counter() - start
            path = Path(folder) / "graph.html"
            path.write_bytes(text)
            rounds = [opening(browser, path) for _ in range(ROUNDS)]
            ready, panel, grown = (statistics.median(column) for column in zip(*rounds, strict=True))
            first = first or ready
            sizes = f"{len(text) / 1e6:6.2f} MB {len(gzip.compress(text)) / 1e6:6.2f} MB"
            times = f"{ready:6.0f} ms {ready / first:5.1f}x {panel:6.0f} ms {grown:6.0f} ms"
            print(f"{name:>16} {written:6.2f} s {sizes} {times}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
