"""The votes on one name: what its own form says of it, and what the words beside one of its places say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from slugline.text.cues import cue, gazetteer, other_work, title_cue, work_after, work_noun
from slugline.text.finding import Found
from slugline.text.lexicon import either, lexicon, word_set
from slugline.text.names import bare

_MARKS = "\"'“”‘’«»*_„"
_QUOTED = ("italic", "double", "single", "guillemets")
# What a style says for a title.
_STYLES = {
    "capitals": 4,
    "cell": 9,
    "italic": 6,
    "double": 6,
    "single": 6,
    "guillemets": 6,
    "year": 7,
    "known": 3,
    "lead": 9,
}
# Right of a name in bold: a part ("as", a dash, "plays", or a name in brackets).
_BOLD_PART = re.compile(r"\W* (?:as |– |plays |is |stars )|\W* \((?:as )?[A-Z]")
# Left of a name: nothing but signs or a date since the line's beginning; right of it a season or a bracket that
# holds no person.
_ITEM = re.compile(r"(?:^|\n)\W*(?:[\w.]+ \d{1,2}\s)?[\W\d]*$")
_ITEM_TAIL = re.compile(r",? (?:season|series) \d| \((?![A-Z][\w’'-]+ [A-Z][\w’'-]+\)[,.]? (?!$))[A-Z]")
# Right of a name: its home in brackets, a year or time behind: (Lumio, 9pm), (Channel 4).
_HOME = re.compile(r" \((?:[A-Z][\w+&]+(?: [A-Z0-9][\w+]*)?),? ?(?:\d|\))")
# A verb of shooting before "in".
_SHOT_IN = re.compile(r"(?:film|sh[oo]*t|location|roll)\w* in$")


def form(one: Found) -> Counter[str]:
    """What a name's own form and words say of it; counted once, however often it stands."""
    votes: Counter[str] = Counter()
    words = one.text.split()
    known = gazetteer().get(one.text)
    if known and one.style in ("list", "plain", "known"):
        votes[known] += 7
    votes["title"] += _STYLES.get(one.style, 0)
    for label, style in (("place", "dateline"), ("network", "channel cell"), ("organization", "company cell")):
        votes[label] += 12 if one.style == style else 0
    if one.style == "bold":
        votes["title"] += 1 if person_shape(words) else 4
    if one.style in ("plain", "known", "bold"):
        votes["person"] += person_shape(words)
        if one.text.startswith("The ") and not one.opens:
            votes["title"] += 2
        _by_words(votes, one.text, words)
    return votes


def _by_words(votes: Counter[str], text: str, words: Sequence[str]) -> None:
    """What the first and last words of a name say: Count …, … Pictures, Golden …, … Valley."""
    first, last = words[0].lower(), bare(words[-1]).lower().strip(".")
    several = len(words) > 1
    if several and first.strip(".") in word_set("names", "honorifics"):
        votes["character"] += 3
    if several and last in word_set("names", "organizations"):
        votes["organization"] += 6
    if last in word_set("names", "awards"):
        votes["award"] += 7
    if several and first in word_set("names", "award_heads"):
        votes["award"] += 4
    if several and last in word_set("names", "places"):
        votes["place"] += 3
    if first in word_set("names", "channels") or (several and last in word_set("names", "channels")):
        votes["network"] += 6
    if text.endswith("+"):
        votes["platform"] += 6


def person_shape(words: Sequence[str]) -> int:
    """2 where words look like a person's name (two to four capitals, particles between them), else 0."""
    particles = word_set("names", "particles")
    caps = [word for word in words if word[0].isupper()]
    if not 2 <= len(caps) <= 4 or any(not word[0].isupper() and word.lower() not in particles for word in words):
        return 0
    if any(word.lower() in ("the", "of", "and") or any(c.isdigit() for c in word) or word == "&" for word in words):
        return 0
    return 0 if any(word.isupper() and len(word) > 3 for word in words) else 2


def beside(text: str, one: Found) -> Counter[str]:
    """What the words beside one place of a name say of it."""
    votes: Counter[str] = Counter()
    left, right = contexts(text, one)
    if one.style in _QUOTED:
        if other_work().search(left):
            votes["title"] -= 9
        after = cue("outlet_after", left=False).match(right.lstrip(" "))
        before = re.sub(r" the$", "", left)
        if after or cue("outlet_before", left=True).search(before) or _printed_in().search(before):
            votes["organization"] += 9
    if one.style == "bold" and _BOLD_PART.match(right):
        votes["person"] += 1
    tail = right.lstrip(" ,") if right[:1] in " ," else right
    if one.style in ("plain", "list", "bold"):
        _people(votes, left, right, tail)
        _companies(votes, left, right, tail)
        _places(votes, left, tail)
        _works(votes, left, right, tail)
    elif cue("franchise_after", left=False).match(tail):
        votes["franchise"] += 1
    if one.style == "plain" and _ITEM.search(text[max(0, one.start - 24) : one.start]) and _ITEM_TAIL.match(right):
        votes["title"] += 4
    return votes


