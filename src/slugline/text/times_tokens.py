"""Text to date tokens. Only the neighbourhoods of words that a date cannot do without are read.

A token has a class (one character of `CODE`), a value and its place, so that the grammar can be
written as patterns over classes; every other word is ``word``, every other sign ``sign``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from slugline.text.times_words import CONNECTIVES, Holiday, words

FIRST_YEAR, LAST_YEAR = 1880, 2040
CLASSES = (
    *CONNECTIVES, "month", "short_month", "weekday", "short_weekday", "season", "count", "spelled", "day_number",
    "two_digits", "ordinal", "year", "short_year", "decade", "iso", "quarter_number", "holiday", "hyphen",
    "dash", "comma", "open", "close", "stop", "break", "word", "number", "sign", "slash", "possessive",
)  # fmt: skip
CODE = {name: chr(0xE000 + at) for at, name in enumerate(CLASSES)}

Value = int | str | Holiday
_BACK, _AHEAD, _STRETCH = 70, 45, 60
_SPELLINGS = {"'": "['’]", " ": r"\s{1,3}"}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII | re.IGNORECASE)
_VALUED = frozenset({"abbreviated", "quarter_number", "figure", "short", "iso", "holiday", "spelled"})
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d\d)", re.ASCII)


@dataclass(slots=True)
class Tokens:
    """Parallel columns: ``codes[i]`` is the class of the token at ``starts[i]:ends[i]``."""

    text: str
    codes: str = ""
    values: list[Value] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def word(self, at: int) -> str:
        """The token as printed; empty outside."""
        return self.text[self.starts[at] : self.ends[at]] if 0 <= at < len(self.codes) else ""

    def code(self, at: int) -> str:
        """The token's class code; empty outside."""
        return self.codes[at] if 0 <= at < len(self.codes) else ""

    def glued(self, at: int) -> bool:
        """Whether token ``at`` stands against the one before it, without a space."""
        return 0 < at < len(self.codes) and self.ends[at - 1] == self.starts[at]


def _trie(options: set[str]) -> str:
    """An alternation that a backtracking engine walks in the length of the word, not of the list."""
    heads: dict[str, set[str]] = {}
    for option in options:
        if option:
            heads.setdefault(option[0], set()).add(option[1:])
    parts = [_SPELLINGS.get(head, re.escape(head)) + _trie(heads[head]) for head in sorted(heads)]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{body})?" if "" in options else body


@cache
def _trigger() -> re.Pattern[str]:
    known = words()
    lower = {word for word, (name, _) in known.classes.items() if name in _TRIGGERS}
    spelled = lower | {word.capitalize() for word in lower} | {word.upper() for word in lower} | set(known.names)
    spelled |= {name.split(" ", 1)[0].split("'", 1)[0] for name in known.holidays}
    return re.compile(rf"\b(?:{_trie(spelled)}|\d{{4}}s?|\d\d?(?:st|nd|rd|th)|Q[1-4])\b|\d[./]\d|['’‘]\d\d", re.ASCII)


_TRIGGERS = frozenset(
    {
        "season", "today", "tonight", "tomorrow", "yesterday", "day", "week", "fortnight", "month_unit", "year_unit",
        "decade_unit", "weekend", "quarter", "half", "day_part",
    }
)  # fmt: skip


