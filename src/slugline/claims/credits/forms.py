"""Forms: whole regular expressions over shapes, put together from named parts and tried only where their words stand.

    <titles>    a part (see `PARTS`), or one of the kind's lists of words, or of the shared ones
    gate        the lists of which a line must hold a word before the form is tried

Some parts take any words and are judged afterwards, which keeps the expressions small: what stands
under a group named ``aux…`` must be auxiliaries and adverbs, what stands under ``obj…`` or ``mid…``
must not run across another phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from slugline.claims.kind import words_beside
from slugline.errors import WordsError
from slugline.text.lexicon import lexicon
from slugline.text.patterns import Match, any_phrase, regex
from slugline.text.reading import Line
from slugline.text.triggers import demands, key_word

SHARED = words_beside(__file__).say
_NAME = regex(r"(?<!\?P)<(\w+)>")

_DESCRIBED = r"(?:(?:[\w'-]+|‹[AGNODRQXYSCT]\d+›(?:'s)?|‹P\d+›'s) ){0,5}?"
_ITEM = r"‹[PNY]\d+›(?!'s)(?: \([^()]{1,80}\))?"
_JOIN = (
    r"(?:, and |, & | and | & |, (?!with |who |which |but |where )| / |/| plus | with | alongside "
    r"|, along with | along with | together with )"
)
_ASIDE = r"(?:, (?!(?:and|but|who|which|with)\b)[^;:.‹›]{0,60}(?:‹[A-Z]\d+›[^;:.‹›]{0,40}){0,2},)?"
_NOT_SMALL = r"(?!(?:by|from|and|with|of|who|for|in|to|is|was|on|at|as|that|which) )"
PARTS: Mapping[str, str] = {
    # one or more people: at the start of a form, and behind words ("by the Polish newcomer Jane Roe and Poe")
    "people": rf"(?P<subject>{_ITEM}(?:{_JOIN}{_DESCRIBED}{_ITEM}){{0,8}})",
    "by_people": rf"(?P<who>{_DESCRIBED}{_ITEM}(?:{_JOIN}{_DESCRIBED}{_ITEM}){{0,8}})",
    "lone": rf"‹(?P<lone>[PNY]\d+)›(?!'s)(?: \([^()]{{1,80}}\))?{_ASIDE}",
    "near": r"‹(?P<near>[PY]\d+)›'s(?= (?:[a-z]+ ){0,2}?[a-z]+ing(?![a-z]))",
    "with": rf"(?:,? (?:together with|along with|alongside|with) "
    rf"(?P<with>{_DESCRIBED}(?:[\w-]+, )?‹[PN]\d+›(?:(?:, and |, | and )‹[PN]\d+›(?!'))*)"
    r"(?! (?:also )?(?:as|among|in(?! ‹D)|[a-z]+ing)(?![a-z])))",
    "described": _DESCRIBED,
    "titles": r"(?P<titles>‹[TXF]\d+›(?!'s)(?:(?: \([^()]{1,60}\))?(?:, and |, | and | & |; | as well as )"
    r"(?:[\w'-]+,? |‹[DRQ]\d+›(?:'s)? ){0,3}?‹T\d+›){0,8})",
    "title": r"‹(?P<title>[TXF]\d+)›",
    "aux": r"(?P<aux>(?:[a-z']+ ){0,7}?)",
    "obj": r"(?P<obj>(?:(?:[\w'-]+,?|‹[DGQRAOCSX]\d+›(?:'s)?|‹[PY]\d+›(?: in|'s)) ){0,8}?)",
    "mid": rf"(?P<mid>(?:{_NOT_SMALL}(?:[\w'-]+|‹[GRAONQ]\d+›(?:'s)?|‹A\d+›-winning) ){{0,4}}?)",
    # the same with auxiliaries among them: "is also the Polish"
    "being": r"(?P<being>(?:(?:[\w'-]+|‹[GRAONQ]\d+›(?:'s)?|‹A\d+›-winning),? ){0,7}?)",
    "few": r"(?P<mid_few>(?:[\w-]+ ){0,2}?)",
    "also": r"(?:[a-z]+(?:-[a-z]+)?(?: and |, and |, | & |/))*?",
    "end": (
        r"(?=[.,;:)]|$| (?:again|alone|alongside|together|himself|herself|from|in|on|for(?! (?:the )?‹[TF])|this|that"
        r"|all|every|each|most|half|and|too|out|with|as|under|now|once|next|here|after|via|through|both(?=[.,;]|$| of)"
        r"|‹[DQ]\d+›)(?![\w-]))"
    ),
}


@cache
def _aux_words() -> frozenset[str]:
    grammar = lexicon("grammar")
    return frozenset(word for phrase in (*grammar["aux"], *grammar["adverb"]) for word in phrase.split())


@cache
def shared_set(key: str) -> frozenset[str]:
    """One shared list as a set."""
    return frozenset(SHARED[key])


def alternatives(phrases: Sequence[str]) -> str:
    """A group that matches one of the phrases as whole words."""
    return rf"(?<![\w'-])(?:{any_phrase(tuple(phrases))})(?![\w-])"


@cache
def keywords(phrases: tuple[str, ...]) -> frozenset[str]:
    """For each phrase its rarest word: where none of them stands, no phrase does."""
    return frozenset(filter(None, map(key_word, phrases)))


@dataclass(frozen=True)
class Form:
    """One form; compiled when a line first passes its gate."""

    template: str
    words: Mapping[str, Sequence[str]]
    gate: frozenset[str]
    parts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression with its parts and lists in place."""
        return re.compile(_NAME.sub(self._list, self._whole), re.IGNORECASE)

    @cached_property
    def demands(self) -> tuple[frozenset[str], ...]:
        """Sets of words and placeholders of each of which a line must hold one: the gate, and what the parts want."""
        found = demands(self._whole, self._phrases, {})
        return (self.gate, *(one for one in found if one != self.gate)) if self.gate else found

    @cached_property
    def _whole(self) -> str:
        """The template with its parts in place, its lists still by name."""
        text, before = self.template, ""
        while text != before:
            text, before = _NAME.sub(lambda hit: self.parts.get(hit[1]) or PARTS.get(hit[1]) or hit[0], text), text
        return text

    def _phrases(self, key: str) -> Sequence[str] | None:
        if key in ("noun", "nouns"):
            return [*self.words["noun"], *(self.words.get("nouns", ()) if key == "nouns" else ())]
        return self.words.get("nouns" if key == "several" else key) or SHARED.get(key)

    def _list(self, hit: re.Match[str]) -> str:
        key = hit[1]
        if key in ("noun", "nouns"):
            return _noun(self.words, several=key == "nouns")
        found = self._phrases(key)
        if not found:
            return "(?!)"
        refused = self.words.get("noun_after_not", ()) if key in ("passive", "active", "bare", "ing", "several") else ()
        return "".join(rf"(?<!{re.escape(word)} )" for word in refused) + alternatives(found)

    def find(self, line: Line) -> Iterator[Match]:
        """Its matches in a line that asks nothing."""
        if not line.may_hold(self):
            return
        text = line.shape.text
        for found in self.regex.finditer(text) if not text.endswith("?") else ():
            if _holds(found):
                yield Match(line, found)


