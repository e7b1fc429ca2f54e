"""Where titles are set apart: quotation marks, italics, a year in brackets, a headline.

Everything here looks at form alone. What a name means is voted on in `slugline.text.mentions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from slugline.text.lexicon import word_set
from slugline.text.sentences import Token

MAX_WORDS = 14
# Italics by stars, by low lines, by tags; the marks touch the words and a star doubled is bold.
_STARS = r"(?<![\w*])\*(?![\s*])([^*\n]{1,120}?)(?<![\s*])\*(?!\*)"
_LOW_LINES = r"(?<![\w_])_(?![\s_])([^_\n]{1,120}?)(?<!\s)_(?!\w)"
_ITALIC = re.compile(rf"{_STARS}|{_LOW_LINES}|<(?:em|i|cite)>([^<\n]{{1,120}})</(?:em|i|cite)>")
# Quotation marks on one line; single ones open before a word and close behind one (no apostrophes).
_DOUBLE = re.compile(r"[“\"„]([^“”\"„\n]{1,160}?)[”\"“]")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w|¡|¿)([^‘\n]{1,120}?)(?<=[\w!?.…,])[’'](?!\w)")
_GUILLEMETS = re.compile(r"«\s?([^«»\n]{1,120}?)\s?»")
_QUOTES = (("double", _DOUBLE), ("single", _SINGLE), ("guillemets", _GUILLEMETS))
_BOLD = re.compile(r"\*\*(?![\s*])([^*\n]{1,90}?)(?<![\s*])\*\*|<(?:strong|b)>([^<\n]{1,90})</(?:strong|b)>")
# Words in capitals, joined by blanks, commas, colons or "&".
_CAPITAL = r"[A-Z0-9À-Þ][A-Z0-9À-Þ’'-]*"
_CAPITALS = re.compile(rf"(?<![\w’'.]){_CAPITAL}(?:(?:[:,]? | & ){_CAPITAL})*(?![\w’'])")
# A day of a month, which no name in bold holds.
_MONTHS = r"(?:Jan|Feb|March|April|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATED = re.compile(rf"\b{_MONTHS} \d{{1,2}}\b|\b\d{{1,2}} {_MONTHS}(?!\w)")
# A year or years in brackets, a word before them and a note behind allowed: (2019), (TV, 2019–21; Lumio).
_IN_BRACKETS = r"(?:[^()*\"“”‘_]{0,24}?[ ,])?"
_FIRST_YEAR = r"(1[89]\d\d|20\d\d)"
_LAST_YEAR = r"(?:\s?[-–—]\s?(?:1[89]\d\d|20\d\d|\d\d|present|now)?)?"
_YEAR = re.compile(rf"\s?\({_IN_BRACKETS}{_FIRST_YEAR}{_LAST_YEAR}(?:[,;][^()]{{0,30}})?\)")
_WORD = re.compile(r"[\w’'&-]+")
_FINAL = re.compile(r"[.,;:]+$")
# A full stop or semicolon that ends a clause: words in italics that hold one are no title.
_STOPPED = re.compile(r"(?<!Mrs)(?<!Mr)(?<!Dr)(?<!Ms)(?<!St)(?<!Vol)(?<!No)[.;]\s")
_BARE_YEAR = re.compile(r"\d{2,4}")
_OPENING, _CLOSING = "“\"‘'„", "”\"’'“"


@dataclass(frozen=True, slots=True)
class Styled:
    """A span set apart: ``[start, end)`` is what stands inside the marks, ``style`` names them.

    Styles found here: ``italic``, ``double``, ``single``, ``guillemets``, ``bold``, ``capitals`` and
    ``year`` (a name before a year in brackets).
    """

    start: int
    end: int
    style: str


def set_apart(text: str, start: int, end: int) -> list[Styled]:
    """Spans of ``text[start:end]`` in quotation marks or italics that may be titles by their form."""
    found: list[Styled] = []
    taken: list[tuple[int, int]] = []
    patterns = (("italic", _ITALIC), ("double", _DOUBLE), ("guillemets", _GUILLEMETS), ("single", _SINGLE))
    for style, pattern in patterns:
        for hit in pattern.finditer(text, start, end):
            low, high = hit.span(hit.lastindex or 1)
            if any(low < b and a < high for a, b in taken):
                continue
            high = low + len(_FINAL.sub("", text[low:high]))
            nested = style == "italic" and text[low:high] and text[low] in "‘'“\""
            if not nested and _title_shaped(text, hit.start(), low, high, hit.end(), style):
                taken.append((hit.start(), hit.end()))
                found.append(Styled(low, high, style))
    return sorted(found, key=lambda span: span.start)


def _title_shaped(text: str, outer: int, low: int, high: int, after: int, style: str) -> bool:
    content = text[low:high]
    words = _WORD.findall(content)
    if not words or len(words) > MAX_WORDS or not (content[0].isupper() or content[0].isdigit() or content[0] in "¡¿#"):
        return False
    if not _BARE_YEAR.fullmatch(content) and not any(word[0].isupper() for word in words):
        return False
    if re.search(r"[.!?…]\s+[A-Z]", content) and style != "italic":
        return False
    small = [word for word in words[1:] if word[0].islower()]
    loose = [word for word in small if word.lower() not in word_set("names", "connectors")]
    if style == "italic":
        spoken = len(words) > 3 and any(word.lower() in word_set("titles", "spoken") for word in loose)
        return not (loose and len(words) > 6) and not _STOPPED.search(content + " ") and not spoken
    return not loose and not (len(words) == 1 and _nickname(text, outer, after))


def inside_person(text: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` is one word in quotation marks inside a person's name: Joe "Doc" Brand."""
    marked = text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING and " " not in text[start:end]
    return start > 0 and bool(text[end : end + 1]) and marked and _nickname(text, start - 1, end + 1)