def _people(votes: Counter[str], left: str, right: str, tail: str) -> None:
    if cue("person_before", left=True).search(left.rstrip(", ")):
        votes["person"] += 2
    if right[:1] in (" ", ",") and cue("person_after", left=False).match(tail):
        votes["person"] += 2
    if cue("character_before", left=True).search(left):
        votes["character"] += 3
    if re.search(r"(?<![\w-])[Tt]he$", left):
        votes["person"] -= 2


def _companies(votes: Counter[str], left: str, right: str, tail: str) -> None:
    apposed = left.rstrip(", ")
    space = right[:1] == " "
    if cue("organization_before", left=True).search(apposed):
        weak = apposed.split()[-1].lower() in word_set("cues", "organization_weak")
        votes["organization"] += 1 if weak else 2
    if right[:1] in (" ", ",") and cue("organization_after", left=False).match(tail):
        votes["organization"] += 3
    if cue("service_before", left=True).search(left):
        votes["platform"] += 4
    if space and cue("service_after", left=False).match(tail):
        votes["platform"] += 2
    if cue("channel_before", left=True).search(apposed):
        votes["network"] += 4
    if space and cue("channel_after", left=False).match(tail):
        votes["network"] += 1


def _places(votes: Counter[str], left: str, tail: str) -> None:
    low = left.lower()
    if cue("place_before", left=True).search(left):
        votes["place"] += 2 if low.endswith(" in") and not _SHOT_IN.search(low) else 3
    if cue("award_after", left=False).match(tail):
        votes["award"] += 2
    within = re.search(r"(?<![\w-])(?:in|of)$", low)
    if within:
        votes["title"] += 1
        votes["person"] -= 2 if within[0] == "in" else 0


def _works(votes: Counter[str], left: str, right: str, tail: str) -> None:
    space = right[:1] == " "
    if space and cue("franchise_after", left=False).match(tail):
        votes["franchise"] += 2
    if title_cue("before").search(left) or work_noun().search(left):
        votes["title"] += 3
    if space and title_cue("after").match(tail):
        votes["title"] += 2
    if work_after().match(right):
        votes["title"] += 3
    if other_work().search(left):
        votes["title"] -= 4
    if _own_noun().match(right):
        votes["title"] += 3
    if _maker_after().match(right):
        votes["title"] += 2
    if _takings().match(right) or _HOME.match(right):
        votes["title"] += 2
    if continued_after().match(right):
        votes["person"] -= 4


@cache
def _printed_in() -> re.Pattern[str]:
    """What an outlet prints, left of its name: "in an essay for"."""
    return re.compile(rf"\b{either(lexicon('cues')['printed'])}\b[\w ]{{0,20}}\b(?:in|for|with)$")


@cache
def _own_noun() -> re.Pattern[str]:
    """What a title has, behind its possessive: "'s first season"."""
    return re.compile(rf"['’]s (?:\w+ )?{either(lexicon('titles')['own'])}\b")


@cache
def _maker_after() -> re.Pattern[str]:
    """A maker's noun and name right of a title: "Salt Road director Ana Bell"."""
    return re.compile(rf" [ ,]*{either(lexicon('titles')['makers'])} [A-Z]")


@cache
def continued_after() -> re.Pattern[str]:
    """What continues or repeats a work, right of the work's name: "the Salt Road sequel"."""
    return re.compile(rf" {either(lexicon('titles')['continued'])}(?![\w-])")


@cache
def _takings() -> re.Pattern[str]:
    """A sum of money that a title took."""
    return re.compile(rf",? {either(lexicon('titles')['takings'])} [$£€]")


def contexts(text: str, one: Found) -> tuple[str, str]:
    """What stands left of a span (48 characters at most, its own clause) and right of it (64), the marks dropped."""
    left = text[max(0, one.start - 48) : one.start].rstrip(_MARKS).rstrip()
    if not left.lower().endswith(("mr.", "ms.", "mrs.", "dr.")):
        left = re.split(r"[\n.!?;]\s?", left)[-1]
    return left, text[one.end : one.end + 64].lstrip(_MARKS)
