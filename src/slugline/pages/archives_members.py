"""The bytes of an archive as stretches that are compressed on their own, each held apart from its neighbours' damage.

A gzip file is a row of members, a zstd file a row of frames, and anything else is one stretch. The dictionary that may
open a zstd file follows the WARC-zstd specification (IIPC, 2023): a skippable frame, its content compressed or not.
"""

from __future__ import annotations

import os
import re
import zlib
from pathlib import PurePath
from typing import BinaryIO, Protocol

GZIP, ZSTD, PLAIN = "gzip", "zstd", "plain"
_MAGIC = {GZIP: b"\x1f\x8b\x08", ZSTD: b"\x28\xb5\x2f\xfd"}
_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_TEXT = re.compile(rb"[\t\r\n -~]*|\xef\xbb\xbf.?", re.DOTALL)
_DICTIONARY = b"\x5d\x2a\x4d\x18"
_LARGEST_DICTIONARY = 10_000_000
_CHUNK = 64 * 1024
_LARGEST_RATIO, _RATIO_FROM = 250, 20_000_000  # pages seldom fill fifty times their place; deflate can do a thousand

_PROBES = 5_000  # looks at places of one file that may open a stretch
_READ_AGAIN = 64_000_000  # bytes of one file read once more in search of where it goes on

_LOOKED_AT = {GZIP: 2_048, ZSTD: 200_000}  # bytes of such a place: zstd gives nothing before a block is whole


class DamagedError(Exception):
    """Compressed bytes that cannot be read, or end too early; its text says how, for a user."""


class _Expander(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Inflater:
    """zlib's decompressor, told and asked as zstd's."""

    def __init__(self) -> None:
        self._of = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._of.eof

    @property
    def unused_data(self) -> bytes:
        return self._of.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._of.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._of.decompress(self._of.unconsumed_tail + data, max_length)


class Stretch:
    """What is compressed on its own at ``start`` of a file; of a plain file, all that follows.

    ``end`` is where the next one begins, once this one has been read to its end; ``reached`` is how far the file has
    been read for it, which is no further than ``most`` bytes where that is given.
    """

    def __init__(self, file: BinaryIO, start: int, form: str, dictionary: bytes = b"", most: int | None = None) -> None:
        self._file, self._form, self._most = file, form, most
        self.plain = form == PLAIN
        self.start = self.reached = start
        self.end: int | None = None
        self._given = 0
        self._expander = _expander(form, dictionary)

    def read(self, most: int = _CHUNK) -> bytes:
        """Up to ``most`` bytes, none at the end. Raises `DamagedError`; what it gave before stands."""
        if self.end is not None:
            return b""
        expander = self._expander
        if expander is None:
            data = self._more(most)
            self.end = None if data else self.reached
            return data
        while True:
            data = self._more(_CHUNK) if expander.needs_input else b""
            if not data and expander.needs_input:
                raise DamagedError("the file is cut off here")
            try:
                given = expander.decompress(data, most)
            except Exception as error:  # zlib.error, ZstdError, EOFError, MemoryError: what a library raises
                raise DamagedError(f"the {self._form} data are damaged") from error
            self._given += len(given)
            if self._given > _RATIO_FROM and self._given > _LARGEST_RATIO * (self.reached - self.start):
                raise DamagedError(f"more than {_LARGEST_RATIO} times its size is packed in here")
            if expander.eof:
                self.end = self.reached - len(expander.unused_data)
            if given or expander.eof:
                return given

    def left_after(self, count: int) -> float:
        """How many bytes can follow the first ``count``: known of a plain file only."""
        return self._file.seek(0, 2) - self.start - count if self.plain else float("inf")

    def _more(self, most: int) -> bytes:
        if self._most is not None:
            most = min(most, self.start + self._most - self.reached)
        self._file.seek(self.reached)
        data = self._file.read(most)
        self.reached += len(data)
        return data


def form_of(file: BinaryIO, name: str) -> str:
    """How a file is compressed: by its first bytes, or by its name where those are neither a mark nor text."""
    file.seek(0)
    opening = file.read(4)
    if opening.startswith(_MAGIC[GZIP]):
        return GZIP
    if opening == _MAGIC[ZSTD] or _SKIPPED.match(opening):
        return ZSTD
    if _TEXT.fullmatch(opening):
        return PLAIN
    return {".gz": GZIP, ".zst": ZSTD}.get(PurePath(name).suffix.lower(), PLAIN)


def opens(file: BinaryIO, place: int, form: str) -> bool:
    """Whether a stretch can begin at ``place``; where the file is read from stays as it is."""
    magic = _MAGIC.get(form, b"")
    return os.pread(file.fileno(), len(magic), place) == magic


def dictionary_of(file: BinaryIO) -> bytes:
    """The dictionary at the head of a zstd file; none where there is none. Raises `DamagedError`."""
    file.seek(0)
    opening = file.read(8)
    if len(opening) < 8 or not opening.startswith(_DICTIONARY):
        return b""
    size = int.from_bytes(opening[4:], "little")
    content = file.read(size) if size <= _LARGEST_DICTIONARY else b""
    if len(content) < size or not size:
        raise DamagedError(f"its dictionary of {size:,} bytes cannot be read")
    if not content.startswith(_MAGIC[ZSTD]):
        return content
    expander = _zstd(b"")
    try:
        unpacked = expander.decompress(content, _LARGEST_DICTIONARY)
    except Exception as error:
        raise DamagedError("its dictionary is damaged") from error
    if not expander.eof:
        raise DamagedError("its dictionary is cut off or too large")
    return unpacked


class Resumption:
    """Where a damaged file goes on: at the next stretch that opens with ``opening``, as long as searching is cheap."""

    def __init__(self, file: BinaryIO, form: str, opening: bytes, dictionary: bytes = b"") -> None:
        self._file, self._form, self._opening, self._dictionary = file, form, opening, dictionary
        self._probes, self._again = _PROBES, _READ_AGAIN

    def after(self, stretch: Stretch) -> int:
        """The place of the next stretch after a damaged one; the file's size where none is found."""
        self._again -= stretch.reached - stretch.start
        return self._found(stretch.start + 1 if self._again > 0 else max(stretch.reached, stretch.start + 1))

    def _found(self, at: int) -> int:
        magic = _MAGIC[self._form]
        while True:
            self._file.seek(at)
            window = self._file.read(_CHUNK)
            place = window.find(magic)
            while place >= 0 and self._probes:
                self._probes -= 1
                if self._opens(at + place):
                    return at + place
                place = window.find(magic, place + 1)
            if len(window) < len(magic) or not self._probes:
                return self._file.seek(0, 2)
            at += len(window) - len(magic) + 1

    def _opens(self, at: int) -> bool:
        try:
            stretch = Stretch(self._file, at, self._form, self._dictionary, _LOOKED_AT[self._form])
            return stretch.read(len(self._opening)) == self._opening
        except DamagedError:
            return False


def _expander(form: str, dictionary: bytes) -> _Expander | None:
    if form == PLAIN:
        return None
    return _Inflater() if form == GZIP else _zstd(dictionary)


def _zstd(dictionary: bytes) -> _Expander:
    from backports.zstd import ZstdDecompressor, ZstdDict

    expander: _Expander = ZstdDecompressor(ZstdDict(dictionary) if dictionary else None)
    return expander
