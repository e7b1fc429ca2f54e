"""What stands beside a name, as patterns: the cue words of ``lexicon/en/cues.toml`` and the lists of known names."""

from __future__ import annotations

import re
from functools import cache

from slugline.text.lexicon import either, lexicon


@cache
def cue(key: str, left: bool) -> re.Pattern[str]:
    """A list of cues as a pattern: at the end of what stands left of a name, or at the start of what stands right."""
    return _beside(either(lexicon("cues")[key]), left)


@cache
def title_cue(key: str) -> re.Pattern[str]:
    """The same for what goes ``before`` a title and ``after`` it."""
    return _beside(either(lexicon("titles")[key]), key == "before")


def _beside(words: str, left: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){words}$" if left else rf"{words}(?![\w])", re.IGNORECASE)


@cache
def _work_nouns() -> str:
    lists = lexicon("titles")
    return either({word for key in ("film", "series", "special", "either") for word in lists[key]})


@cache
def work_noun() -> re.Pattern[str]:
    """A noun for a work of the screen, at the end of what stands left of a name."""
    return re.compile(rf"(?<![\w]){_work_nouns()}(?: called| titled| named)?$", re.IGNORECASE)


@cache
def work_after() -> re.Pattern[str]:
    """ "…, a drama": a noun for a work of the screen right of a name."""
    return re.compile(
        rf",? (?:is )?(?:a|an|the|its|his|her) (?:[\w’'-]+ ){{0,4}}?{_work_nouns()}\b",
        re.IGNORECASE,
    )


@cache
def other_work() -> re.Pattern[str]:
    """A noun for a work of another art, left of a name."""
    return re.compile(rf"(?<![\w-]){either(lexicon('titles')['other_works'])}(?:,| called| titled)?$", re.IGNORECASE)


@cache
def gazetteer() -> dict[str, str]:
    """Companies, countries and cities by name, with their labels."""
    companies = lexicon("companies")
    known = dict.fromkeys(companies["outlets"], "organization")
    known |= dict.fromkeys(companies["studios"], "organization")
    known |= dict.fromkeys(companies["channels"], "network")
    known |= dict.fromkeys(companies["services"], "platform")
    for place in (*lexicon("geography")["countries"], *lexicon("geography")["cities"]):
        known.setdefault(place, "place")
    return known


@cache
def gazetteer_words() -> re.Pattern[str]:
    """The names of that list that have more than one word or a sign."""
    names = either(name for name in gazetteer() if " " in name or not name.isalpha())
    return re.compile(rf"(?<![\w]){names}(?![\w+])")
