"""Every kind of page that the desk has: one address of each, and the ways to those that a form leads to."""

from __future__ import annotations

from typing import Any

from web.editing.desks import NAME, PASSWORD
from web.whole.conftest import NOTES

GUIDE = "/titles/from-the-world-of-john-wick-ballerina"
OPEN = {
    "home": "/",
    "titles": "/titles",
    "guide": GUIDE,
    "guide as of a day": f"{GUIDE}?as_of=2023-08-01",
    "before the first word": f"{GUIDE}?as_of=2019-01-01",
    "sources": f"{GUIDE}/sources",
    "claims": f"{GUIDE}/sources?about=release_date",
    "choice": "/titles/ballerina",
    "franchises": "/franchises",
    "franchise": "/franchises/john-wick",
    "people": "/people",
    "person": "/people/ana-de-armas",
    "changes": "/changes",
    "calendar": "/calendar?as_of=2024-03-01",
    "search": "/search?q=balerina+lionsgate",
    "ask": "/ask?q=When+does+Ballerina+come+out%3F",
    "article": "/articles/1",
    "check": "/check",
    "sign-in": "/sign-in",
    "not found": "/titles/nothing-of-the-kind",
    "asked wrongly": "/calendar?as_of=13",
}
EDITING = {"add": "/add", "decisions": "/decisions", "doubts": "/doubts", "guide, signed in": GUIDE}
OLD_NOTE = NOTES / "2023-07-19-what-we-know.md"


def check(page: Any) -> None:
    """Leads a browser's page to a checked article."""
    page.goto("/check")
    page.fill("textarea[name=text]", OLD_NOTE.read_text(encoding="utf-8"))
    page.locator("form:has(textarea[name=text]) button").last.click()
    page.wait_for_selector(".checked")


def sign_in(page: Any) -> None:
    """Signs a browser in."""
    page.goto("/sign-in")
    page.fill("input[name=name]", NAME)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button").last.click()
    page.wait_for_selector(".edit-who")