def form(template: str, words: Mapping[str, Sequence[str]], *gate: str, parts: Mapping[str, str] | None = None) -> Form:
    """A form over a kind's words; ``gate`` names lists of which a line must hold a word, ``parts`` adds to `PARTS`."""
    known: set[str] = set()
    for key in gate:
        if key not in words and key not in SHARED and key not in _OPTIONAL:
            raise WordsError(f"word list {key!r} is unknown", where="form", allowed=", ".join([*words, *SHARED]))
        known |= keywords(tuple(words.get(key) or SHARED.get(key) or ()))
    if gate and not known:
        known = {"\0"}
    return Form(template, words, frozenset(known), parts or {})


_OPTIONAL = (
    "passive", "active", "bare", "thing", "does", "act", "idiom", "under", "front", "debut", "gerund", "behind",
    "adapts", "sources", "hyphened", "some_nouns", "does_portion", "ing", "nouns", "leads", "opening", "not_maker",
)  # fmt: skip


def _noun(words: Mapping[str, Sequence[str]], *, several: bool) -> str:
    """A craft's noun, other trades beside it: "writer-director", "director and co-writer"."""

    names = [*words["noun"], *(words.get("nouns", ()) if several else ())]
    trades = any_phrase(SHARED["trades"])
    after = "".join(rf"(?<!{re.escape(word)} )" for word in words.get("noun_after_not", ()))
    before = "".join(rf"(?! {re.escape(word)}(?!\w))" for word in words.get("noun_before_not", ()))
    front = rf"(?:[a-z]+[-/]|(?:(?:{trades})(?:, | and | & |/|-)){{1,2}})?"
    also = rf"(?:(?:-|/| and |, | & )(?:{trades})(?![\w-])){{0,2}}"
    return rf"(?<![\w-]){after}{front}(?:{any_phrase(tuple(names))})(?!\w){before}{also}(?!-)"


def _holds(found: re.Match[str]) -> bool:
    """Whether the parts that took any words took the right ones."""
    for name, text in found.groupdict().items():
        if not text:
            continue
        if name.startswith("aux"):
            if not _aux_words().issuperset(text.lower().replace(",", "").split()):
                return False
        elif name.startswith("obj"):
            if not shared_set("not_in_object").isdisjoint(_outside(text)):
                return False
        elif name == "being":
            if not (shared_set("stop") - _aux_words()).isdisjoint(text.lower().replace(",", "").split()):
                return False
        elif name.startswith("mid") and not shared_set("stop").isdisjoint(text.lower().split()):
            return False
    return True


def _outside(text: str) -> list[str]:
    """The words of an object, those left out that belong to a name or a part of the work ("Roe in", "episodes of")."""
    bare = re.sub(
        r"‹\w+› in |\b(?:\w+) (?:of|for) (?=\w|‹)", lambda hit: "" if _partial(hit[0]) else hit[0], text.lower()
    )
    return bare.replace(",", "").split()


def _partial(words: str) -> bool:
    return words.startswith("‹") or words.split(maxsplit=1)[0] in shared_set("partial")
