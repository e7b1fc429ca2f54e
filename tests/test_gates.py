"""Gates: no rule is passed over in a line in which it would find something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slugline.claims.gates import gate_of, gates
from slugline.claims.kind import Candidate, Rule
from slugline.claims.kinds import KINDS
from slugline.model import Entity
from slugline.text.patterns import pattern, regex
from slugline.text.reader import read
from slugline.text.reading import Line
from test_kind_examples import EXAMPLES, Row, article_in
from text.notes import line

FILM = pattern(r"{title:title} opens\b")
SHOT = regex(r"\bshot in\b")


def one(found: Line) -> Candidate:
    return Candidate(Entity("film", "Ash"), "x", found.start, found.end, (found.start, found.end))


def by_pattern(found: Line) -> Iterator[Candidate]:
    shape = found.shape.text
    if found.asks:
        return
    for match in FILM.find(found):
        assert shape[match.start]
        yield one(found)
    if SHOT.stands_in(found):
        yield one(found)


def by_place(found: Line) -> Iterator[Candidate]:
    if found.of_kind("caption") and not found.has("T"):
        yield one(found)


def by_looking(found: Line) -> Iterator[Candidate]:
    if "shot" in found.shape.text:
        yield one(found)


def by_comparing(found: Line) -> Iterator[Candidate]:
    if found.text == "It ends.":
        yield one(found)


def always(found: Line) -> Iterator[Candidate]:
    if not FILM.stands_in(found):
        yield one(found)


def in_questions(found: Line) -> Iterator[Candidate]:
    if found.asks_aloud and not found.asks:
        yield from by_pattern(found)


def test_a_gate_is_what_the_rule_looks_for() -> None:
    found = gate_of(by_pattern)
    assert found is not None
    assert {word for demands in found for word in demands[0]} == {"opens", "shot"}
    assert gate_of(by_place) == ((frozenset({"‹caption"}),),)


@pytest.mark.parametrize("rule", [by_looking, by_comparing, always])
def test_a_rule_that_looks_at_the_line_itself_has_no_gate(rule: Rule) -> None:
    assert gate_of(rule) is None


def test_a_rule_is_asked_as_a_question_too() -> None:
    assert gate_of(in_questions) == gate_of(by_pattern)


@pytest.mark.parametrize(
    ("body", "expected"),
    [("*Copper Lanes* opens.", [0, 1]), ("It is shot in Oslo.", [0, 1]), ("It ends.", [1]), ("It is shut.", [1])],
)
def test_which_rules_a_line_calls_for(body: str, expected: list[int]) -> None:
    assert gates([by_pattern, by_looking]).open(line(body, "")) == expected


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_no_rule_is_passed_over(kind: str, example: Row) -> None:
    rules = KINDS[kind].rules
    made = gates(rules)
    for found in read(article_in(example)).lines:
        asked = set(made.open(found))
        for number, rule in enumerate(rules):
            assert number in asked or not list(rule(found)), (rule.__name__, found.text)
