"""What every page keeps for every reader, in a browser: no serious fault of accessibility, nothing that moves, a focus
that is seen, and all of it without script."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest

from web.browsing import browsing
from web.whole.kinds import EDITING, GUIDE, OPEN, check, sign_in

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
ELSEWHERE = ("home", "guide", "franchise", "person", "changes", "search")  # pages laid out otherwise on a phone
GRAVE = ("serious", "critical")
OPENED = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
MOVED = (
    "window.moved = 0; const add = (all) => all.getEntries().forEach((one) => { window.moved += one.value; });"
    "new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});"
)
STOPS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((one) => one.checkVisibility() && !one.closest('details:not([open]) > :not(summary)')).length"""
FOCUSED = """() => { const one = document.activeElement, style = getComputedStyle(one);
    return [one.tagName + ' ' + (one.type || ''), style.outlineStyle, parseFloat(style.outlineWidth)]; }"""


def faults(page: Any, name: str) -> list[str]:
    """What axe-core finds of serious or critical faults, in light and in dark, everything unfolded."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(OPENED)
    page.evaluate(axe)
    found = []
    for scheme, only in (("light", "{}"), ("dark", "{runOnly: ['color-contrast']}")):
        page.emulate_media(color_scheme=scheme)
        for one in page.evaluate(f"axe.run(document, {only})")["violations"]:
            places = [node["html"][:100] for node in one["nodes"]]
            found += [f"{name}, {scheme}: {one['id']}: {place}" for place in places if one["impact"] in GRAVE]
    page.emulate_media(color_scheme="light")
    return found


def expected(text: str) -> bool:
    """Whether the console tells of an answer that is meant to be none."""
    return "status of 4" in text or "status of 3" in text


@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_hard_to_use_for_anybody(address: str, size: str) -> None:
    pytest.importorskip("axe_playwright_python")
    found = []
    with browsing(address, quiet=expected, viewport=SIZES[size], bypass_csp=True) as page:
        for name in OPEN if size == "desktop" else ELSEWHERE:
            page.goto(OPEN[name])
            found += faults(page, name)
        check(page)
        found += faults(page, "a checked article")
        sign_in(page)
        for name, path in EDITING.items():
            page.goto(path)
            found += faults(page, name)
        page.goto(page.locator("a[href^='/claims/']").first.get_attribute("href"))
        found += faults(page, "a claim")
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_or_overflows(address: str, size: str) -> None:
    with browsing(address, quiet=expected, viewport=SIZES[size]) as page:
        page.add_init_script(MOVED)
        for name, path in OPEN.items():
            page.goto(path)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.moved") == 0, name
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name


@pytest.mark.parametrize("path", ["/", GUIDE, "/changes", "/check"])
def test_every_control_is_reached_by_keyboard_and_seen(address: str, path: str) -> None:
    with browsing(address, viewport=SIZES["desktop"]) as page:
        page.goto(path)
        stops = min(page.evaluate(STOPS), 60)
        assert stops > 5
        for _ in range(stops):
            page.keyboard.press("Tab")
            tag, style, width = page.evaluate(FOCUSED)
            assert not tag.startswith("BODY")
            assert style != "none", tag
            assert width >= 1


def test_without_script_the_desk_does_all_it_does(address: str) -> None:
    with browsing(address, java_script_enabled=False, viewport=SIZES["phone"]) as page:
        page.goto("/")
        page.fill("#ask", "When does Ballerina come out?")
        page.locator("main form button").first.click()
        assert "June 6, 2025" in page.inner_text("main")
        page.goto(GUIDE)
        page.locator("#release_date .cite summary").first.click()
        assert page.locator("#release_date .cite[open] mark").first.is_visible()
        page.fill("#as-of", "2023-08-01")
        page.click("form.asof button")
        assert page.url.endswith(f"{GUIDE}?as_of=2023-08-01")
        assert "June 7, 2024" in page.inner_text(".mast-state")
        page.click("form.asof a")
        assert page.url.endswith(GUIDE)
        check(page)
        assert page.locator(".finding").count() > 2
        sign_in(page)
        page.goto("/decisions")
        assert page.locator("h1").is_visible()
