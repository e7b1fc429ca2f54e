"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from slugline.errors import UnreadableInput

ALLOWED = "UTF-8, UTF-16 with a byte order mark, or text in an encoding that can be told from its bytes"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED_FROM = 64_000
_MOST_MESS = 0.1
_COMMONEST = "cp1252"
_ENCODINGS = re.compile(
    r"utf-?8|(?:iso-?8859|windows|cp|koi8|big5|gb|euc|mac|tis)[\w.-]*|latin-?\d|(?:us-)?ascii|shift_jis"
)
_WESTERN = re.compile(r"iso-?8859-?1|latin-?1|(?:us-)?ascii")
_UTF_8 = re.compile(r"utf-?8")
_REPLACED, _SOUND = "\ufffd", 10  # sound characters beyond ASCII for each that is broken
_MOST_CONTROLS, _FEW_CONTROLS = 0.02, 8
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # those that are no blanks


def text_of(content: bytes, where: str, *, declared: str = "") -> str:
    """The text, its line ends made ``\\n`` and a byte order mark left out.

    ``declared`` is the encoding that the page names for itself; it counts after a byte order mark
    and where the bytes are not UTF-8. Raises `UnreadableInput` for what is empty, binary, cut off
    inside a character, or in an encoding that cannot be told.
    """
    if not content:
        raise UnreadableInput("the file is empty", where=where, allowed="an article")
    text = _decoded(content, where, declared).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableInput("the file holds only blanks", where=where, allowed="an article")
    controls = len(_CONTROLS.findall(text, 0, _GUESSED_FROM))
    if "\x00" in text or controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text[:_GUESSED_FROM])):
        raise _binary(where)
    return text


def encoding_named(name: str) -> str:
    """The encoding of that name, in small letters, as browsers understand it; "" for none that pages are written in."""
    if _WESTERN.fullmatch(name):
        return "cp1252"
    return name if _ENCODINGS.fullmatch(name) else ""


def _decoded(content: bytes, where: str, declared: str) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, where)
    if b"\x00" in content:
        raise _binary(where)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise _cut_off(where) from error
    if _UTF_8.fullmatch(declared) and (mended := _mended(content)):
        return mended
    for encoding in (declared, _guess(content)):
        try:
            if encoding:
                return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableInput("the encoding cannot be told", where=where, allowed=ALLOWED)


def _mended(content: bytes) -> str:
    """A page that says that it is UTF-8, and nearly is, what is broken replaced; "" where it is something else."""
    text = content.decode("utf-8", "replace")
    broken = text.count(_REPLACED)
    sound = sum(1 for c in text if c > "\x7f") - broken
    return text if broken * _SOUND <= sound else ""


def _strictly(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end >= len(content):
            raise _cut_off(where) from error
        raise UnreadableInput(f"not {encoding}, though its first bytes say so", where=where, allowed=ALLOWED) from error


def _guess(content: bytes) -> str:
    """The encoding that the bytes themselves suggest, or nothing where that is not clear."""
    from charset_normalizer import from_bytes  # 30 ms, and seldom needed

    guesses = from_bytes(content[:_GUESSED_FROM], threshold=_MOST_MESS, enable_fallback=False)
    best = guesses.best()
    if best is None:
        return ""
    tied = [guess for guess in guesses if (guess.chaos, guess.coherence) == (best.chaos, best.coherence)]
    return _COMMONEST if any(_COMMONEST in guess.could_be_from_charset for guess in tied) else best.encoding


def _binary(where: str) -> UnreadableInput:
    return UnreadableInput("the file is binary, not text", where=where, allowed=ALLOWED)


def _cut_off(where: str) -> UnreadableInput:
    return UnreadableInput("the file is cut off in the middle of a character", where=where, allowed="a whole file")
