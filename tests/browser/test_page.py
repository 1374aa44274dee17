"""The page in a real browser, without a network. Every test also asserts no request and no complaint (`show`)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Open
from tests.browser.graphs import hostile, large

from incidentgraph.store import Graph

pytestmark = pytest.mark.browser

OUTAGE = "outage/chirpo-2025-05-24"
FITS = "document.getElementById('content').scrollWidth <= document.getElementById('panel').clientWidth"
ATTACK = "attack/chirpo-2025-05-24"


def test_the_overview_lists_incidents_and_disagreements(show: Open) -> None:
    opened = show()
    assert "Outage of Chirpo" in opened.panel()
    assert "4 disagreements" in opened.panel()


def test_a_click_on_a_node_shows_its_facts_with_quote_and_article(show: Open) -> None:
    opened = show()
    opened.click_thing(OUTAGE)
    panel = opened.page.locator("#content")
    expect(panel.locator("h2")).to_have_text("Outage of Chirpo, May 24, 2025")
    duration = panel.locator(".fact", has=opened.page.get_by_role("heading", name="Duration"))
    expect(duration.locator(".value").first).to_have_text("2 hours")
    expect(duration.locator("blockquote").first).to_have_text("down for two hours")
    link = duration.get_by_role("link", name="Chirpo goes down for two hours").first
    expect(link).to_have_attribute("href", "https://news.example/en-1")
    assert "Northern Wire" in opened.panel()


def test_a_click_on_a_line_shows_the_statement_and_its_quotes(show: Open) -> None:
    opened = show()
    line = opened.page.evaluate(
        """() => {
            const network = ig.picture.network;
            const i = ig.data.lines.findIndex((line) => line.p === 'ownerOf' || line.p === 'founderOf');
            const at = network.canvasToDOM(network.body.edges[i].edgeType.getPoint(0.5));
            const box = document.getElementById('network').getBoundingClientRect();
            return [box.left + at.x, box.top + at.y];
        }"""
    )
    opened.page.mouse.click(*line)
    expect(opened.page.locator("#content .triple")).to_be_visible()
    expect(opened.page.locator("#content blockquote").first).to_be_visible()


def test_conflicts_stand_side_by_side_in_the_panel_of_their_thing(show: Open) -> None:
    opened = show(address=f"#thing={OUTAGE}")
    dispute = opened.page.locator(".dispute", has_text="Duration")
    expect(dispute.locator(".side")).to_have_count(2)
    expect(dispute.locator(".side .value")).to_have_text(["2 hours", "48 minutes"])


def test_who_says_so_and_the_stance_stand_at_the_quote(show: Open) -> None:
    opened = show(address=f"#thing={ATTACK}")
    denial = opened.page.locator("#content .dispute .quote.stance-Denied")
    expect(denial.locator(".badge")).to_have_text("Denied")
    expect(denial.locator(".speaker")).to_contain_text("Chirpo")


def test_each_stance_has_its_line_style(show: Open) -> None:
    opened = show(large(200))
    styles = opened.page.evaluate(
        """() => Object.fromEntries(ig.data.lines.map((line, i) => {
            const { dashes, color } = ig.picture.network.body.data.edges.get(i);
            return [line.st, [dashes, color.color]];
        }))"""
    )
    dashes = {stance: dash for stance, (dash, _) in styles.items()}
    assert dashes["Asserted"] is False
    assert dashes["Claimed"] == dashes["Attributed"] == [9, 7]
    assert dashes["Suspected"][0] < 1  # a dot: round caps at both ends of next to nothing
    assert styles["Denied"] == [[9, 7], opened.page.evaluate("ig.ink('denied')")]
    assert styles["Asserted"][1] != styles["Denied"][1]


def test_a_denied_line_is_struck_through_in_its_middle(show: Open) -> None:
    opened = show()
    red = opened.page.evaluate(
        """() => {
            const i = ig.data.lines.findIndex((line) => line.st === 'Denied');
            const network = ig.picture.network;
            const at = network.canvasToDOM(network.body.edges[i].edgeType.getPoint(0.5));
            const canvas = document.querySelector('#network canvas');
            const scale = canvas.width / canvas.clientWidth;
            const box = canvas.getContext('2d').getImageData((at.x - 1) * scale, (at.y - 1) * scale, 3, 3).data;
            return [...box].some((_, k) => k % 4 === 0 && box[k] > 150 && box[k + 1] < 90);
        }"""
    )
    assert red


def test_arabic_is_shown_right_to_left_in_any_interface(show: Open) -> None:
    opened = show(address=f"#thing={OUTAGE}")
    opened.page.evaluate("document.querySelectorAll('#content details').forEach((d) => { d.open = true; })")
    arabic = opened.page.locator("blockquote[lang=ar]").first
    expect(arabic).to_have_css("direction", "rtl")
    expect(opened.page.locator("blockquote[lang=en]").first).to_have_css("direction", "ltr")


def test_the_arabic_interface_is_mirrored(show: Open) -> None:
    opened = show(language="ar")
    expect(opened.page.locator("html")).to_have_attribute("dir", "rtl")
    panel, picture = (opened.page.locator(f"#{name}").bounding_box() for name in ("panel", "picture"))
    assert panel is not None
    assert picture is not None
    assert panel["x"] < picture["x"]
    opened.go(OUTAGE)
    assert "ساعتان" in opened.panel()
    expect(opened.page.locator("blockquote[lang=en]").first).to_have_css("direction", "ltr")


def test_the_language_is_switched_and_kept_in_the_address(show: Open) -> None:
    opened = show()
    opened.page.locator("#language").select_option("fr")
    assert "désaccords" in opened.panel()
    assert "lang=fr" in opened.page.url


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("NIGHTKES", "NightKestrel"),
        ("numerique", "Ministère du Numérique"),
        ("تِشيربُو", "Chirpo"),
        ("zzzz", None),
    ],
)
def test_search_finds_names_without_case_accents_or_marks(show: Open, words: str, name: str | None) -> None:
    opened = show()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(words)
    hits = opened.page.locator("#hits").get_by_role("option")
    if name is None:
        expect(hits).to_have_text("Nothing is called so")
        return
    expect(hits.first).to_contain_text(name)
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#content h2")).to_have_text(name)


def test_established_facts_leave_rumours_out(show: Open) -> None:
    opened = show()
    shown = "(id) => ig.picture.network.body.nodes[ig.placeOf.get(id)].options.hidden !== true"
    assert opened.page.evaluate(shown, ATTACK)
    opened.page.get_by_role("button", name="Established").click()
    assert not opened.page.evaluate(shown, ATTACK)
    assert opened.page.evaluate(shown, OUTAGE)
    opened.go(OUTAGE)
    assert "Suspected" not in opened.page.locator(".fact").all_inner_texts()


def test_the_legend_hides_and_shows_a_class(show: Open) -> None:
    opened = show()
    person = opened.page.locator("#kinds").get_by_role("button", name="Person")
    person.click()
    expect(person).to_have_attribute("aria-pressed", "false")
    hidden = "ig.picture.network.body.nodes[ig.placeOf.get('person/mara-velden')].options.hidden"
    assert opened.page.evaluate(hidden)
    person.click()
    assert not opened.page.evaluate(hidden)


def test_the_legend_hides_and_shows_a_stance(show: Open) -> None:
    opened = show()
    opened.page.locator("#stances").get_by_role("button", name="Claimed").click()
    hidden = f"ig.picture.network.body.nodes[ig.placeOf.get('{ATTACK}')].options.hidden"
    assert opened.page.evaluate(hidden)
    assert "without=Attributed+Claimed" in opened.page.url
    opened.page.reload()
    opened.until("window.__ready === true")
    assert opened.page.evaluate(hidden)


def test_back_undoes_a_step_and_an_address_is_a_view(show: Open) -> None:
    opened = show(address=f"#thing={OUTAGE}")
    expect(opened.page.locator("#content h2")).to_have_text("Outage of Chirpo, May 24, 2025")
    opened.page.locator("#content").get_by_role("button", name="Norland").first.click()
    expect(opened.page.locator("#content h2")).to_have_text("Norland")
    opened.page.go_back()
    expect(opened.page.locator("#content h2")).to_have_text("Outage of Chirpo, May 24, 2025")


def test_everything_is_reached_by_keyboard_and_has_a_name(show: Open) -> None:
    opened = show()
    opened.page.locator("#content .thing").first.focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#content h2")).to_be_focused()
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#content h2")).to_have_text("incidentgraph")
    unnamed = opened.page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, a, summary, [role=group]')].filter((e) =>
            e.offsetParent && !(e.getAttribute('aria-label') || e.innerText || '').trim()).map((e) => e.outerHTML)"""
    )
    assert unnamed == []


