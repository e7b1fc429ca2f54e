"""Pages that are kept: made once however many ask, never older than the record, never an editor's, within bounds."""

from __future__ import annotations

import asyncio
import gzip
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

from scenes import RECORDED, note, say
from slugline.errors import SluglineError
from slugline.record import Record
from slugline.record.state import state_of
from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk
from slugline.surfaces.web.front import AT_ONCE
from slugline.surfaces.web.keeping import Shelf, kept
from slugline.surfaces.web.pagefile import PageFile
from web.editing.desks import HERE, Clock, rules

GUIDE = "/titles/paper-tides"
NEWS = note("2026-05-20", "The Halyard", say("director", "Vera Oduya-Lind"))


class Kitchen:
    """Routes of the desk's own addresses whose pages are made only when the test says so."""

    def __init__(self, app: FastAPI) -> None:
        self.made: list[str] = []
        self.going, self.most = 0, 0
        self.go = threading.Event()
        self._lock = threading.Lock()
        app.router.routes.clear()
        app.get("/titles/{slug}")(self.page)

    def page(self, request: Request, slug: str, status: int = 200) -> Any:
        def make() -> HTMLResponse:
            with self._lock:
                self.made.append(slug)
                self.going += 1
                self.most = max(self.most, self.going)
            assert self.go.wait(20)
            with self._lock:
                self.going -= 1
            return HTMLResponse(f"<p>{slug}</p>", status)

        return kept(request, make)


@pytest.fixture
def kitchen(app_of: Callable[..., FastAPI]) -> tuple[FastAPI, Kitchen]:
    app = app_of()
    return app, Kitchen(app)


def asked(app: FastAPI, work: Callable[[httpx2.AsyncClient], Any]) -> Any:
    async def run() -> Any:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url=HERE) as client:
            return await work(client)

    return asyncio.run(run())


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("status", [200, 404])
def test_what_many_ask_for_at_once_is_made_once(kitchen: tuple[FastAPI, Kitchen], status: int) -> None:
    app, cook = kitchen

    async def work(client: httpx2.AsyncClient) -> list[httpx2.Response]:
        waiting = [asyncio.ensure_future(client.get(f"/titles/one?status={status}")) for _ in range(20)]
        await until(lambda: bool(cook.made))
        cook.go.set()
        return await asyncio.gather(*waiting)

    answers = asked(app, work)
    assert {(one.status_code, one.text) for one in answers} == {(status, "<p>one</p>")}
    assert cook.made == ["one"]


def test_few_are_made_at_a_time_and_one_that_is_kept_waits_for_none(kitchen: tuple[FastAPI, Kitchen]) -> None:
    app, cook = kitchen

    async def work(client: httpx2.AsyncClient) -> httpx2.Response:
        cook.go.set()
        await client.get("/titles/known")
        cook.go.clear()
        waiting = [asyncio.ensure_future(client.get(f"/titles/{number}")) for number in range(9)]
        await until(lambda: cook.going == AT_ONCE)
        answer = await asyncio.wait_for(client.get("/titles/known"), 20)
        assert not any(one.done() for one in waiting)
        cook.go.set()
        await asyncio.gather(*waiting)
        return answer

    assert asked(app, work).text == "<p>known</p>"
    assert cook.most == AT_ONCE
    assert len(cook.made) == 10


def test_a_fault_while_a_page_is_made_is_told_to_its_reader_alone(app_of: Callable[..., FastAPI]) -> None:
    app = app_of()
    app.router.routes.clear()
    tries: list[int] = []

    async def page() -> HTMLResponse:
        tries.append(1)
        await asyncio.sleep(0)
        if len(tries) == 1:
            raise ZeroDivisionError
        return HTMLResponse("made")

    app.get("/titles/one")(page)

    async def work(client: httpx2.AsyncClient) -> list[Any]:
        return await asyncio.gather(*(client.get("/titles/one") for _ in range(3)), return_exceptions=True)

    first, *others = asked(app, work)
    assert isinstance(first, ZeroDivisionError)
    assert [one.text for one in others] == ["made", "made"]


def test_a_page_is_never_older_than_the_record(client: TestClient, desk_record: Record) -> None:
    before = client.get(GUIDE)
    assert "Oduya-Lind" not in before.text
    assert client.get(GUIDE, headers={"if-none-match": before.headers["etag"]}).status_code == 304
    desk_record.add(None, NEWS.claims, RECORDED)
    after = client.get(GUIDE, headers={"if-none-match": before.headers["etag"]})
    assert (after.status_code, "Oduya-Lind" in after.text) == (200, True)


