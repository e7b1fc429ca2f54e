"""JSON-LD as pages write schema.org: types, names, and the things that a page is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slugline.claims.structured.document import Node

_BASES = ("https://schema.org/", "http://schema.org/", "schema:")
SUBJECTS: Mapping[str, str] = {
    "Movie": "film",
    "TVSeries": "series",
    "Person": "person",
    "MovieSeries": "franchise",
}
_ABOUT = ("mainEntity", "about", "itemReviewed")
_DEEP = 4  # things that a page is about, in each other
_MOST = 2000  # things of one page


def types(data: object) -> set[str]:
    """The types of a thing, without schema.org's address."""
    written = data.get("@type", data.get("type")) if isinstance(data, dict) else None
    found = written if isinstance(written, list) else [written]
    return {_bare(one) for one in found if isinstance(one, str)}


def _bare(name: str) -> str:
    return next((name.removeprefix(base) for base in _BASES if name.startswith(base)), name)


def speaks_schema(data: object) -> bool:
    """Whether the JSON says that it is schema.org's."""
    members = data if isinstance(data, list) else [data]
    return any(isinstance(one, dict) and _has_context(one.get("@context")) for one in members)


def _has_context(context: object) -> bool:
    told = context if isinstance(context, list) else [context]
    return any(
        "schema.org" in str(one.get("@vocab", "") if isinstance(one, dict) else one) for one in told if one is not None
    )


def things(root: Node) -> Iterator[Node]:
    """Every thing that the page tells of, those that others are about included."""
    for number, one in enumerate(_within(root, 0)):
        if number == _MOST:
            root.document.fault("", f"tells of more than {_MOST} things", "one page")
            return
        yield one


def _within(node: Node, depth: int) -> Iterator[Node]:
    if depth > _DEEP:
        return
    for one in node.one_or_many():
        if not isinstance(one.data, dict):
            continue
        yield one
        yield from _within(one["@graph"], depth + 1)
        for key in _ABOUT:
            yield from _within(one[key], depth + 1)


def subjects(root: Node) -> Iterator[tuple[str, Node]]:
    """The titles, people and franchises among the things, each with its type as a subject."""
    for one in things(root):
        kind = next((kind for name, kind in SUBJECTS.items() if name in types(one.data)), "")
        if kind and one["name"]:
            yield kind, one


def name_of(node: Node) -> Node:
    """Where a thing's name stands: the text itself, or the name of an object."""
    return node if isinstance(node.data, str) else node["name"]


def addresses(node: Node) -> Iterator[str]:
    """The addresses by which a thing is known, its own first."""
    for key in ("url", "mainEntityOfPage", "@id", "id", "sameAs"):
        for one in node[key].one_or_many():
            inner = one["@id"] if isinstance(one.data, dict) else one
            said = inner.data if isinstance(inner.data, str) else ""
            if said.startswith(("https://", "http://")) and len(said) <= 1000 and not any(c <= " " for c in said):
                yield said
