"""A made crawl: WARC files of saved pages with the furniture of a publisher, hardly any of which speak of films.

Pages on films are the articles of `record_claims`; the others are put together from sentences on other matters. All
of it is a pure function of the seed; nothing of it was ever published.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle, islice
from pathlib import Path
from random import Random

from record_claims import articles
from record_world import seeded
from slugline.model import Article

PAGES_A_FILE = 1000
_POOL = 600  # different articles on films; the same one comes again under another address
_OTHERS = 3000  # different pages on other matters
_SUBJECTS = ("council", "harbour", "league", "budget", "hospital", "harvest", "court", "railway", "school", "river")
_DID = ("voted on", "delayed", "opened", "defended", "measured", "repaired", "lost", "announced", "disputed", "closed")
_WHAT = ("the new bridge", "a tax on fuel", "its second match", "the winter plan", "three wards", "a long inquiry")
_WHEN = ("on Monday", "after a week of rain", "by nine votes to four", "for the third time", "before the summer")
_LINKS = ("Politics", "Business", "Sport", "Weather", "Science", "Travel", "Health", "Opinion", "Archive", "Contact")
_STYLE = "<style>" + ".a{color:#123;margin:0 auto;padding:4px}" * 500 + "</style>"
_CODE = "window.q=window.q||[];q.push({k:1,v:'x'});" * 350
_TOKENS = 12_000  # bytes of a page's own that no compression shortens; with the rest the sizes of a real crawl's pages


@dataclass(frozen=True, slots=True)
class Told:
    """What one page says."""

    title: str
    day: str
    publisher: str
    author: str
    paragraphs: Sequence[str]


def crawl(folder: Path, pages: int, share: float, a_file: int = PAGES_A_FILE, seed: int = 7) -> list[Path]:
    """Write ``pages`` pages in files of ``a_file``, of which ``share`` speak of films; gives the files."""
    films = cycle([_film(article) for article, _ in islice(articles(_POOL * 12, seed), _POOL)])
    others: dict[int, bytes] = {}
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for first in range(0, pages, a_file):
        path = folder / f"crawl-{first // a_file:05}.warc.gz"
        with path.open("wb") as to:
            for number in range(first, min(first + a_file, pages)):
                random = seeded(f"{seed}/page/{number}")
                if random.random() < share:
                    to.write(_member(next(films), number, random))
                    continue
                kept = number % _OTHERS
                if kept not in others:
                    others[kept] = _member(_other(random), number, random)
                to.write(others[kept])
        made.append(path)
    return made


def _member(told: Told, number: int, random: Random) -> bytes:
    """A page as its record in a file, compressed by itself."""
    address = f"https://paper{number % 97}.example/{told.day.replace('-', '/')}/{number}"
    return gzip.compress(_record(address, page(told, address, random)), 6, mtime=0)


def page(told: Told, address: str, random: Random) -> bytes:
    """The page as a server sends it."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.title,
        "datePublished": f"{told.day}T09:30:00Z",
        "author": {"@type": "Person", "name": told.author},
        "publisher": {"@type": "Organization", "name": told.publisher},
    }
    body = "\n".join(f"<p>{escape(one)}</p>" for one in told.paragraphs)
    links = "".join(f'<li><a href="/{one.lower()}/{random.randrange(999)}">{one}</a></li>' for one in _LINKS)
    related = "".join(f'<li><a href="/r/{n}">{escape(_sentence(random))}</a></li>' for n in range(12))
    code = f"<script>{_CODE}var t='{random.randbytes(_TOKENS).hex()}'</script>"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{escape(told.title)} | {escape(told.publisher)}</title>
<meta property="og:title" content="{escape(told.title)}"><meta property="og:type" content="article">
<meta property="og:url" content="{address}"><meta property="article:published_time" content="{told.day}T09:30:00Z">
<script type="application/ld+json">{json.dumps(data)}</script>{_STYLE}{code}</head><body>
<div class="cookie-banner"><p>We use cookies. <button>Accept all</button></p></div>
<nav><ul>{links}</ul></nav><main><article><h1>{escape(told.title)}</h1>
<p class="byline">By {told.author}, <time datetime="{told.day}">{told.day}</time></p>
{body}</article></main><aside class="related"><h3>More from us</h3><ul>{related}</ul></aside>
<div class="newsletter"><p>Sign up to our newsletter for the day's news.</p></div><script>{_CODE}</script>
<footer><ul>{links}</ul><p>All rights reserved.</p></footer></body></html>""".encode()


def _film(article: Article) -> Told:
    paragraphs = [one for one in article.text.split("\n") if one.strip()]
    return Told(
        article.title, article.published.isoformat(), article.publisher, article.author or "A. Writer", paragraphs
    )


def _other(random: Random) -> Told:
    paragraphs = [
        " ".join(_sentence(random) for _ in range(random.randint(2, 5))) for _ in range(random.randint(6, 18))
    ]
    day = f"2024-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return Told(_sentence(random).rstrip("."), day, f"Paper {random.randrange(97)}", "A. Writer", paragraphs)


def _sentence(random: Random) -> str:
    return f"The {random.choice(_SUBJECTS)} {random.choice(_DID)} {random.choice(_WHAT)} {random.choice(_WHEN)}."


def _record(address: str, content: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(content)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-12-31T00:00:00Z\r\n"
        f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) + len(content)}\r\n\r\n"
    )
    return head.encode() + http + content + b"\r\n\r\n"
