"""What a question asks: which property, of what, in which scope. Understood wholly or not at all.

Every word of a question must be accounted for: by a name that the record knows, by a cue of a
kind's ``[ask]`` words, by a season, year, territory or medium, or by a word that says nothing. A
word left over means that the question asks for something else, and nothing is answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from slugline.claims.kinds import KINDS
from slugline.phrases import forms, table, words
from slugline.record import Lexicon
from slugline.record import names as name_words
from slugline.record.names import fold_franchise, fold_person

_GAP = "..."
_NOT_CUES = ("guide", "guide_past")
_LONGEST = 16  # words of a name in a question


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the question: folded, with its first form and whether it carries an apostrophe-s."""

    text: str
    raw: str
    owned: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Some words that name something: ``kinds`` are what it may be, ``name`` is the folded name."""

    start: int
    end: int
    name: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of asking: the property, the key of its ``[ask]`` table, and the words."""

    property: str
    key: str
    parts: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        """How many words it takes up."""
        return sum(map(len, self.parts))


@dataclass(slots=True)
class Question:
    """A question taken apart. ``taken`` are the places of words that scopes and names account for."""

    tokens: list[Token]
    spans: list[Span] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    season: str = ""
    year: int | None = None
    kind: str | None = None
    territory: str = ""
    medium: str = ""
    cues: Sequence[Cue] | None = None  # those of `asked`, once they are found

    def named(self, kind: str) -> list[Span]:
        """The spans that may name something of a kind."""
        return [span for span in self.spans if kind in span.kinds]


def read(text: str, lexicon: Lexicon) -> Question:
    """The question with its names, season, year, kind, territory and medium found."""
    question = Question(_tokens(text))
    _find_names(question, lexicon)
    _find_season(question)
    _find_year(question)
    _find_kind(question)
    _find_territory(question, lexicon)
    _find_medium(question)
    return question


def asked(question: Question) -> Sequence[Cue]:
    """Every cue that accounts for all words which nothing else does, the longest first."""
    if question.cues is None:
        question.cues = sorted(_fitting(question), key=lambda cue: (-len(cue), cue.property, cue.key))
    return question.cues


def _fitting(question: Question) -> Iterator[Cue]:
    fillers = set(words("fillers"))
    masked = _masked(question)
    there = set(masked)
    beside_next = fillers | set(forms("next", "words"))
    for cue, needed in _cues_by_words():
        places = _match(cue.parts, masked) if needed <= there else None
        if places is None:
            continue
        silent = beside_next if cue.property == "next" else fillers
        left = [
            n
            for n, token in enumerate(question.tokens)
            if n not in places and n not in question.taken and token.text not in silent and masked[n] != ""
        ]
        if not left:
            yield cue


@cache
def _cue_words() -> frozenset[str]:
    """Words that ask; no single name is read into them."""
    return frozenset({*words("common"), *words("fillers"), *(w for cue in cues() for part in cue.parts for w in part)})


@cache
def cues() -> tuple[Cue, ...]:
    """The ways of asking of all kinds, and of what comes next."""
    made = [
        Cue(name, key, _parts(phrase))
        for name, kind in sorted(KINDS.items())
        for key, phrases in kind.words.ask.items()
        if key not in _NOT_CUES
        for phrase in phrases
    ]
    made += [Cue("next", "open", _parts(phrase)) for phrase in forms("next", "cues")]
    return tuple(made)


@cache
def _cues_by_words() -> tuple[tuple[Cue, frozenset[str]], ...]:
    """Each cue with the words without which it cannot stand in a question."""
    return tuple((cue, frozenset(word for part in cue.parts for word in part)) for cue in cues())


def _parts(phrase: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.casefold().split()) for part in phrase.split(_GAP) if part.strip())


def _tokens(text: str) -> list[Token]:
    contractions = {str(k): str(v) for k, v in table("contractions").items()}
    made: list[Token] = []
    for raw in text.split()[:200]:
        straight = raw.replace("’", "'").rstrip('?!.,;:"”*)')
        owned = straight.casefold().endswith("'s")
        if not any(map(str.isalnum, straight)):
            continue
        plain = name_words.plain(straight)
        expanded = contractions.get(plain, plain)
        made += [Token(word, straight, owned and word == plain.split()[-1]) for word in expanded.split()]
    return made


def _masked(question: Question) -> list[str]:
    """The words that a cue may use: names are blank."""
    masked = [token.text for token in question.tokens]
    for span in question.spans:
        for n in range(span.start, span.end):
            masked[n] = ""
    return masked


def _match(parts: Sequence[tuple[str, ...]], tokens: Sequence[str]) -> set[int] | None:
    places: set[int] = set()
    start = 0
    for part in parts:
        starts = range(start, len(tokens) - len(part) + 1)
        at = next((n for n in starts if tuple(tokens[n : n + len(part)]) == part), None)
        if at is None:
            return None
        places.update(range(at, at + len(part)))
        start = at + len(part)
    return places


