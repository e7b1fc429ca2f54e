"""Takes the pictures of the desk that the documentation shows, with Debian's Chromium.

    python docs/pictures.py [NAME...]

Reads the example notes into a record of its own, serves it as of a fixed day, and writes docs/pictures/NAME.png in 64
colours, each under 150 KB. Needs the extras ``web`` and ``docs`` and /usr/bin/chromium (or CHROMIUM).
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from slugline.claims.engines import open_engine
from slugline.claims.kinds import SPECS
from slugline.record import open_record
from slugline.surfaces.inputs import readings
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk

HOME = Path(__file__).parents[1]
PICTURES = HOME / "docs" / "pictures"
TODAY = date(2025, 7, 1)
NOW = datetime(2025, 7, 1, 9, tzinfo=UTC)
DESKTOP, PHONE = (1280, 900), (390, 844)
LARGEST = 150_000  # bytes
GUIDE = "/titles/from-the-world-of-john-wick-ballerina"
OLD_NOTE = HOME / "examples" / "ballerina" / "2023-07-19-what-we-know.md"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what is opened, what is done there, and how much of it is shown."""

    name: str
    path: str
    size: tuple[int, int] = DESKTOP
    dark: bool = False
    do: Callable[[Page], None] | None = None


def open_citation(page: Page) -> None:
    page.locator("#release_date details.cite summary").first.click()
    page.evaluate("document.querySelector('#release_date').scrollIntoView()")


def show_map(page: Page) -> None:
    page.evaluate(
        "[...document.querySelectorAll('h2')].find(one => one.textContent == 'In which order').scrollIntoView()"
    )


def check_old_note(page: Page) -> None:
    page.fill("textarea[name=text]", OLD_NOTE.read_text(encoding="utf-8"))
    page.locator("form:has(textarea[name=text]) button").last.click()
    page.wait_for_load_state()


def check_article(page: Page) -> None:
    check_old_note(page)
    page.evaluate("document.querySelector('.text-section').scrollIntoView()")


PAGES = (
    Picture("home", "/"),
    Picture("guide", GUIDE),
    Picture("guide-citation", GUIDE, do=open_citation),
    Picture("guide-as-of", f"{GUIDE}?as_of=2023-08-01", dark=True),
    Picture("guide-phone", GUIDE, size=PHONE),
    Picture("franchise", "/franchises/john-wick", do=show_map),
    Picture("search", "/search?q=balerina+lionsgate"),
    Picture("changes", "/changes"),
    Picture("check", "/check", do=check_old_note),
    Picture("check-article", "/check", do=check_article),
    Picture("person-phone", "/people/ana-de-armas", size=PHONE, dark=True),
)


@contextmanager
def desk(folder: Path) -> Iterator[str]:
    """The address of a desk over the example notes."""
    engine = cache(open_engine)
    with open_record(str(folder / "pictures.db"), SPECS) as record:
        for reading in readings([str(HOME / "examples" / "ballerina")], engine().extract):
            record.add(reading.article, reading.claims, NOW)
        app = make_app(Desk(record, lambda: TODAY, lambda: NOW, engine))
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error")
        server = uvicorn.Server(config)
        socket = config.bind_socket()
        thread = threading.Thread(target=server.run, args=([socket],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{socket.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def small(picture: bytes) -> bytes:
    """The picture in as many colours as LARGEST has room for."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (64, 32, 16):
        out = io.BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= LARGEST:
            break
    return out.getvalue()


def main(names: list[str]) -> int:
    PICTURES.mkdir(exist_ok=True)
    wanted = [one for one in PAGES if not names or one.name in names]
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for one in wanted:
            width, height = one.size
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if one.dark else "light",
                reduced_motion="reduce",
                locale="en-US",
            )
            answer = page.goto(address + one.path)
            if answer is None or answer.status != 200:
                print(f"{one.name}: {one.path} answers {answer.status if answer else 'nothing'}", file=sys.stderr)
                return 1
            page.evaluate("document.fonts.ready")
            page.reload()  # its type is at hand by now
            if one.do:
                one.do(page)
            page.wait_for_load_state("networkidle")
            made = small(page.screenshot(animations="disabled"))
            (PICTURES / f"{one.name}.png").write_bytes(made)
            print(f"{one.name}: {len(made):,} bytes")
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