def test_a_page_is_of_its_day(client: TestClient, clock: Clock) -> None:
    before = client.get(GUIDE).headers["etag"]
    clock.at = clock.at.replace(day=2)
    assert client.get(GUIDE, headers={"if-none-match": before}).status_code == 200


def test_compressed_or_plain_it_is_the_same_page(client: TestClient) -> None:
    plain = client.get(GUIDE, headers={"accept-encoding": "identity"})
    packed = client.get(GUIDE, headers={"accept-encoding": "br, gzip;q=0.5"})
    refused = client.get(GUIDE, headers={"accept-encoding": "gzip;q=0"})
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.text == packed.text == refused.text
    assert plain.headers["etag"] != packed.headers["etag"], "other bytes, another tag"
    for tag in (plain.headers["etag"], packed.headers["etag"]):
        assert client.get(GUIDE, headers={"if-none-match": tag}).status_code == 304


def test_what_bears_a_cookie_is_neither_kept_nor_given_what_is(client: TestClient) -> None:
    mine = client.get(GUIDE, headers={"cookie": "slugline=something"})
    assert mine.headers["cache-control"] == "private, no-store"
    assert client.app.state.shelf.size == 0  # type: ignore[attr-defined]
    client.get(GUIDE)
    again = client.get(GUIDE, headers={"cookie": "slugline=something"})
    assert "etag" not in again.headers


def test_the_shelf_stays_within_its_bound() -> None:
    shelf = Shelf(largest=20_000)
    for number in range(300):
        shelf.put(str(number), bytes(str(number) * 3000, "ascii"))
        assert shelf.size <= 20_000
    assert gzip.decompress(shelf.get("299") or b"") == b"299" * 3000
    assert shelf.get("0") is None
    shelf.put("noise", secrets.token_bytes(30_000))
    assert shelf.get("noise") is None, "what is larger than the shelf is not kept"
    assert shelf.get("299")


def test_pages_in_a_file_are_found_again_and_never_stale(desk_record: Record, clock: Clock, tmp_path: Path) -> None:
    folder = tmp_path / "pages"

    def read(**more: Any) -> tuple[str, bool]:
        """The page, and whether it had to be made."""
        file = PageFile(folder)
        before = file.count
        app = make_app(Desk(desk_record, clock.today, clock.now, rules, **more), file)
        with TestClient(app, base_url=HERE) as browser:
            text = browser.get(GUIDE).text
        made = file.count > before
        file.close()
        return text, made

    first = read()
    assert first[1]
    assert read() == (first[0], False), "a desk that is started anew finds it"
    assert read(base="https://desk.example")[1], "a desk of another address has pages of its own"
    desk_record.add(None, NEWS.claims, RECORDED)
    later = read()
    assert later[1]
    assert "Oduya-Lind" in later[0]
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert oct((folder / "pages.db").stat().st_mode & 0o777) == "0o600"


def test_a_copy_put_back_and_told_otherwise_is_another_state(desk_record: Record) -> None:
    state = state_of(desk_record)
    with desk_record.reading() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("UPDATE versions SET recorded_at = '2031-01-01' WHERE id = 1")
        assert state_of(desk_record) == state, "an old row tells nothing"
        connection.exec_driver_sql(
            "UPDATE versions SET recorded_at = '2031-01-01' WHERE id = (SELECT max(id) FROM versions)"
        )
    assert state_of(desk_record) != state


def test_the_file_stays_within_its_bound(tmp_path: Path) -> None:
    file = PageFile(tmp_path, largest=2_000_000)
    for number in range(600):
        file.put(str(number), number.to_bytes(2, "big") * 5000)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 8_000_000
    assert file.get("599") == (599).to_bytes(2, "big") * 5000
    assert file.get("0") is None
    assert file.count < 250
    file.close()


def test_a_file_that_is_none_is_made_anew_and_one_that_breaks_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "pages.db").write_bytes(b"no database at all" * 500)
    file = PageFile(tmp_path)
    file.put("tag", b"page")
    assert file.get("tag") == b"page"
    other = PageFile(tmp_path)
    assert other.get("tag") == b"page", "another process finds it"
    file._base.execute("DROP TABLE pages")
    assert other.get("tag") is None
    other.put("tag", b"page")
    assert other.get("tag") is None
    file.close()
    other.close()
    with pytest.raises(SluglineError, match="can be written"):
        PageFile(tmp_path / "pages.db" / "under")
