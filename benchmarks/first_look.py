"""What the first look keeps and drops, and how fast: on articles that it was not built on.

    python benchmarks/first_look.py [OTHERS...] [--kinds] [--gate]

Kept should be the corpus's dev articles, dropped benchmarks/first_look.toml (articles of other fields that use the
words of films) and the documents of OTHERS: ``.tab`` (tables of Orange, the text in the last column) or one document a
line. Each is looked at as plain text and as a page of HTML with the menus, scripts and links of a news site around it,
the same around all. ``--kinds`` prints the hard ones by kind, and which were kept. ``--gate`` fails under the floors.
"""

from __future__ import annotations

import argparse
import html
import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "corpus"))

from load import articles  # noqa: E402 (the corpus reads itself, and is no package)
from slugline.pages import Page  # noqa: E402
from slugline.pages.firstlook import first_look, speaks_of_screens  # noqa: E402

KEPT, DROPPED = 0.98, 0.9
LEAST_WORDS = 40
_MENU = (
    "Home",
    "News",
    "Politics",
    "Business",
    "Sport",
    "Culture",
    "Movies",
    "TV",
    "Streaming",
    "Music",
    "Books",
    "Games",
)
_LINKS = ("The ten best films of the year so far", "Finale recap: what that last scene means", "Cup draw in full")
_SCRIPT = "<script>var layer = {};" + "layer['episode'] = {'film': [1, 2, 3], 'series': null};" * 700 + "</script>"


@dataclass(frozen=True)
class Document:
    """A text, what it is of, and whether it should be kept."""

    kind: str
    title: str
    text: str
    kept: bool


def page_of(one: Document, kind: str) -> Page:
    """A document as text, or as a page of a news site."""
    if kind == "text":
        return Page(f"{one.title}\n\n{one.text}".encode(), "text", one.kind)
    menu = "".join(f'<li><a href="/{name.lower()}/">{name}</a></li>' for name in _MENU)
    links = "".join(f'<li><a href="/x/{at}"><span>{link}</span></a></li>' for at, link in enumerate(_LINKS * 8))
    body = "".join(f"<p class='body'>{html.escape(line)}</p>\n" for line in one.text.split("\n") if line.strip())
    head = f"<!doctype html><html><head><title>{html.escape(one.title)}</title>{_SCRIPT}</head>"
    top = f"<body><nav><ul>{menu}</ul></nav><article><h1>{html.escape(one.title)}</h1>"
    foot = f"<aside><h4>Read more</h4><ul>{links}</ul></aside><footer><ul>{menu}</ul></footer>{_SCRIPT}</body></html>"
    return Page(f"{head}{top}{body}</article>{foot}".encode(), "html", one.kind)


def documents(given: Sequence[Path]) -> list[Document]:
    """What is measured on."""
    found = [Document("corpus, dev", one.front.get("title", ""), one.text, True) for one in articles("dev")]
    hard = tomllib.loads((ROOT / "benchmarks/first_look.toml").read_text(encoding="utf-8"))["article"]
    found += [Document(f"hard: {one['kind']}", "", one["text"], False) for one in hard]
    for path in given:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        texts = (line.rsplit("\t", 1)[-1] for line in (lines[3:] if path.suffix == ".tab" else lines))
        found += [Document(path.stem, "", text, False) for text in texts if len(text.split()) >= LEAST_WORDS]
    return found


def rate(pages: Sequence[Page]) -> float:
    """Pages looked at in a second by one core: the best of three rounds of at least 2,000."""
    some = (list(pages) * (2_000 // len(pages) + 1))[:2_000]
    rates = []
    for _ in range(3):
        start = time.perf_counter()
        for page in some:
            speaks_of_screens(page)
        rates.append(len(some) / (time.perf_counter() - start))
    return max(rates)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("others", nargs="*", type=Path, metavar="OTHERS")
    parser.add_argument("--kinds", action="store_true", help="the hard ones by kind, and which were kept")
    parser.add_argument("--gate", action="store_true", help=f"fail under {KEPT} kept or {DROPPED} dropped")
    given = parser.parse_args()
    found = documents(given.others)
    fine = True
    for form in ("text", "html"):
        pages = [(one, page_of(one, form)) for one in found]
        said = [(one, speaks_of_screens(page)) for one, page in pages]
        groups: dict[str, list[bool]] = {}
        for one, kept in said:
            names = [one.kind] if given.kinds or not one.kind.startswith("hard") else []
            for name in [*names, *(["hard, all"] if one.kind.startswith("hard") else [])]:
                groups.setdefault(name, []).append(kept == one.kept)
        for name, right in groups.items():
            word = "kept" if name.startswith("corpus") else "dropped"
            print(f"{form}  {name:24} {sum(right):5} of {len(right):5} {word} ({sum(right) / len(right):.3f})")
            fine = fine and sum(right) >= (KEPT if word == "kept" else DROPPED if " " not in name else 0) * len(right)
        if given.kinds:
            for (one, page), (_, kept) in zip(pages, said, strict=True):
                if kept != one.kept and (one.kept or one.kind.startswith("hard")):
                    print(f"      {first_look().score(page):6.2f}  {one.kind}: {one.title or one.text[:90]}")
        size = sum(len(page.content) for _, page in pages[:100]) // 100
        print(f"{form}  {rate([page for _, page in pages[:100]]):,.0f} pages a second of {size:,} bytes, one core")
    if given.gate and not fine:
        sys.exit(f"under {KEPT} kept or {DROPPED} dropped")


if __name__ == "__main__":
    main()
