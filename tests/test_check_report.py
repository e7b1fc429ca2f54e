"""`slugline check --html`: pages that stand by themselves, for one article or thousands, whatever the articles hold.

The golden page is of an article of our own, held against the record of the examples. Where a change to it is meant,
``SLUGLINE_GOLDEN=write pytest tests/test_check_report.py`` writes it anew.
"""

from __future__ import annotations

import csv
import os
import re
import tracemalloc
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import HOME, Runner, Writer
from scenes import RECORDED, say
from slugline.claims.engines import open_engine
from slugline.claims.kinds import SPECS
from slugline.contract import claim_to_json
from slugline.errors import SluglineError
from slugline.record import open_record
from slugline.surfaces import check_report
from slugline.surfaces.check_lists import COLUMNS, cell
from slugline.surfaces.check_report import INDEX, LIST, open_report
from slugline.surfaces.checking import Checked, gathered
from slugline.surfaces.inputs import readings

GOLDEN = Path(__file__).parent / "golden" / "check-page.html"
EXAMPLES = HOME / "examples" / "ballerina"
OPTIONS = ("--extractor", "rules", "--as-of", "2025-07-01")
ARTICLE = """\
---
title: "Dancing toward revenge: a primer"
date: 2023-08-02
publisher: "The Halyard"
url: "https://halyard.example/primer"
---
The next John Wick film has no guns on its poster, only slippers.

## The date

*Ballerina* opens in theaters on June 7, 2024, Lionsgate said. There is no trailer yet.

## The people

Ana de Armas plays Rooney in *Ballerina*, and Gabriel Byrne has an undisclosed role. Len Wiseman directs it.

- Keanu Reeves returns as John Wick in *Ballerina*.
"""
HOSTILE = """\
---
title: "<script>alert(1)</script> =1+1"
date: 2024-02-01
publisher: "<b>The</b> Sheet"
url: "https://sheet.example/\\"><img/src=x/onerror=alert(1)>"
---
<script>alert(document.cookie)</script>

"Paper Tides" opens in theaters on June 7, 2024. <img src=x onerror=alert(1)> \u202eevil\u202c {{ 7*7 }} {% raw %}

</style></title><svg onload=alert(1)> [click](javascript:alert(1)) <a href="javascript:alert(1)">here</a>

Ada Rook plays <iframe src=//x.example></iframe> Wren in "Paper Tides".
"""


