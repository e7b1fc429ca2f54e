"""What somebody typed to search for: words, "words in a row", -words, and which of them the record knows.

Whatever else is typed is text: no character means anything to a database, and no more than `LONGEST` of them and
`MOST` words are looked at.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise

from slugline.answers.understanding import cues
from slugline.errors import WordsError
from slugline.phrases import words
from slugline.record.finder import Finder
from slugline.record.fulltext import Term, Wanted
from slugline.record.search_index import LONGEST_WORD, SHORTEST_WORD
from slugline.record.tokens import word_list

LONGEST = 200  # characters
MOST = 16  # words
_PLURAL = 4  # letters of a word that is looked for with and without an s
_BEGINNING = 3  # letters after which a word may be the beginning of one
_TRIED = 4  # words that a correction is chosen from
_ENOUGH = 20  # quotes beyond which a word is no more likely to be meant
_PIECES = re.compile(r'(?:(?<=\s)|(?<![^\s"]))(?P<minus>-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))|"')
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that was typed: words that stand in a row. ``quoted`` is set between quotation marks."""

    words: tuple[str, ...]
    quoted: bool = False
    excluded: bool = False
    last: bool = False

    def text(self) -> str:
        """The piece as it would be typed."""
        said = " ".join(self.words)
        return "-" * self.excluded + (f'"{said}"' if self.quoted else said)


@dataclass(frozen=True, slots=True)
class Typed:
    """All that was typed. ``cut`` tells that there was more than is looked at."""

    pieces: tuple[Piece, ...]
    cut: bool = False

    @property
    def sought(self) -> tuple[Piece, ...]:
        """What is to be found."""
        return tuple(piece for piece in self.pieces if not piece.excluded)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are to be found."""
        return tuple(word for piece in self.sought for word in piece.words)

    def text(self) -> str:
        """As it would be typed."""
        return " ".join(piece.text() for piece in self.pieces)


def read(text: str) -> Typed:
    """What was typed. Where all of it is excluded, nothing is: then it is looked for as it stands."""
    cut = text[:LONGEST].translate(_QUOTES)
    pieces: list[Piece] = []
    left = MOST
    for found in _PIECES.finditer(cut):
        quoted = found["quoted"] is not None
        said = tuple(word_list(found["quoted"] or found["plain"] or "", left + 1))
        if said:
            pieces.append(Piece(said[:left], quoted, bool(found["minus"])))
            left -= len(said)
        if left <= 0:
            break
    pieces = [piece for piece in pieces if piece.words]
    if all(piece.excluded for piece in pieces):
        pieces = [replace(piece, excluded=False) for piece in pieces]
    if pieces and not pieces[-1].quoted and not pieces[-1].excluded and not cut[-1].isspace():
        pieces[-1] = replace(pieces[-1], last=True)
    return Typed(tuple(pieces), len(text) > LONGEST or left < 0)


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that nobody has said, and those that were looked for in their place."""

    typed: str
    meant: str


def corrected(typed: Typed, finder: Finder) -> tuple[Typed, tuple[Correction, ...]]:
    """What was typed with every word that nobody has said put right, where the record has a word that is near."""
    known = finder.known(typed.words)
    made: list[Correction] = []
    pieces: list[Piece] = []
    for piece in _joined(typed.pieces, known, finder, made):
        right: list[str] = []
        for n, word in enumerate(piece.words):
            fine = piece.excluded or word in known or not _is_word(word)
            if not fine and piece.last and n == len(piece.words) - 1:
                fine = len(word) >= _BEGINNING and finder.begun(word)
            meant = (word,) if fine else _meant(word, finder)
            if meant != (word,):
                made.append(Correction(word, " ".join(meant)))
            right += meant
        pieces.append(replace(piece, words=tuple(right)))
    return replace(typed, pieces=tuple(pieces)), tuple(made)


def _is_word(word: str) -> bool:
    """Whether a word may have been misspelt; the words of questions are right whether anybody has said them or not."""
    return SHORTEST_WORD <= len(word) <= LONGEST_WORD and any(map(str.isalpha, word)) and word not in _of_questions()


@cache
def _of_questions() -> frozenset[str]:
    cued = {word for cue in cues() for part in cue.parts for word in part}
    return frozenset({*words("common"), *words("fillers"), *passing(), *cued})


