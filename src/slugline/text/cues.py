"""What stands beside a name, as patterns: the cue words of ``lexicon/en/cues.toml`` and the lists of known names."""

from __future__ import annotations

import re
from functools import cache

from slugline.text.lexicon import lexicon


@cache
def cue(key: str, left: bool) -> re.Pattern[str]:
    """A list of cues as a pattern: at the end of what stands left of a name, or at the start of what stands right."""
    words = "|".join(re.escape(word) for word in sorted(lexicon("cues")[key], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})$" if left else rf"(?:{words})(?![\w])", re.IGNORECASE)


@cache
def title_cue(key: str) -> re.Pattern[str]:
    """The same for what goes before a title and after it."""
    words = "|".join(re.escape(word) for word in sorted(lexicon("titles")[key], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})$" if key == "before" else rf"(?:{words})(?![\w])", re.IGNORECASE)


@cache
def work_noun() -> re.Pattern[str]:
    """A noun for a work of the screen, at the end of what stands left of a name."""
    lists = lexicon("titles")
    nouns = sorted(
        {word for key in ("film", "series", "special", "either") for word in lists[key]}, key=len, reverse=True
    )
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, nouns))})(?: called| titled| named|,)?$", re.IGNORECASE)


@cache
def work_after() -> re.Pattern[str]:
    """ "…, a drama": a noun for a work of the screen right of a name."""
    lists = lexicon("titles")
    nouns = sorted(
        {word for key in ("film", "series", "special", "either") for word in lists[key]}, key=len, reverse=True
    )
    return re.compile(
        rf",? (?:is )?(?:a|an|the|its|his|her) (?:[\w’'-]+ ){{0,4}}?(?:{'|'.join(map(re.escape, nouns))})\b",
        re.IGNORECASE,
    )


@cache
def other_work() -> re.Pattern[str]:
    """A noun for a work of another art, left of a name."""
    words = "|".join(re.escape(word) for word in sorted(lexicon("titles")["other_works"], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?:,| called| titled)?$", re.IGNORECASE)


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
    names = sorted((name for name in gazetteer() if " " in name or not name.isalpha()), key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, names))})(?![\w+])")