def _nickname(text: str, outer: int, after: int) -> bool:
    """Whether the marked word at ``[outer, after)`` stands inside a person's name: Joe "Doc" Brand."""
    previous = re.search(r"([\w’'-]+) $", text[max(0, outer - 30) : outer])
    return bool(previous and previous[1][0].isupper() and re.match(r" [A-Z]", text[after : after + 2]))


def title_shaped(text: str, start: int, end: int) -> bool:
    """Whether words that the page sets in italics may be a title by their form."""
    return _title_shaped(text, start, start, end, end, "italic")


def bold(text: str, start: int, end: int) -> list[Styled]:
    """Names in bold type, without what a label or a colon adds: a title or a person, the whole text decides."""
    found: list[Styled] = []
    for hit in _BOLD.finditer(text, start, end):
        low, high = _bold_name(text, *hit.span(1 if hit[1] is not None else 2))
        if (
            not text[low:high].startswith(("*", "_", '"', "‘", "“"))
            and not _bold_label(text, low, high)
            and _title_shaped(text, hit.start(), low, high, hit.end(), "bold")
        ):
            found.append(Styled(low, high, "bold"))
    return found


def _bold_name(text: str, low: int, high: int) -> tuple[int, int]:
    """The name inside bold type: a label in capitals or a number before it falls away, a season or bracket behind."""
    label = re.match(r"([^:]{1,20}): (?=[A-Z])", text[low:high])
    number = re.match(r"\d{1,2}[.)] ", text[low:high])
    if label and label[1].isupper():
        low += label.end()
    elif number:
        low += number.end()
    high = low + len(_FINAL.sub("", text[low:high]))
    return low, low + len(re.split(r", (?:season|series) \d| \(", text[low:high], maxsplit=1)[0])


def _bold_label(text: str, low: int, high: int) -> bool:
    """Whether words in bold type are a label, a date or common words: **Cast**:, **Oct. 3**, **The latest**."""
    words = _WORD.findall(text[low:high])
    common = word_set("names", "not_names")
    if not words or words[-1][0].islower() or _DATED.search(text[low:high]):
        return True
    if text[high : high + 1] == ":" or re.match(r"[*<][^\n:]{0,9}:", text[high : high + 12]):
        first = words[0].lower()
        if len(words) == 1 or first in common or first in word_set("names", "roles"):
            return True
    return all(word[0].islower() or word.lower() in common for word in words)


def capitals(text: str, start: int, end: int) -> list[Styled]:
    """Names of two words or more in capitals (SALT AND IRON), or of one that opens its part before a full stop."""
    found: list[Styled] = []
    for hit in _CAPITALS.finditer(text, start, end):
        words = re.findall(r"[^\W\d_]+", hit[0])
        long = [word for word in words if len(word) > 2]
        opens = hit.start() == start
        single = len(words) == 1 and opens and len(words[0]) > 3 and text[hit.end() : hit.end() + 2] == ". "
        if (len(long) >= 1 and len(words) > 1 and sum(map(len, words)) > 7) or single:
            found.append(Styled(hit.start(), hit.end(), "capitals"))
    return found