def test_a_phone_shows_picture_and_panel_without_sideways_scrolling(show: Open) -> None:
    opened = show(size=(360, 740), address=f"#thing={OUTAGE}")
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.page.evaluate(
        "document.getElementById('content').scrollWidth <= document.getElementById('panel').clientWidth"
    )
    picture = opened.page.locator("#network").bounding_box()
    assert picture is not None
    assert picture["height"] > 200


def test_a_tap_on_a_phone_shows_the_facts(show: Open) -> None:
    opened = show(size=(390, 844))
    opened.page.touchscreen.tap(*opened.spot(OUTAGE))
    opened.until("document.body.dataset.view === 'detail'")
    assert "2 hours" in opened.panel()


@pytest.mark.parametrize("things", [3_000, 10_000])
def test_a_large_graph_opens_on_its_hubs_and_grows_on_a_double_click(show: Open, things: int) -> None:
    opened = show(large(things))
    assert opened.page.evaluate("ig.data.things.length") == things
    assert opened.page.evaluate("ig.picture.shown()") == 300
    hub = opened.page.evaluate(
        """() => {
            const network = ig.picture.network;
            const hidden = (i) => ig.touching[i].filter((l) => !ig.picture.has(ig.other(l, i))).length;
            const drawn = network.body.nodeIndices.slice().sort((a, b) => hidden(b) - hidden(a));
            const at = network.canvasToDOM(network.getPosition(drawn[0]));
            const box = document.getElementById('network').getBoundingClientRect();
            return [box.left + at.x, box.top + at.y];
        }"""
    )
    opened.page.mouse.dblclick(*hub)
    opened.until("ig.picture.shown() > 300")


