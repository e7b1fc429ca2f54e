"""The check page in a browser: notes beside their words on a wide screen, beneath their paragraph on a phone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from scenes import RECORDED, note, say
from slugline.record import Record
from web.browsing import browsing, serving

LINES = [
    "The film *Paper Tides* opens in theaters on 4 June 2027, and Ada Rook plays Wren in the film *Paper Tides*.",
    "Otto Lind directs the film *Paper Tides*. It was shot in Porto over one long winter, as far as anybody will tell.",
]
ARTICLE = "---\ntitle: What we know\ndate: 2026-01-20\n---\n" + "\n\n".join(LINES)
BOXES = """() => {
  const box = (one) => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  return { notes: [...document.querySelectorAll('.finding')].map(box),
           refs: [...document.querySelectorAll('.ref')].map(box),
           blocks: [...document.querySelectorAll('.group .block')].map(box),
           width: document.documentElement.scrollWidth };
}"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "known.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def moved(desk_record: Record) -> None:
    date = say(
        "release_date", "2027-06-11", medium="theatrical", replaces="2027-06-04", quote="It moves to 11 June 2027"
    )
    role = say("cast_member", "Ada Rook", character="Maren", quote="Ada Rook plays Maren, not Wren")
    gone = say("director", "Otto Lind", "denied", quote="Otto Lind has left")
    new = say("director", "Mina Sands", quote="Mina Sands directs it now")
    desk_record.add(None, note("2026-04-02", "The Gable Wire", date, role, gone, new).claims, RECORDED)


def shown(page: Any, article: Path) -> Any:
    page.goto("/check")
    page.set_input_files("#file", str(article))
    page.click("button[type=submit]")
    page.wait_for_selector(".checked")
    return page.evaluate(BOXES)


def apart(boxes: list[list[float]]) -> bool:
    return all(below[1] >= above[3] for above, below in pairwise(boxes))


def test_notes_stand_level_with_their_words_and_apart(app_of: Callable[..., FastAPI], article: Path) -> None:
    with serving(app_of()) as address, browsing(address, viewport={"width": 1280, "height": 900}) as page:
        found = shown(page, article)
        assert len(found["notes"]) == len(found["refs"]) == 3
        assert apart(found["notes"])
        assert all(box[0] > words[2] for box, words in zip(found["notes"], found["refs"], strict=True))
        assert abs(found["notes"][0][1] - found["refs"][0][1]) < 40
        page.locator(".says summary").first.click()
        page.wait_for_timeout(100)
        assert apart(page.evaluate(BOXES)["notes"]), "also with a source opened"
        page.locator(".copy summary").click()
        assert "1. “The film Paper Tides opens" in page.input_value("#list")
        page.click("button[value=print]")
        page.wait_for_selector(".check-list")
        assert "Mina Sands directs it now" in page.inner_text("main")


def test_on_a_phone_notes_stand_beneath_their_paragraph(app_of: Callable[..., FastAPI], article: Path) -> None:
    with serving(app_of()) as address, browsing(address, viewport={"width": 360, "height": 800}) as page:
        found = shown(page, article)
        assert found["width"] == 360
        first, second = found["blocks"]
        assert [box[1] >= first[3] for box in found["notes"]] == [True, True, True]
        assert [box[3] <= second[1] for box in found["notes"]] == [True, True, False]
        assert found["notes"][2][1] >= second[3]


def test_without_script_all_of_it_is_there(app_of: Callable[..., FastAPI], article: Path) -> None:
    size = {"width": 1280, "height": 900}
    with serving(app_of()) as address, browsing(address, viewport=size, java_script_enabled=False) as page:
        page.goto("/check")
        page.set_input_files("#file", str(article))
        page.click("button[type=submit]")
        page.wait_for_selector(".checked")
        assert page.locator(".finding").count() == 3
        page.locator(".ref").first.click()
        assert page.url.endswith("#n1")
