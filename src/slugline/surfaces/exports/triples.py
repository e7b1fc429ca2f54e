"""Triples of rdflib's terms, gathered by their subjects and written as Turtle or N-Triples.

rdflib's own stores and serializers keep six indexes of a graph that is written once: they take five times as long.
What is written here is read back by rdflib in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import TextIO

from rdflib import RDF, XSD, Literal, URIRef
from rdflib.term import Node

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\n\r\t]')


class Triples:
    """Triples in the order in which their subjects are first met, each once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._told: dict[URIRef, dict[URIRef, dict[Node, None]]] = {}

    def add(self, subject: URIRef, predicate: URIRef, *values: Node) -> None:
        """The subject's triples of one predicate."""
        if values:
            self._told.setdefault(subject, {}).setdefault(predicate, {}).update(dict.fromkeys(values))

    def __iter__(self) -> Iterator[tuple[URIRef, URIRef, Node]]:
        for subject, told in self._told.items():
            for predicate, values in told.items():
                for value in values:
                    yield subject, predicate, value

    def __len__(self) -> int:
        return sum(len(values) for told in self._told.values() for values in told.values())

    def ntriples(self, to: TextIO) -> None:
        """One triple a line."""
        for subject, predicate, value in self:
            told = _full(value) if isinstance(value, URIRef) else _literal(value, _full)
            to.write(f"<{subject}> <{predicate}> {told} .\n")

    def heading(self, to: TextIO) -> None:
        """The prefixes that `turtle` writes with."""
        to.writelines(f"@prefix {name}: <{space}> .\n" for name, space in self._prefixes.items())

    def turtle(self, to: TextIO) -> None:
        """One subject a block."""
        spaces = {space: name for name, space in self._prefixes.items()}
        shorter = lru_cache(maxsize=4096)(partial(_short, spaces))
        for subject, told in self._told.items():
            lines = [
                f"{'a' if predicate == RDF.type else shorter(predicate)} "
                + ", ".join(
                    shorter(value) if isinstance(value, URIRef) else _literal(value, shorter) for value in values
                )
                for predicate, values in told.items()
            ]
            to.write(f"\n{shorter(subject)} " + " ;\n    ".join(lines) + " .\n")


def _short(spaces: Mapping[str, str], iri: URIRef) -> str:
    """An IRI with its prefix, where it has one."""
    text = str(iri)
    end = max(text.rfind("/"), text.rfind("#")) + 1
    name = spaces.get(text[:end])
    return f"{name}:{text[end:]}" if name is not None and _LOCAL.fullmatch(text, end) else f"<{text}>"


def _full(iri: URIRef) -> str:
    return f"<{iri}>"


def _literal(value: Node, named: Callable[[URIRef], str]) -> str:
    """A literal in quotation marks, with its type where it is no plain text."""
    text = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], str(value))
    kind = value.datatype if isinstance(value, Literal) else None
    return f'"{text}"^^{named(kind)}' if kind is not None and kind != XSD.string else f'"{text}"'