def lower_styled(text: str, start: int, end: int, names: frozenset[str]) -> list[Styled]:
    """Spans in marks whose content is one of ``names`` (titles known from elsewhere in the text)."""
    found: list[Styled] = []
    for style, pattern in _QUOTES:
        for hit in pattern.finditer(text, start, end):
            high = hit.start(1) + len(_FINAL.sub("", hit[1]))
            if text[hit.start(1) : high] in names:
                found.append(Styled(hit.start(1), high, style))
    return found


def short_quotes(text: str, start: int, end: int) -> list[Styled]:
    """Short spans in marks that begin with a capital, whatever follows: titles in other languages."""
    found: list[Styled] = []
    for style, pattern in _QUOTES:
        for hit in pattern.finditer(text, start, end):
            high = hit.start(1) + len(_FINAL.sub("", hit[1]))
            content = text[hit.start(1) : high]
            if content[:1].isupper() and len(content.split()) <= 6 and not re.search(r"[.!?;,]", content):
                found.append(Styled(hit.start(1), high, style))
    return found


def before_years(text: str, toks: list[Token]) -> list[tuple[Styled, int]]:
    """Names that a year in brackets follows, with that year: ``The Weight of Rain (2019)``.

    ``toks`` are the tokens of one sentence. The name is the longest run of capitalised words
    before the bracket, small words only between them.
    """
    found: list[tuple[Styled, int]] = []
    for n, tok in enumerate(toks):
        if tok.text != "(" or n == 0:
            continue
        year = _YEAR.match(text, tok.start)
        if not year:
            continue
        first = _walk_left(toks, n - 1)
        if first is not None:
            first = _after_role(toks, first, n - 1)
            found.append((Styled(toks[first].start, toks[n - 1].end, "year"), int(year[1])))
    return found


def _walk_left(toks: list[Token], last: int) -> int | None:
    """The index of the first token of the title that ends with ``toks[last]``; None where none does."""
    first = None
    for n in range(last, max(-1, last - 2 * MAX_WORDS), -1):
        tok = toks[n]
        if not tok.word:
            if not _sign_inside(toks, n, last):
                break
            continue
        # Two names that a possessive joins are maker and title: the title begins after it.
        if first is not None and _possessive(tok.text) and _maker_before(toks, n):
            break
        if tok.capital or tok.text[0].isdigit():
            first = n
        elif tok.text.lower() not in word_set("names", "connectors"):
            break
    if first is None:
        return None
    common, may_open = word_set("names", "not_names"), word_set("titles", "may_open")
    closed = word_set("sentences", "openers") - may_open
    while first < last and toks[first].text.lower() in common and toks[first].text.lower() in closed:
        first += 1
    return first


def _possessive(word: str) -> bool:
    return bool(re.search(r"[’']s?$", word)) and not word.isupper()


def _sign_inside(toks: list[Token], n: int, last: int) -> bool:
    """Whether the sign at ``n`` may stand inside a title: a dash or a full stop only behind what ends a name so."""
    sign = toks[n].text
    if sign not in "&:–-!?’'./…":
        return False
    if sign in "–-":
        return n > 0 and (toks[n - 1].capital or toks[n - 1].text.isdigit())
    return sign != "." or n == last or (n > 0 and len(toks[n - 1].text) <= 3)


def _after_role(toks: list[Token], first: int, last: int) -> int:
    """Past a role and its "in", where the words before play one: playing Blackthorn in Salt (2011)."""
    if first == 0 or toks[first - 1].text.lower() not in word_set("titles", "plays"):
        return first
    for n in range(first + 1, last):
        if toks[n].text in ("in", "on"):
            return n + 1
    return first


def _maker_before(toks: list[Token], n: int) -> bool:
    """Whether the possessive at ``n`` closes a name of two words or more (a person), not a title's own word."""
    return (
        n > 0
        and toks[n - 1].capital
        and toks[n - 1].word
        and toks[n - 1].text.lower() not in word_set("names", "not_names")
    )
