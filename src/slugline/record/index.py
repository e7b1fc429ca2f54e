"""What each claim is found by: its own id, its subject's and its value's keys, and the names that lead to it.

Everything here is a pure function of the claim, so that the record's index can always be made anew from
its claims; `slugline verify` does so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from slugline.contract import value_to_json
from slugline.model import Claim, Entity
from slugline.record.names import fold, fold_franchise, fold_person, is_cinema, numbered_name, territory
from slugline.record.voices import article_key

TITLE_TYPES = ("film", "series", "special")
GROUPING = ("franchise", "spinoff_of")  # properties whose value says which franchise a title belongs to
ALIAS = "also_known_as"
SHORTEST = 4  # letters of a word that may stand for a whole name
_ID = 12  # hex digits of a claim's id
_LONGEST = 256  # bytes of a name in an index
_NAMED = ("character", "platform", "award", "title")
UNKNOWN = "unknown"
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


@dataclass(frozen=True, slots=True)
class Form:
    """A text that may stand in a question, and what it leads to.

    ``kind`` is what ``name`` is (title, person, franchise, character, platform, award or territory), or how the text
    is part of it: ``head`` (a title's words before its colon), ``number`` (its base and number), ``word`` (one word of
    it), ``short`` (one word of a name; ``owner`` is then person or character). ``owner`` of a character is the key of
    the subject of its claim.
    """

    text: str
    kind: str
    name: str
    owner: str = ""


def claim_id(claim: Claim) -> str:
    """The id by which people and decisions speak of a claim.

    It depends on what is said in which words of which article, not on the place of the words or the order of reading,
    so that a corrected version of the article that keeps the sentence keeps the claim.
    """
    parts = (
        article_key(claim),
        claim.evidence.quote,
        claim.subject.type,
        claim.subject.name,
        claim.subject.year,
        claim.property,
        value_to_json(claim.value),
        dict(claim.qualifiers),
        claim.context.modality,
    )
    return hashlib.sha256(_SORTED(parts).encode()).hexdigest()[:_ID]


def subject_key(subject: Entity) -> str:
    """``title|NAME``, ``person|NAME`` or ``franchise|NAME``, the name folded: one key for a name of any year."""
    if subject.type in TITLE_TYPES:
        return title_key(subject.name)
    return entity_key(subject)


def title_key(name: str) -> str:
    """The key of every title that bears a name."""
    return f"title|{title_name(name)}"


def title_name(name: str) -> str:
    """A title's folded name as the index holds it."""
    return bounded(fold(name))


def person_name(name: str) -> str:
    """A person's, character's or company's folded name as the index holds it."""
    return bounded(fold_person(name))


def franchise_name(name: str) -> str:
    """A franchise's folded name as the index holds it."""
    return bounded(fold_franchise(name))


def bounded(text: str, most: int = _LONGEST) -> str:
    """The text, or as much of it as an index may hold (``most`` bytes) with a digest of the whole."""
    coded = text.encode("utf-8", "surrogatepass")
    if len(coded) <= most:
        return text
    return coded[: most - 64].decode("utf-8", "ignore") + hashlib.sha256(coded).hexdigest()


def entity_key(entity: Entity) -> str:
    """The key of a person or franchise."""
    folded = franchise_name(entity.name) if entity.type == "franchise" else person_name(entity.name)
    return f"{entity.type}|{folded}"


def value_key(claim: Claim) -> str:
    """The folded name that a claim's value bears; empty where the value is no name."""
    value = claim.value
    if isinstance(value, Entity):
        if claim.property in GROUPING:
            return franchise_name(value.name)
        return person_name(value.name) if value.type == "person" else title_name(value.name)
    return title_name(value) if claim.property == ALIAS and isinstance(value, str) else ""


def names_title(claim: Claim) -> bool:
    """Whether the claim firmly gives its title another name."""
    return (
        claim.property == ALIAS
        and isinstance(claim.value, str)
        and claim.context.modality in ("stated", "scheduled")
        and claim.subject.type in TITLE_TYPES
    )


def forms(claim: Claim) -> Iterator[Form]:
    """Every text by which a question may reach the claim."""
    subject, value = claim.subject, claim.value
    if subject.type in TITLE_TYPES:
        yield from _title_forms(subject.name)
    elif subject.type == "person":
        yield from _person_forms(subject.name)
    else:
        yield Form(franchise_name(subject.name), "franchise", franchise_name(subject.name))
    if names_title(claim):
        yield from _title_forms(str(value))
    if isinstance(value, Entity):
        if value.type == "person":
            yield from _person_forms(value.name)
        if value.type == "franchise" or claim.property == "franchise":
            yield Form(franchise_name(value.name), "franchise", franchise_name(value.name))
        if value.type in _NAMED and not is_cinema(value.name):
            yield from _named_forms(value.type, value.name, claim)
        if claim.property == "network":
            yield Form(title_name(value.name), "platform", title_name(value.name))
    role, platform, place = (claim.qualifiers.get(key) for key in ("character", "platform", "territory"))
    if isinstance(role, str) and role != UNKNOWN:
        yield from _named_forms("character", role, claim)
    if platform:
        yield Form(title_name(str(platform)), "platform", title_name(str(platform)))
    if place not in (None, ""):
        yield Form(title_name(bounded(territory(str(place)))), "territory", bounded(territory(str(place))))


def _title_forms(name: str) -> Iterator[Form]:
    folded = title_name(name)
    yield Form(folded, "title", folded)
    if ":" in name:
        yield Form(title_name(name.partition(":")[0]), "head", folded)
    if number := numbered_name(name):
        yield Form(bounded(number), "number", folded)
    for word in sorted(set(folded.split())):
        if len(word) > 1:
            yield Form(word, "word", folded)


def _person_forms(name: str) -> Iterator[Form]:
    folded = person_name(name)
    yield Form(folded, "person", folded)
    parts = folded.split()
    if len(parts) > 1 and len(parts[-1]) >= SHORTEST:
        yield Form(parts[-1], "short", folded, "person")


def _named_forms(kind: str, name: str, claim: Claim) -> Iterator[Form]:
    folded = title_name(name)
    yield Form(folded, kind, folded, subject_key(claim.subject) if kind == "character" else "")
    if kind == "character":
        parts = folded.split()
        for part in sorted(set(parts)):
            if len(parts) > 1 and len(part) >= SHORTEST:
                yield Form(part, "short", folded, "character")