def _find_names(question: Question, lexicon: Lexicon) -> None:
    tokens = question.tokens
    places: dict[str, set[tuple[int, int]]] = {}
    for start, end, text in _candidates(tokens):
        for name in (text, fold_person(text), *_kindred(text)):
            places.setdefault(name, set()).add((start, end))
    known = dict.fromkeys(places.keys() & _awards(), frozenset({"award"}))
    for text, kinds in lexicon.kinds(places, never_short=_cue_words()).items():
        known[text] = known.get(text, frozenset()) | kinds
    hits: dict[tuple[int, int], tuple[str, set[str]]] = {}
    for text, kinds in sorted(known.items()):
        for start, end in places[text]:
            if _capital(tokens, start, text):
                hits.setdefault((start, end), (text, set()))[1].update(kinds)
    used: set[int] = set()
    for (start, end), (text, found) in sorted(hits.items(), key=lambda hit: (hit[0][0] - hit[0][1], hit[0][0])):
        if used.isdisjoint(range(start, end)):
            used.update(range(start, end))
            question.spans.append(Span(start, end, text, frozenset(found)))
    question.spans.sort(key=lambda span: span.start)
    question.taken |= used


def _candidates(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Every run of words that may be a name; an apostrophe-s may be part of its last word or not."""
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + _LONGEST) + 1):
            text = " ".join(token.text for token in tokens[start:end])
            yield start, end, text
            if tokens[end - 1].owned and text.endswith("s"):
                yield start, end, text[:-1]


def _capital(tokens: Sequence[Token], start: int, name: str) -> bool:
    """A name that is a common word counts only where it is written as a name, inside the question."""
    if name not in {*words("common"), *words("fillers")}:
        return True
    raw = tokens[start].raw.lstrip("\"'“‘*(")
    return start > 0 and raw[:1].isupper()


@cache
def _awards() -> frozenset[str]:
    """The awards that the record knows by heart."""
    known = name_words.words().awards
    return frozenset({*known, *known.values()})


def _kindred(name: str) -> Iterable[str]:
    """A title not yet named, under the other words for a film or a series ("fifth X movie")."""
    parts = name.split()
    for listed in table("kinds").values():
        kinds = [form for form in _texts(listed) if " " not in form]
        if parts[-1] in kinds and len(parts) > 1:
            yield from (" ".join((*parts[:-1], form)) for form in kinds if form != parts[-1])


def _find_season(question: Question) -> None:
    ordinals = {form: number for number, listed in table("ordinals").items() for form in _texts(listed)}
    tokens = [token.text for token in question.tokens]
    for n, text in enumerate(tokens):
        if text not in ("season", "seasons") or n in question.taken:
            continue
        after = tokens[n + 1] if n + 1 < len(tokens) else ""
        before = tokens[n - 1] if n else ""
        if after.isdecimal() or after in ordinals:
            question.season = after if after.isdecimal() else ordinals[after]
            question.taken.update({n, n + 1})
        elif before in ordinals:
            question.season = ordinals[before]
            question.taken.update({n - 1, n})
        elif before in ("next", "new"):
            question.season = "next"
            question.taken.update({n - 1, n})


def _texts(listed: object) -> Iterable[str]:
    return [str(item) for item in listed] if isinstance(listed, list) else []


def _find_year(question: Question) -> None:
    for n, token in enumerate(question.tokens):
        if n not in question.taken and token.text.isdecimal() and 1880 <= int(token.text) <= 2199:
            question.year = int(token.text)
            question.taken.add(n)


def _find_kind(question: Question) -> None:
    articles = name_words.words().articles
    kinds = {form: kind for kind, listed in table("kinds").items() for form in _texts(listed)}
    for span in question.named("title"):
        n = span.start - 1
        while n >= 0 and question.tokens[n].text in articles:
            n -= 1
        for place in (n, span.end):
            text = question.tokens[place].text if 0 <= place < len(question.tokens) else ""
            if text in kinds and place not in question.taken:
                question.kind = kinds[text]


def _find_territory(question: Question, lexicon: Lexicon) -> None:
    tokens = question.tokens
    runs = {
        (start, start + size): " ".join(token.text for token in tokens[start : start + size])
        for size in (4, 3, 2, 1)
        for start in range(len(tokens) - size + 1)
    }
    known = dict(lexicon.territories(runs.values()))
    known |= name_words.words().territories
    known |= dict.fromkeys(name_words.words().worldwide, "worldwide")
    for (start, end), text in runs.items():
        plain_us = text == "us" and not tokens[start].raw.strip("\"'(").isupper()
        free = question.taken.isdisjoint(range(start, end))
        if text in known and free and not plain_us and not question.territory:
            question.territory = known[text]
            question.taken.update(range(start, end))


def _find_medium(question: Question) -> None:
    phrases = [(form.split(), medium) for medium in table("media") for form in forms("media", str(medium))]
    masked = _masked(question)
    for parts, medium in sorted(phrases, key=lambda pair: -len(pair[0])):
        for start in range(len(masked) - len(parts) + 1):
            places = range(start, start + len(parts))
            if masked[start : start + len(parts)] == parts and not question.medium:
                question.medium = str(medium)
                question.taken.update(places)


def franchise_of(question: Question) -> str:
    """The franchise that a question names, folded; empty where it names none."""
    spans = question.named("franchise")
    return fold_franchise(spans[0].name) if spans else ""