def test_a_thing_that_is_not_drawn_comes_when_it_is_searched(show: Open) -> None:
    opened = show(large(3_000))
    name = opened.page.evaluate("ig.data.things.findIndex((t, i) => !ig.picture.has(i) && ig.touching[i].length)")
    opened.page.locator("#query").fill(opened.page.evaluate(f"ig.name({name})"))
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate(f"ig.picture.has({name})")


def test_hostile_text_neither_runs_nor_breaks_the_page(show: Open) -> None:
    opened = show(hostile())
    for thing in range(opened.page.evaluate("ig.data.things.length")):
        opened.page.evaluate(f"ig.go({{ thing: {thing} }})")
        opened.page.evaluate("document.querySelectorAll('#content details').forEach((d) => { d.open = true; })")
    opened.go("outage/all")
    opened.page.wait_for_timeout(100)  # time for an onerror to run, if one could
    assert opened.page.evaluate("window.__ran") is None
    assert opened.page.locator("#content script, #content img").count() == 0
    addresses = opened.page.locator("#content a").evaluate_all("(all) => all.map((a) => new URL(a.href).protocol)")
    assert set(addresses) == {"https:"}
    assert opened.page.evaluate(
        "document.getElementById('content').scrollWidth <= document.getElementById('panel').clientWidth"
    )
    assert "<script>window.__ran" in opened.panel()


def test_an_empty_graph_says_so(show: Open) -> None:
    opened = show(Graph.from_quads([]))
    expect(opened.page.locator("#empty")).to_be_visible()


def test_support_is_shown_in_witnesses_and_a_copy_says_so(show: Open) -> None:
    """The Arabic article is a translation of the English one."""
    opened = show(address=f"#thing={OUTAGE}")
    panel = opened.page.locator("#content")
    expect(panel.locator(".standing .witnesses")).to_have_text("2 witnesses (3 articles)")
    duration = panel.locator(".fact", has=opened.page.get_by_role("heading", name="Duration"))
    expect(duration.locator(".told .witnesses").first).to_have_text("1 witness (2 articles)")
    expect(duration.locator(".source .copy").first).to_have_text("Also in translation")