@cache
def _lexer() -> re.Pattern[str]:
    known = words()
    short = {word for word, (name, _) in known.names.items() if name.startswith("short_")}
    return re.compile(
        r"(?P<word>[a-z]+(?![\w-]))"
        r"|(?P<iso>(?<![\w-])\d{4}-\d\d-\d\d(?!\d|-\d))"
        rf"|(?P<holiday>\b(?:{_trie(set(known.holidays))})(?!\w))"
        rf"|(?P<spelled>\b(?:{_trie({w for w in known.classes if '-' in w})})\b)"
        rf"|\b(?P<abbreviated>(?:{_trie(short)})(?!\w)\.?)"
        r"|(?P<quarter_number>\bQ[1-4]\b)"
        r"|(?P<other>[^\W\d_]+)"
        r"|(?P<possessive>(?<=\w)['’][sS]\b)"
        r"|(?P<short>(?<!\w)['’‘]\d\ds?\b)"
        r"|(?P<figure>[$£€₹₦¥₩#@]?\d+(?:[.,:/]\d+)*\w*%?)"
        r"|(?P<hyphen>-)|(?P<dash>[–—])|(?P<comma>,)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<stop>[.!?;])|(?P<slash>/)"
        r"|(?P<break>\n\s*(?=[\n\-*•#|>]))"
        r"|(?P<sign>[^\s\w])",
    )


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches worth reading: around each trigger, merged, and cut where a space is."""
    start = end = -1
    for hit in _trigger().finditer(text):
        low, high = hit.start() - _BACK, hit.end() + _AHEAD
        if low > end:
            if end >= 0:
                yield _to_spaces(text, start, end)
            start = max(0, low)
        end = high
    if end >= 0:
        yield _to_spaces(text, start, end)


def _to_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """Widened to spaces where one is near, so that no word is read by half."""
    space = text.find(" ", end, end + _STRETCH)
    before = text.rfind(" ", max(0, start - _STRETCH), start) if start > 0 else -1
    return (before + 1 if before >= 0 else start), (space if space >= 0 else min(end, len(text)))


def read(text: str) -> Iterator[Tokens]:
    """The tokens of each stretch that may hold a date; cost grows with the length of the text only."""
    done = 0
    for start, end in _windows(text):
        begin = max(start, done)
        yield lex(text, begin, end)
        done = end


def lex(text: str, start: int, end: int) -> Tokens:
    """The tokens of ``text[start:end]``."""
    codes: list[str] = []
    values: list[Value] = []
    starts: list[int] = []
    ends: list[int] = []
    for hit in _lexer().finditer(text, start, end):
        word = hit[0]
        code, value = _SEEN.get(word) or _classed(hit.lastgroup or "sign", word)
        codes.append(code)
        values.append(value)
        low, high = hit.span()
        starts.append(low)
        ends.append(high)
    return Tokens(text, "".join(codes), values, starts, ends)


# what has been read before: a token's class depends on nothing but its characters
_SEEN: dict[str, tuple[str, Value]] = {}
_SEEN_AT_MOST, _SEEN_LENGTH = 30_000, 24


def _classed(kind: str, word: str) -> tuple[str, Value]:
    value: Value = 0
    if kind in ("word", "other"):
        kind, value = words().names.get(word) or words().classes.get(word.lower(), ("word", 0))
    elif kind in _VALUED:
        kind, value = _valued(kind, word)
    if len(_SEEN) < _SEEN_AT_MOST and len(word) < _SEEN_LENGTH:
        _SEEN[word] = CODE[kind], value
    return CODE[kind], value


def _valued(kind: str, word: str) -> tuple[str, Value]:
    if kind == "abbreviated":
        return words().names[word.rstrip(".")]
    if kind == "quarter_number":
        return kind, int(word[1])
    if kind == "holiday":
        plain = " ".join(word.replace("’", "'").split())
        return "holiday", words().holidays[plain]
    if kind == "spelled":
        return words().classes[word.lower()]
    if kind == "iso":
        return "iso", word
    if kind == "short":
        number = int(word[1:3])
        century = 1900 if number > LAST_YEAR % 100 else 2000
        return ("decade" if word[-1] == "s" else "short_year"), century + number
    return _number(word)


def _number(word: str) -> tuple[str, Value]:
    if word.isascii() and word.isdigit():
        number = int(word) if len(word) < 5 else 0
        if len(word) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            return "year", number
        if len(word) <= 2 and 1 <= number <= 31:
            return "day_number", number
        return ("two_digits" if len(word) == 2 else "number"), number
    if (ordinal := _ORDINAL.fullmatch(word)) and 1 <= int(ordinal[1]) <= 31:
        return "ordinal", int(ordinal[1])
    if len(word) == 5 and word.endswith("s") and word[:3].isdigit() and word[3] == "0":
        return "decade", int(word[:4]) if word.isascii() else 0
    if numeric := _NUMERIC.fullmatch(word):
        return _slashed(int(numeric[1]), int(numeric[3]), numeric[4], numeric[2])
    return "number", 0


def _slashed(one: int, two: int, year: str, sign: str) -> tuple[str, Value]:
    """``13/6/2024`` and ``6/13/2024`` are one day; ``6/7/2024`` might be two; ``7.6.2024`` is day first."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if sign == ".":
        ok = len(year) == 4
        day, month = one, two
    else:
        ok = (one > 12) != (two > 12) or one == two
        day, month = (one, two) if one > 12 else (two, one)
    return ("iso", f"{full:04d}-{month:02d}-{day:02d}") if ok else ("number", 0)
