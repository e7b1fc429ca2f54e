"""Works of one name in one article are told apart by their years and kinds, wherever they are spoken of."""

from __future__ import annotations

import pytest

from slugline.claims.extract import extract_by_rules
from slugline.model import Entity
from text.notes import note, reading

NEW = Entity("film", "Gull Street", 2031)
OLD = Entity("film", "Gull Street", 1994)
SERIES = Entity("series", "Gull Street")

BODY = """Ines Vole directs *Gull Street* (2031), a thriller. Nils Anker stars as Tove Lund in the film.

The thriller is not a remake of *Gull Street* (1994). Ada Roon directed the 1994 film. It runs 81 minutes.

The comedy series *Gull Street* is another matter. Mara Quist created the series."""


def test_each_claim_is_of_its_own_work() -> None:
    said = {(claim.property, str(getattr(claim.value, "name", claim.value))): claim.subject for claim in
            extract_by_rules(note(BODY)) if claim.property != "release_date"}  # fmt: skip
    assert said["director", "Ines Vole"] == NEW
    assert said["cast_member", "Nils Anker"] == NEW
    assert said["director", "Ada Roon"] == OLD
    assert said["creator", "Mara Quist"] == SERIES
    assert [claim.subject for claim in extract_by_rules(note(BODY)) if claim.property == "runtime"] == [OLD]


WORKS = [
    # one year, and nothing that tells two: the year is every mention's
    ("*Gull Street* (1994) is out. Fans like *Gull Street*.", [OLD, OLD]),
    ("*Gull Street* is out. Ada Roon made *Gull Street* (1994).", [OLD, OLD]),
    ("Ada Roon made the 1994 film *Gull Street*.", [OLD]),
    ("In 1994 film *Gull Street* was made.", [Entity("film", "Gull Street")]),
    # two years
    ("*Gull Street* (2031) is out. *Gull Street* (1994) was better.", [NEW, OLD]),
    # kinds that clash, and kinds that do not
    ("The film *Gull Street* (1994) is old. The series *Gull Street* airs.", [OLD, SERIES]),
    ("The film *Gull Street* (1994) is old. The film *Gull Street* is loved.", [OLD, OLD]),
    ("The series *Gull Street* airs. There is a thriller of the same name, *Gull Street* (1994).", [SERIES, OLD]),
    # what another was made from is another
    ("*Gull Street* opens in May. It is a remake of *Gull Street* (1994).", [Entity("film", "Gull Street"), OLD]),
]


@pytest.mark.parametrize(("body", "works"), WORKS)
def test_which_work_a_mention_means(body: str, works: list[Entity]) -> None:
    made = reading(body)
    assert [slot.entity for line in made.lines for slot in line.slots if slot.label == "title"] == works


TYPES = [
    ("*Gull Street* is back. The series ran for two years.", "series"),
    ("*Gull Street* is back. The second season was long.", "series"),
    ("*Gull Street* is back. The film was long.", "film"),
    ("*Gull Street* is back. The film was made before the series, and the film was long.", "film"),
]


@pytest.mark.parametrize(("body", "kind"), TYPES)
def test_what_the_article_calls_its_title_makes_its_type(body: str, kind: str) -> None:
    assert reading(body, "Gull Street is back").types["Gull Street"] == kind
