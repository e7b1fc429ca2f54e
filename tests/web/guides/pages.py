"""Reading pages in tests: their text, their links, and articles whose claims stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from slugline.model import Article, Claim, Evidence, Source

_VOID = frozenset(["meta", "link", "input", "br", "hr", "img"])


@dataclass
class Node:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    inside: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything that is read in it, with single spaces."""
        parts = [one if isinstance(one, str) else one.text for one in self.inside if not _hidden(one)]
        return re.sub(r"\s+", " ", "".join(parts)).strip()

    def all(self, tag: str = "", **attributes: str) -> list[Node]:
        """The elements within, at any depth, of a tag and with these attributes; ``class_`` is one of its classes."""
        found: list[Node] = []
        for one in self.inside:
            if isinstance(one, Node):
                if (not tag or one.tag == tag) and all(one.has(name, value) for name, value in attributes.items()):
                    found.append(one)
                found += one.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> Node:
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def has(self, name: str, value: str) -> bool:
        """Whether an attribute has the value."""
        if name == "class_":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name.replace("_", "-")) == value

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [one.attributes["href"] for one in self.all("a") if "href" in one.attributes]


def _hidden(one: Node | str) -> bool:
    return isinstance(one, Node) and one.tag in ("script", "style")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(page: str) -> Node:
    """A page; every element in it must be closed by its own end."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root], [node.tag for node in reader.open]
    return reader.root


def written(day: str, publisher: str, text: str, claims: Iterable[Claim], url: str) -> tuple[Article, list[Claim]]:
    """An article with its text, and its claims at the places where their quotes stand in it."""
    source = Source(url=url, publisher=publisher, title=f"From {publisher}")
    article = Article(
        id=url,
        url=url,
        file="",
        publisher=publisher,
        title=source.title,
        author="",
        text=text,
        published=date.fromisoformat(day),
    )
    placed = []
    for claim in claims:
        start = text.index(claim.evidence.quote)
        evidence = Evidence(url, start, start + len(claim.evidence.quote), claim.evidence.quote)
        placed.append(
            Claim(
                claim.subject,
                claim.property,
                claim.value,
                claim.qualifiers,
                claim.context,
                evidence,
                article.published,
                source,
                claim.rule,
            )
        )
    return article, placed