class Pages(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the examples."""
    path = tmp_path_factory.mktemp("examples") / "record.db"
    with open_record(str(path), SPECS) as record:
        for reading in readings([str(EXAMPLES)], open_engine("rules").extract):
            assert reading.article
            record.add(reading.article, reading.claims, RECORDED)
    return path


def inner(page: str) -> str:
    """The page without its styles."""
    return re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)


def test_the_golden_page(slugline: Runner, tmp_path: Path, examples: Path) -> None:
    (tmp_path / "primer.md").write_text(ARTICLE, encoding="utf-8")
    ran = slugline("check", "primer.md", *OPTIONS, "--html", "out", "--record", examples)
    assert (ran.status, ran.err) == (1, "")
    made = inner((tmp_path / "out" / "primer.html").read_text(encoding="utf-8"))
    if os.environ.get("SLUGLINE_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


def test_what_the_golden_page_says(slugline: Runner, tmp_path: Path, examples: Path) -> None:
    (tmp_path / "primer.md").write_text(ARTICLE, encoding="utf-8")
    slugline("check", "primer.md", *OPTIONS, "--html", "out", "--record", examples)
    page = Pages((tmp_path / "out" / "primer.html").read_text(encoding="utf-8"))
    said = " ".join(page.words.split())
    for words in (
        "June 6, 2025, in theaters, not June 7, 2024 since February 22, 2024",
        "Gabriel Byrne, as the Chancellor since June 6, 2025",
        "September 26, 2024, trailer",
        "“Ana de Armas plays Rooney Eve Macarro in Ballerina”",
        "“Gabriel Byrne plays the Chancellor”",
        "Second Reel, June 6, 2025",
    ):
        assert words in said, words
    assert "script" not in page.tags


def test_every_page_stands_by_itself(slugline: Runner, tmp_path: Path, examples: Path) -> None:
    assert slugline("check", EXAMPLES, *OPTIONS, "--html", "out", "--record", examples).status == 1
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.html")}
    assert set(pages) == {INDEX, *(f"{path.stem}.html" for path in EXAMPLES.glob("*.md"))}
    for page in pages.values():
        seen = Pages(page)
        assert not {"script", "link", "img", "iframe", "form", "object"} & set(seen.tags)
        assert "@font-face" not in page
        assert "url(" not in page
        assert "default-src 'none'" in page
        assert len(page.encode()) < 100_000
        ids = [value for name, value in seen.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        inside = [value[1:] for name, value in seen.attributes if name == "href" and value and value.startswith("#")]
        assert set(inside) <= set(ids)
        linked = [value for name, value in seen.attributes if name == "href" and value and "/" not in value]
        assert {value for value in linked if value and value.endswith(".html")} <= set(pages)


def test_one_file_holds_all(slugline: Runner, tmp_path: Path, examples: Path) -> None:
    ran = slugline("check", EXAMPLES, *OPTIONS, "--html", "all.html", "--record", examples)
    assert ran.status == 1
    seen = Pages((tmp_path / "all.html").read_text(encoding="utf-8"))
    ids = [value for name, value in seen.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    inside = {value[1:] for name, value in seen.attributes if name == "href" and value and value.startswith("#")}
    assert inside <= set(ids)
    assert seen.tags.count("article") == len(list(EXAMPLES.glob("*.md")))
    assert ran.out.endswith("all.html\n")


def test_the_tally_is_that_of_each_article(slugline: Runner, tmp_path: Path, examples: Path) -> None:
    slugline("check", EXAMPLES, *OPTIONS, "--html", "out", "--record", examples)
    rows = re.findall(r'<tr><th scope="row".*?</tr>', (tmp_path / "out" / INDEX).read_text(encoding="utf-8"), re.DOTALL)
    look = []
    for row in rows:
        name = re.search(r'href="([^"]+)"', row)
        assert name
        page = (tmp_path / "out" / name[1]).read_text(encoding="utf-8")
        counts = re.findall(r'<td class="number">([^<]*)</td>', row)
        number = int(counts[0]) if counts[0] != "none" else 0
        assert page.count('<li class="finding ') == page.count('class="ref"') == number
        assert sum(int(one) for one in counts[1:-1] if one) == number
        look.append(number)
    assert len(look) == 12
    assert look == sorted(look, reverse=True)
    with (tmp_path / "out" / LIST).open(encoding="utf-8-sig", newline="") as sheet:
        listed = list(csv.DictReader(sheet))
    assert len(listed) == sum(look)
    assert set(listed[0]) == set(COLUMNS)


def test_hostile_articles_run_nothing(slugline: Runner, tmp_path: Path, note: Writer) -> None:
    first = note("first", "2024-01-10", '"Paper Tides" opens in theaters on June 7, 2024. Ada Rook plays Wren in it.')
    moved = note("moved", "2024-03-01", '"Paper Tides" has been moved from June 7, 2024, to August 2, 2024.')
    assert slugline("add", first, moved, "--extractor", "rules").status == 0
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "<img onerror=x>.md").write_text(HOSTILE, encoding="utf-8")
    ran = slugline("check", "a", "--extractor", "rules", "--as-of", "2024-04-01", "--html", "out")
    assert ran.status in (0, 1), ran.err
    made = list((tmp_path / "out").glob("*.html"))
    for path in made:
        page = path.read_text(encoding="utf-8")
        seen = Pages(page)
        assert not {"script", "img", "iframe", "svg"} & set(seen.tags)
        assert not [name for name, _ in seen.attributes if name.startswith("on")]
        links = [value or "" for name, value in seen.attributes if name in ("href", "src")]
        assert not [value for value in links if value.lower().startswith(("javascript", "data", "//"))]
        assert "\u202e" not in page
    (only,) = [path for path in made if path.name != INDEX]
    said = Pages(only.read_text(encoding="utf-8")).words
    assert "<script>alert(document.cookie)</script>" in said
    assert "{{ 7*7 }}" in said
    assert "</style></title><svg onload=alert(1)>" in said
    with (tmp_path / "out" / LIST).open(encoding="utf-8-sig", newline="") as sheet:
        assert all(not value.startswith(("=", "+", "-", "@")) for row in csv.reader(sheet) for value in row)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "＝1", "%0", "|cmd"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert cell("12 June = a date") == "12 June = a date"
    assert "\n" not in cell("a\n=b")


def test_a_report_among_the_articles_is_refused(slugline: Runner, tmp_path: Path, note: Writer) -> None:
    path = note("a/one", "2024-01-10", '"Paper Tides" opens on June 7, 2024.')
    assert slugline("add", path, "--extractor", "rules").status == 0
    for where in ("a", "a/report", "a/one.html"):
        ran = slugline("check", "a", "--extractor", "rules", "--html", where)
        assert (ran.status, ran.out) == (1, "")
        assert "among the articles" in ran.err
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["one.md"]
    both = slugline("check", "a", "--html", "out", "--json")
    assert (both.status, both.out) == (2, "")


def test_what_cannot_be_read_is_named_on_the_index_and_the_rest_goes_on(
    slugline: Runner, tmp_path: Path, note: Writer
) -> None:
    fine = note("a/fine", "2024-01-10", '"Paper Tides" opens on June 7, 2024.')
    assert slugline("add", fine, "--extractor", "rules").status == 0
    (tmp_path / "a" / "broken.txt").write_bytes(b"\x00\x01")
    ran = slugline("check", "a", "--extractor", "rules", "--as-of", "2024-02-01", "--html", "out")
    assert ran.status == 1
    assert "broken.txt" in ran.err
    index = (tmp_path / "out" / INDEX).read_text(encoding="utf-8")
    assert "broken.txt: the file is binary" in index
    assert (tmp_path / "out" / "fine.html").is_file()


def test_articles_of_one_name_have_pages_of_their_own(slugline: Runner, tmp_path: Path, note: Writer) -> None:
    words = '"Paper Tides" opens on June 7, 2024.'
    paths = [note(f"{folder}/{name}", "2024-01-10", words) for folder in "ab" for name in ("Index", "one")]
    assert slugline("add", paths[0], "--extractor", "rules").status == 0
    slugline("check", "a", "b", "--extractor", "rules", "--as-of", "2024-02-01", "--html", "out")
    names = {path.name for path in (tmp_path / "out").glob("*.html")}
    assert len(names) == 5
    assert {INDEX, "one.html", "article-index.html"} < names


def test_a_claims_file_is_shown_by_its_words(slugline: Runner, tmp_path: Path, note: Writer) -> None:
    assert slugline("add", note("a", "2024-01-10", "Words."), "--extractor", "rules").status == 0
    from slugline.surfaces.terminal import to_json

    claim = claim_to_json(say("director", "Otto Lind", quote="Otto Lind directs"))
    lines = [to_json({**claim, "said_on": "2024-01-01", "source": {"url": f"https://x.example/{n}"}}) for n in "ab"]
    (tmp_path / "made.claims.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert slugline("check", "made.claims.jsonl", "--as-of", "2024-02-01", "--html", "out").status == 0
    pages = [path for path in (tmp_path / "out").glob("*.html") if path.name != INDEX]
    assert len(pages) == 2
    assert all("The words of its claims" in path.read_text(encoding="utf-8") for path in pages)


def many(number: int) -> Iterator[Checked]:
    rows = [{"claim": claim_to_json(say("director", "O", quote="O" * 2_000)), "verdict": "holds", "now": []}]
    rows[0]["citations"] = []
    rows[0]["claim"] = {**rows[0]["claim"], "said_on": "2024-01-01"}  # type: ignore[dict-item]
    for n in range(number):
        rows[0]["claim"]["source"] = {"title": f"Article {n}", "url": f"https://x.example/{n}"}  # type: ignore[index]
        yield gathered(None, {"claims": rows}, as_of=date(2024, 2, 1))


def test_thousands_of_articles_take_no_more_memory_than_their_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_report, "ROWS", 120)

    def peak(number: int, where: str) -> int:
        with open_report(str(tmp_path / where), date(2024, 2, 1)) as report:
            for one in many(number):
                report.put(one)
            tracemalloc.reset_peak()
            report.put(next(many(1)))
            report.close()
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        peak(10, "warm")
        few, most = peak(30, "few"), peak(300, "most")
    finally:
        tracemalloc.stop()
    assert most - few < 270 * 3_000
    names = {path.name for path in (tmp_path / "most").glob("index*.html")}
    assert names == {INDEX, "index-2.html", "index-3.html"}
    assert (tmp_path / "most" / INDEX).read_text(encoding="utf-8").count('<tr><th scope="row"') == 120


def test_a_file_stands_where_a_folder_should(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(SluglineError, match="is a file"), open_report(str(tmp_path / "taken"), date(2024, 2, 1)):
        pass
