"""Reading saved pages: Slugline's reader beside others, on the same pages in one run.

    python benchmarks/web_extraction.py FOLDER [--rounds N] [-v]

FOLDER holds pages and ``truth.jsonl``, an object a line: ``page`` (a file beside it) and what is known of the page:
``text`` (the whole body), ``opening`` (how the body begins), ``holds`` and ``lacks`` (words that the body must and must
not have), ``title``, ``authors`` (a list), ``date`` (the day of publication), ``url``, ``from`` (where the page was
gathered). What is not known is left out and scored for nobody. Under the table stand the days: right, wrong and none.
The others are the optional extra
``bench``; those that are not installed are passed over. trafilatura is also part of Slugline's own reader.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from slugline.articles.decode import text_of
from slugline.articles.html import read_html
from slugline.errors import SluglineError
from slugline.pages import Page

BODY = ("headline", "credit", "link", "notice")  # parts that are no body
MEASURES = ("body", "title", "author", "date")
_WORD = re.compile(r"\w")
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]|\w+")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of one page; empty where it is not."""

    content: bytes
    page: str
    source: str = ""
    url: str = ""
    text: str = ""
    opening: str = ""
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader takes from a page."""

    body: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""


@dataclass(slots=True)
class Sums:
    """Scores by measure, and the seconds that the reader took."""

    points: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in MEASURES})
    days: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    failed: int = 0


Reader = Callable[[Truth], Found]


def ours(truth: Truth) -> Found:
    """Slugline's reader: the parts that are no furniture and not the headline."""
    reading = read_html(Page(truth.content, "html", truth.page, truth.url))
    parts = [reading.text[part.start : part.end] for part in reading.parts if part.kind not in BODY]
    told = reading.fields
    day = told.published.isoformat() if told.published else ""
    return Found("\n".join(parts), told.title, tuple(_names(told.author)), day)


def trafilatura_alone(truth: Truth) -> Found:
    """trafilatura with its own settings, but for comments; given the bytes."""
    import trafilatura

    found = trafilatura.bare_extraction(
        truth.content, url=truth.url or None, include_comments=False, with_metadata=True
    )
    if found is None or isinstance(found, dict):
        return Found()
    return Found(found.text or "", found.title or "", tuple((found.author or "").split("; ")), found.date or "")


def resiliparse(truth: Truth) -> Found:
    """resiliparse's main content, with its own guess of the encoding; it tells no author and no date."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(truth.content, detect_encoding(truth.content) or "utf-8")
    return Found(extract_plain_text(tree, main_content=True, alt_texts=False, comments=False), tree.title or "")


def readability(truth: Truth) -> Found:
    """readability-lxml; it tells no date."""
    from lxml.html import fromstring  # type: ignore[import-untyped]
    from readability import Document

    document = Document(_text(truth))
    body = fromstring(document.summary(html_partial=True) or "<p></p>")
    author = document.author() if hasattr(document, "author") else ""
    return Found(" ".join(body.itertext()), document.short_title() or "", (author,) if author != "[no-author]" else ())


def newspaper(truth: Truth) -> Found:
    """newspaper4k."""
    import newspaper

    article = newspaper.Article(truth.url or "https://page.example/", fetch_images=False)
    article.download(input_html=_text(truth))
    article.parse()
    day = str(article.publish_date or "")[:10]
    return Found(article.text, article.title or "", tuple(article.authors), day)


READERS: Mapping[str, tuple[str, Reader]] = {
    "slugline": ("slugline", ours),
    "trafilatura": ("trafilatura", trafilatura_alone),
    "resiliparse": ("resiliparse", resiliparse),
    "readability-lxml": ("readability", readability),
    "newspaper4k": ("newspaper", newspaper),
}


def _text(truth: Truth) -> str:
    """The page as text, for readers that take no bytes; the declaration of XML, which lxml then refuses, left out."""
    try:
        text = text_of(truth.content, truth.page)
    except SluglineError:
        text = truth.content.decode("utf-8", "replace")
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)


def scores(truth: Truth, found: Found) -> dict[str, float]:
    """What a reader's findings are worth, from 0 to 1, by measure; only what is known of the page."""
    made: dict[str, float] = {}
    if truth.text:
        made["body"] = f1(tokens(truth.text), tokens(found.body))
    elif truth.opening:
        opening = tokens(truth.opening)
        made["body"] = f1(opening, tokens(found.body)[: len(opening)])
    elif truth.holds or truth.lacks:
        body = _joined(found.body)
        right = [_joined(words) in body for words in truth.holds] + [
            _joined(words) not in body for words in truth.lacks
        ]
        made["body"] = sum(right) / len(right)
    if truth.title:
        made["title"] = float(_folded(truth.title) == _folded(found.title))
    if truth.authors:
        made["author"] = f1([_folded(one) for one in truth.authors], [_folded(one) for one in found.authors if one])
    if truth.date:
        made["date"] = float(truth.date == found.date)
    return made


