"""A real headless Chromium that has no network, and pages opened in it from disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from incidentgraph.export.base import GraphView
from incidentgraph.export.html import PageOptions, render
from incidentgraph.store import open_graph

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
MINI = Path(__file__).parents[1] / "data" / "mini.trig"


def chromium() -> str | None:
    """The browser named by the environment's CHROMIUM, or the first that the PATH has."""
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else list(NAMES)
    return next((found for name in named if (found := shutil.which(name))), None)


@dataclass
class Opened:
    """A page, with all that it asked for and all that it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def spot(self, name: str) -> tuple[float, float]:
        """Where a node is drawn, in the window."""
        x, y = self.page.evaluate(
            """(id) => {
                const network = ig.picture.network;
                const at = network.canvasToDOM(network.getPosition(ig.placeOf.get(id)));
                const box = document.getElementById('network').getBoundingClientRect();
                return [box.left + at.x, box.top + at.y];
            }""",
            name,
        )
        return x, y

    def click_thing(self, name: str) -> None:
        """A click with the mouse on the middle of a node."""
        self.page.mouse.click(*self.spot(name))
        self.until("document.body.dataset.view === 'detail'")

    def until(self, expression: str, tries: int = 200) -> None:
        """Waits until it is true. (The driver's own way evaluates in the page, which the page's policy forbids.)"""
        for _ in range(tries):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(25)
        pytest.fail(f"never true: {expression}")

    def go(self, name: str) -> None:
        """Chooses a thing as its button in the panel does."""
        self.page.evaluate("(id) => ig.go({ thing: ig.placeOf.get(id) })", name)

    def panel(self) -> str:
        """What the panel says."""
        return self.page.locator("#content").inner_text()


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        message = "no Chromium: install one, or name it by the environment variable CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a graph without a network; in the end it must have asked and complained of nothing."""
    shown: list[Opened] = []

    def show_page(
        graph: GraphView | None = None,
        *,
        language: str = "en-US",
        scheme: str = "light",
        size: tuple[int, int] = (1280, 800),
        address: str = "",
    ) -> Opened:
        path = tmp_path / "graph.html"
        path.write_text(render(open_graph(MINI) if graph is None else graph, PageOptions()), encoding="utf-8")
        context = browser.new_context(
            offline=True,
            locale=language,
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
            has_touch=size[0] < 500,
        )
        opened = Opened(context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.goto(path.as_uri() + address)
        opened.until("window.__ready === true")
        shown.append(opened)
        return opened

    yield show_page
    for opened in shown:
        opened.page.context.close()
        assert {url.partition("#")[0] for url in opened.requests} == {(tmp_path / "graph.html").as_uri()}
        assert opened.complaints == []
