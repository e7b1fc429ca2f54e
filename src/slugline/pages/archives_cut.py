"""A stretch of a WARC file cut into records, whatever it holds: the cautious reader, for what is not in order.

A record is whole where its Content-Length is followed by another record or by the end. Where it is not, the record is a
fault and reading goes on at the next line that opens a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slugline.pages.archives_members import DamagedError, Stretch
from slugline.pages.page import MAX_BYTES

MAX_HEAD = 64 * 1024
OPENING = b"WARC/"
_NEXT = b"\n" + OPENING
_LINE = rb"WARC/[0-9]\.[0-9][ \t]{0,8}\r?\n"
_OPENED = re.compile(_LINE)
_OPENS = re.compile(rb"(?<=\n)" + _LINE + rb"(?=[A-Za-z-]{1,30}[ \t]{0,2}:)")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_LONGEST_OPENING = 64
_BETWEEN = b"\r\n \t\x00"
_BLANKS = re.compile(rb"[\r\n \t\x00]*")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it lies in an archive; ``headers`` by their names in lower case, the first of a name.

    ``fault`` says what is wrong with it; ``block`` is empty then.
    """

    place: str
    headers: dict[str, str]
    block: bytes
    fault: str = ""


def records_in(stretch: Stretch) -> Iterator[Record]:
    """Every record of a stretch, the damaged ones as faults. Raises nothing for what the stretch holds."""
    cutter = _Cutter(stretch)
    while (record := cutter.next_record()) is not None:
        yield record


def headers_of(head: bytes) -> dict[str, str]:
    """The names and values of a head, its first line left aside; lines that continue another are joined to it."""
    said: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        if line[:1] in (" ", "\t") and name:
            said[name] = f"{said[name]} {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower() if colon else ""
        if name and name not in said:
            said[name] = value.strip()
        else:
            name = ""
    return said


class _Cutter:
    """The records of one stretch, of which no more than the record in hand is held."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._held = bytearray()
        self._at = 0  # where the held bytes begin, counted in the stretch's own bytes
        self._damage = ""
        self._told = False
        self._ended = False

    def next_record(self) -> Record | None:
        self._drop_blanks()
        if not self._held:
            if not self._damage or self._told:
                return None
            self._told = True
            return Record(self._place(), {}, b"", self._damage)
        place = self._place()
        if not _OPENED.match(self._held):
            return self._spoilt(place, {}, "no record begins here")
        end = self._head_end()
        headers = headers_of(bytes(self._held[: end.start()])) if end else {}
        written = headers.get("content-length", "")
        if end is None or not (written.isascii() and written.isdigit() and len(written) < 16):
            unended = f"its headers do not end within {MAX_HEAD:,} bytes, nor before another record"
            fault = "its headers say no length" if end else unended
            return self._spoilt(place, headers, fault)
        length = int(written)
        if length > self._stretch.left_after(self._at + end.end()):
            return self._spoilt(place, headers, f"it is cut off: the file ends before its {length:,} bytes do")
        if length > MAX_BYTES:
            return self._too_large(place, headers, end.end(), length)
        whole = end.end() + length
        self._fill(whole + _LONGEST_OPENING)
        if len(self._held) < whole:
            fault = f"it is cut off: {max(0, len(self._held) - end.end()):,} of {length:,} bytes are here"
            return self._spoilt(place, headers, fault)
        if self._damage or not self._record_follows(whole):
            return self._spoilt(place, headers, f"its length is not the {length:,} bytes that it says")
        block = bytes(self._held[end.end() : whole])
        self._drop(whole)
        return Record(place, headers, block)

    def _place(self) -> str:
        if self._stretch.plain:
            return str(self._stretch.start + self._at)
        return f"{self._stretch.start}+{self._at}" if self._at else str(self._stretch.start)

    def _head_end(self) -> re.Match[bytes] | None:
        """Where the head ends, found in as few bytes as hold it, and not beyond the next line that opens a record."""
        for most in (2_048, MAX_HEAD):
            self._fill(most)
            opened = _OPENS.search(self._held, 1, MAX_HEAD) if self._held.find(_NEXT, 0, MAX_HEAD) >= 0 else None
            if found := _HEAD_ENDS.search(self._held, 0, opened.start() if opened else MAX_HEAD):
                return found
            if opened:
                break
        return None

    def _record_follows(self, whole: int) -> bool:
        after = bytes(self._held[whole : whole + _LONGEST_OPENING]).lstrip(_BETWEEN)
        return not after or after.startswith(OPENING)

    def _spoilt(self, place: str, headers: dict[str, str], fault: str) -> Record:
        """A fault, and on to the next record; damage of the stretch itself is the better reason."""
        self._to_next()
        self._told = self._told or bool(self._damage)
        return Record(place, headers, b"", self._damage or fault)

    def _too_large(self, place: str, headers: dict[str, str], start: int, length: int) -> Record:
        self._drop(start)
        while length and self._fill(1):
            gone = min(length, len(self._held))
            self._drop(gone)
            length -= gone
        return Record(place, headers, b"", f"more than {MAX_BYTES // 1_000_000} MB are too large for a page")

    def _to_next(self) -> None:
        """Drops the record that is held, up to the next line that opens one."""
        start = 1
        while not (found := _OPENS.search(self._held, start)):
            gone = max(0, len(self._held) - _LONGEST_OPENING)
            self._drop(gone)
            start = max(0, start - gone)
            if not self._fill(len(self._held) + 1):
                return self._drop(len(self._held))
        return self._drop(found.start())

    def _drop_blanks(self) -> None:
        while self._fill(1):
            blanks = _BLANKS.match(self._held)
            self._drop(blanks.end() if blanks else 0)
            if self._held:
                return

    def _drop(self, count: int) -> None:
        del self._held[:count]
        self._at += count

    def _fill(self, least: int) -> bool:
        """Whether at least so many bytes are held, or could be read."""
        while len(self._held) < least and not self._ended:
            try:
                data = self._stretch.read()
            except DamagedError as error:
                self._damage, data = str(error), b""
            self._held += data
            self._ended = not data
        return len(self._held) >= least