def tokens(text: str) -> list[str]:
    """Words in small letters; of scripts without blanks, characters."""
    return _TOKEN.findall(text.casefold())


def _joined(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """F1 of two bags."""
    both = (Counter(gold) & Counter(found)).total()
    return 2 * both / (len(gold) + len(found)) if gold or found else 1.0


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if _WORD.match(c))


def _names(author: str) -> list[str]:
    return [name.strip() for name in author.split(",") if name.strip()]


def truths(folder: Path) -> list[Truth]:
    """The pages of a folder with what is known of them."""
    made = []
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        content = (folder / row["page"]).read_bytes()
        told = {name: row.get(name, "") for name in ("url", "text", "opening", "title", "date")}
        holds, lacks, authors = (tuple(row.get(name, ())) for name in ("holds", "lacks", "authors"))
        source = row.get("from", "")
        made.append(Truth(content, row["page"], source, holds=holds, lacks=lacks, authors=authors, **told))
    return made


def measured(readers: Mapping[str, Reader], pages: Sequence[Truth], rounds: int, *, told: bool) -> dict[str, Sums]:
    """Every reader on every page, each page by all of them in turn; time is the best of ``rounds``."""
    sums = {name: Sums() for name in readers}
    for truth in pages:
        lines: dict[str, dict[str, float]] = {}
        for name, reader in readers.items():
            best = float("inf")
            for _ in range(rounds):
                began = time.process_time()
                try:
                    found = reader(truth)
                except Exception as error:  # noqa: BLE001  a reader that fails on a page has found nothing
                    found = Found(body=f"! {error}" if told and name == "slugline" else "")
                    sums[name].failed += 1
                best = min(best, time.process_time() - began)
            sums[name].seconds += best
            lines[name] = scores(truth, found)
            for measure, points in lines[name].items():
                sums[name].points[measure].append(points)
            if truth.date:
                sums[name].days[_graded(truth.date, found.date)] += 1
            if told and name == "slugline":
                _tell(truth, found, lines[name])
        if told:
            rest = {name: {m: round(p, 2) for m, p in line.items()} for name, line in lines.items()}
            print(f"{truth.page}: {rest}")
    return sums


def _graded(day: str, found: str) -> str:
    return "none" if not found else "right" if found == day else "wrong"


def _tell(truth: Truth, found: Found, line: Mapping[str, float]) -> None:
    known = {"title": truth.title, "author": list(truth.authors), "date": truth.date}
    given = {"title": found.title, "author": list(found.authors), "date": found.date}
    for measure, points in line.items():
        if measure in known and points < 1:
            print(f"  {measure}: {known[measure]!r} was read as {given[measure]!r}")
    if found.body.startswith("! "):
        print(f"  {found.body}")


def table(sums: Mapping[str, Sums], pages: int) -> str:
    """The figures as Markdown: a row a reader."""
    head = ["reader", *MEASURES, "failed", "pages/s"]
    rows = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    for name, sum_ in sums.items():
        cells = [f"{sum(points) / len(points):.3f}" if points else "–" for points in sum_.points.values()]
        rows.append(f"| {name} | " + " | ".join(cells) + f" | {sum_.failed} | {pages / sum_.seconds:.1f} |")
    known = next(iter(sums.values())).points
    rows.append("| pages | " + " | ".join(str(len(points)) for points in known.values()) + f" | {pages} | |")
    if known["date"]:
        rows += ["", "| days | right | wrong | none |", "|---|---:|---:|---:|"]
        told = {name: sum_.days for name, sum_ in sums.items() if sum_.days["right"]}
        rows += [f"| {name} | {days['right']} | {days['wrong']} | {days['none']} |" for name, days in told.items()]
    return "\n".join(rows)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", choices=sorted(READERS), nargs="*")
    parser.add_argument("--from", dest="sources", nargs="*", help="only pages gathered there")
    parser.add_argument("-v", dest="told", action="store_true", help="each page, and what was misread")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    readers = {
        name: reader
        for name, (module, reader) in READERS.items()
        if importlib.util.find_spec(module) and (not given.only or name in given.only)
    }
    pages = [truth for truth in truths(given.folder) if not given.sources or truth.source in given.sources]
    for reader in readers.values():  # what is loaded on first use
        for truth in pages[:2]:
            with contextlib.suppress(Exception):
                reader(truth)
    print(table(measured(readers, pages, given.rounds, told=given.told), len(pages)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