def _joined(pieces: Sequence[Piece], known: set[str], finder: Finder, made: list[Correction]) -> Iterator[Piece]:
    """The pieces, two that are one word of the record, and none by itself, joined ("bal lerina")."""
    single = [piece for piece in pieces if len(piece.words) == 1 and not piece.quoted and not piece.excluded]
    pairs = {(one.words[0], two.words[0]) for one, two in pairwise(single)}
    doubtful = {one + two for one, two in pairs if one not in known or two not in known}
    whole = finder.known(doubtful) if doubtful else set()
    skip = False
    for n, piece in enumerate(pieces):
        if skip:
            skip = False
            continue
        after = pieces[n + 1] if n + 1 < len(pieces) else None
        joined = piece.words[0] + after.words[0] if after and piece in single and after in single else ""
        if after and joined in whole and not {piece.words[0], after.words[0]} <= known:
            made.append(Correction(f"{piece.words[0]} {after.words[0]}", joined))
            known.add(joined)
            yield replace(after, words=(joined,))
            skip = True
        else:
            yield piece


def _meant(word: str, finder: Finder) -> tuple[str, ...]:
    """The word of the record that a word is most likely meant for: of the nearest the one that is said most."""
    found = finder.near(word)
    slips = found[0][0] if found else 9
    if slips > 1 and (halves := _halves(word, finder)):
        return halves
    if not found:
        return (word,)

    def weight(one: str) -> tuple[bool, bool, int, str]:
        wanted = Wanted((Term(((one,),)),))
        named = any(finder.names(wanted, kind, 1) for kind in ("title", "person", "character", "franchise"))
        return one[0] != word[0], not named, -finder.count(wanted, _ENOUGH), one

    tried = sorted((one for _, one in found), key=lambda one: (one[0] != word[0], one))[:_TRIED]
    return (min(tried, key=weight),)


def _halves(word: str, finder: Finder) -> tuple[str, ...]:
    """Two words of the record that are written as one, where they stand side by side in it."""
    cuts = [(word[:n], word[n:]) for n in range(2, len(word) - 1)]
    known = finder.known({part for cut in cuts for part in cut})
    for one, two in cuts:
        short = len(one) < SHORTEST_WORD or len(two) < SHORTEST_WORD
        if short or not {one, two} <= known:
            continue
        wanted = Wanted((Term(((one, two),)),))
        if finder.count(wanted, 1) or finder.names(wanted, "title", 1) or finder.names(wanted, "person", 1):
            return one, two
    return ()


def quotes_wanted(typed: Typed, known: set[str]) -> Wanted | None:
    """What quotes must hold; None where nothing is sought."""
    return _wanted(typed, lambda piece, n: n == len(piece.words) - 1 and piece.last and piece.words[n] not in known)


def names_wanted(typed: Typed) -> Wanted | None:
    """What names must hold: of every word that is not between quotation marks the beginning will do."""
    return _wanted(typed, lambda piece, n: not piece.quoted and len(piece.words[n]) > 1)


def _wanted(typed: Typed, goes_on: Callable[[Piece, int], bool]) -> Wanted | None:
    pieces = [piece for piece in typed.sought if piece.quoted or not _passing(piece)] or typed.sought
    terms = tuple(_term(piece, goes_on=goes_on(piece, len(piece.words) - 1)) for piece in pieces)
    without = tuple(_term(piece, goes_on=False) for piece in typed.pieces if piece.excluded)
    return Wanted(terms, without) if terms else None


def _term(piece: Piece, *, goes_on: bool) -> Term:
    if piece.quoted or goes_on or len(piece.words) > 1:
        return Term((piece.words,), goes_on)
    return Term(tuple((form,) for form in forms(piece.words[0])))


def forms(word: str) -> tuple[str, ...]:
    """A word with and without the s of many."""
    if len(word) < _PLURAL or not word.isascii() or not word.isalpha():
        return (word,)
    return (word, word[:-1]) if word.endswith("s") and not word.endswith("ss") else (word, word + "s")


def _passing(piece: Piece) -> bool:
    return len(piece.words) == 1 and piece.words[0] in passing()


def runs(said: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Every run of some words, as places."""
    return ((start, end) for start in range(len(said)) for end in range(start + 1, len(said) + 1))


@cache
def passing() -> frozenset[str]:
    """Words that say too little, of ``search.en.toml``; `WordsError` names a key that is unknown."""
    where = "answers/search.en.toml"
    data = tomllib.loads(resources.files("slugline.answers").joinpath("search.en.toml").read_text(encoding="utf-8"))
    for key in data:
        if key != "passing":
            raise WordsError(f"key {key!r} is unknown", where=where, allowed="passing")
    return frozenset(data["passing"])
