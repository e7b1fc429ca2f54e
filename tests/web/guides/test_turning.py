"""A guide page turned back in a browser: in place, by slider, field and key, with an address for every day."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from slugline.record import Record
from slugline.surfaces.web.app import make_app
from web.guides.conftest import desk_over

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def served(tides: Record) -> Iterator[str]:
    """The desk on an address of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(desk_over(tides)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def tab(served: str) -> Iterator[Any]:
    """A page of a browser; what its console complains of is in ``faults``."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        page = browser.new_page(base_url=served)
        page.faults = []
        page.on("console", lambda said: page.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        yield page
        assert page.faults == []
        browser.close()


def test_the_page_turns_back_in_place(tab: Any) -> None:
    tab.goto("/titles/paper-tides")
    tab.evaluate("window.mine = 1")
    state = tab.locator(".mast-state")
    assert state.inner_text() == "Due in theaters on December 18, 2026, the second date announced."
    tab.locator("#slide").evaluate("one => { one.value = 60; one.dispatchEvent(new Event('input', {bubbles: true})); }")
    tab.wait_for_url("**/titles/paper-tides?as_of=2025-03-11")
    tab.wait_for_function("document.querySelector('.mast-state').textContent.includes('June 12')")
    assert tab.input_value("#as-of") == "2025-03-11"
    tab.fill("#as-of", "2025-02-01")
    tab.wait_for_url("**/titles/paper-tides?as_of=2025-02-01")
    tab.locator("h1").click()
    tab.keyboard.press("t")
    tab.wait_for_url("**/titles/paper-tides")
    tab.wait_for_function("document.querySelector('.mast-state').textContent.includes('December 18')")
    assert tab.evaluate("window.mine") == 1
    tab.locator(".cite > summary").first.click()
    assert tab.locator(".cite[open] mark").first.is_visible()


def test_nothing_overflows_on_a_phone_or_moves_while_loading(tab: Any) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.add_init_script(
        "window.moved = 0;"
        "const add = (all) => all.getEntries().forEach((one) => { window.moved += one.value; });"
        "new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});"
    )
    for address in ("/titles/paper-tides", "/titles", "/", "/titles/lantern-bay"):
        tab.goto(address)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert tab.evaluate("window.moved") == 0, address
