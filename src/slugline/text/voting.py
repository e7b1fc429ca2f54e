"""What each name is: every place where it stands has a vote, and its form has one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from slugline.learned.eye import Sight
from slugline.text.ballots import beside, contexts, continued_after, form, person_shape
from slugline.text.cues import cue, gazetteer, work_noun
from slugline.text.finding import Found
from slugline.text.lexicon import either, lexicon, word_set
from slugline.text.names import bare

LABELS = ("person", "title", "character", "organization", "platform", "network", "place", "award", "franchise", "name")


NOTHING = "nothing"  # no name at all
EYE = 8  # votes of the trained eye for each name
LOOSE = ("plain", "capitals", "bold", "double", "single", "italic")  # what headings and speech are set in as well
PERSON = 5  # votes for a person beside which another label is in doubt
MAKER = 7  # votes for a person who may have made a sequel or a remake: more than a name has that stands before one only
SURE_TITLE = 7  # votes that a name gets only where the text sets it apart as a title somewhere


def vote(text: str, headline: str, found: Sequence[Found], sight: Sight | None = None) -> dict[Found, str]:
    """One label of LABELS, or NOTHING, for each span: every place where its name stands has a vote."""
    votes = _count(text, headline, found)
    if sight is not None:
        _let_vote(votes, found, sight)
    surnames = _surnames(votes)
    return {one: _label(text, one, votes[_key(one)], surnames) for one in found}


def _count(text: str, headline: str, found: Sequence[Found]) -> dict[str, Counter[str]]:
    """The votes for each name: of its places, the headline's too, of its forms, and of the names beside it."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        votes[_key(one)].update(beside(text, one))
        forms[_key(one)] |= form(one)  # the larger of each
    for one in {_key(one): one for one in found}.values():
        whole = rf"(?<!\w){re.escape(one.text)}(?!\w)"
        for hit in re.finditer(whole, headline) if one.text in headline else ():
            votes[_key(one)].update(beside(headline, Found(*hit.span(), one.text, "plain")))
    heads = _heads(found)
    for key, own in forms.items():
        votes[key].update(own)
        if key in heads:
            votes[key]["franchise"] += 4
    places = Counter(_key(one) for one in found)
    for key in places:
        if " " in key and places[key.split()[-1]]:
            votes[key]["person"] += 2
        elif " " in key and places[key] > 2 and key in headline.lower().replace("’", "'"):
            votes[key]["title"] += 4
    for key in _bold_titles(found):
        votes[key]["title"] += 4
    return votes


def _let_vote(votes: dict[str, Counter[str]], found: Sequence[Found], sight: Sight) -> None:
    """Adds the votes of the trained eye: for each name its mean chances over all places."""
    places: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        places[_key(one)].append(one)
    for key, ones in places.items():
        chances: dict[str, float] = defaultdict(float)
        for one in ones:
            for label, chance in sight.labels(one.start, one.end).items():
                chances[label] += chance / len(ones)
        if all(one.style in LOOSE for one in ones):
            votes[key][NOTHING] += round(EYE * max(0.0, 1 - sum(chances.values())))
        if votes[key]["network"] > votes[key]["platform"]:
            chances["network"] = chances.pop("platform", 0.0)
        for label, chance in chances.items():
            votes[key][label] += round(EYE * chance)


def _heads(found: Sequence[Found]) -> set[str]:
    """What stands before the colon of a longer name that is set apart (Gate of Gate: Exile)."""
    names = [one.text.replace("’", "'") for one in found if one.style != "plain" and ": " in one.text]
    return {re.sub(r"^the ", "", name.split(": ", maxsplit=1)[0].lower()) for name in names}


def _bold_titles(found: Sequence[Found]) -> list[str]:
    """The names in bold type, once for each place, where a third of them look like no person's name."""
    bolds = [one for one in found if one.style == "bold"]
    titles = sum(not person_shape(one.text.split()) and " " in one.text for one in bolds)
    return [_key(one) for one in bolds] if len(bolds) > 2 and titles * 3 >= len(bolds) else []


_ORDER = {label: n for n, label in enumerate((*LABELS, NOTHING))}


def _surnames(votes: dict[str, Counter[str]]) -> set[str]:
    """The last words of the names that are people's, with the small words before them: "reyes", "de reyes"."""
    people = [
        key.split()
        for key, tally in votes.items()
        if " " in key and max(tally.values(), default=0) >= 2 and tally.most_common(1)[0][0] == "person"
    ]
    particles = word_set("names", "particles")
    return {words[-1] for words in people} | {
        " ".join(words[-2:]) for words in people if len(words) > 2 and words[-2] in particles
    }


def _label(text: str, one: Found, tally: Counter[str], surnames: set[str]) -> str:
    key = _key(one)
    if _instalment().fullmatch(key):
        return NOTHING
    plain = address().sub("", key)
    if plain in surnames and (plain != key or one.style == "plain"):
        return "person"
    best = [(count, label) for label, count in tally.items() if count > 0]
    if not best:
        return "name"
    count, label = max(best, key=lambda pair: (pair[0], -_ORDER[pair[1]]))
    return _here(text, one, label if count >= 2 else "name", tally)


@cache
def address() -> re.Pattern[str]:
    """A word of respect at the beginning of a name: Mr. Reyes."""
    return re.compile(rf"^{either(lexicon('names')['address'])}\.? ", re.IGNORECASE)


@cache
def _instalment() -> re.Pattern[str]:
    """A part of a work that is named by its number alone: "season 2", "the final season"."""
    numbers = lexicon("numbers")
    count = rf"(?:\d+|{either([*numbers['units'], *numbers['ordinals']])})"
    noun = either(lexicon("titles")["instalments"])
    return re.compile(rf"(?:the )?(?:{noun} {count}|(?:{count}|final|last|new|next) {noun})")


@cache
def _franchise_after() -> re.Pattern[str]:
    """A noun right of a name that makes it a franchise."""
    return re.compile(rf" {either(lexicon('titles')['franchise_after'])}\b")


def _here(text: str, one: Found, label: str, tally: Counter[str]) -> str:
    """The label of one place: a title's name may stand for its franchise or its hero."""
    left, right = contexts(text, one)
    if (label == "person" or tally["person"] < PERSON) and _franchise_after().match(right):
        return "franchise"
    whole = label in ("person", "title", "character") or (label == "place" and one.text not in gazetteer())
    described = one.text.endswith(tuple(lexicon("titles")["described"]))
    if whole and not described and tally["person"] < MAKER and continued_after().match(right):
        return "franchise"
    if label not in ("title", "franchise", "character", "person") or tally["title"] <= 0:
        return label
    tail = right.lstrip(" ")
    if right[:1] == " " and cue("franchise_after", left=False).match(tail) and not work_noun().search(left):
        return "franchise"
    set_apart = one.style not in ("plain", "known", "list")
    if label == "franchise" and (set_apart or tally["title"] >= SURE_TITLE):
        return "title"
    if one.style in ("plain", "known") and cue("character_before", left=True).search(left):
        return "character"
    return label


def _key(one: Found) -> str:
    return re.sub(r"^the ", "", bare(one.text).lower().replace("’", "'"))
