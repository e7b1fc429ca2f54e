"""One JSON document from outside: bounded when it is parsed, written out in one form, and every value in its place.

The text of a document is its JSON with an indent of one space, keys in their own order, everything but control
characters unescaped. `Node` walks it and never raises: what is of another sort than asked for is a fault of the
document, and absent.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Final

from slugline.edtf import FIRST_DAY, LAST_DAY, Edtf
from slugline.errors import DateError, UnreadableInput
from slugline.pages import MAX_BYTES

MAX_DEPTH = 60  # of objects and lists in each other
MAX_VALUES = 400_000
MAX_FAULTS = 1000  # kept for one document
LONGEST_NAME, LONGEST_TEXT = 500, 20_000  # characters
_ALLOWED = "a JSON document as the service gives it"


def parse(content: bytes, file: str) -> object:
    """The JSON of a file. Raises `UnreadableInput` where it is none, or none that a service would give."""
    if len(content) > MAX_BYTES:
        raise UnreadableInput("is too large", where=file, allowed=f"{MAX_BYTES // 1_000_000} MB at most")
    if content.count(b",") + content.count(b"[") + content.count(b"{") > 4 * MAX_VALUES:  # commas stand in texts too
        raise UnreadableInput("holds too many values", where=file, allowed=f"{MAX_VALUES} at most")
    try:
        data: object = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"is not UTF-8 (byte {error.start})", where=file, allowed=_ALLOWED) from error
    except RecursionError as error:
        raise UnreadableInput("is nested too deep", where=file, allowed=f"{MAX_DEPTH} levels at most") from error
    except ValueError as error:
        raise UnreadableInput("is not JSON", where=file, allowed=_ALLOWED) from error
    return data


def _no_number(text: str) -> float:
    raise ValueError(text)


class Document:
    """A JSON value with its text. Raises `UnreadableInput` where it is too deep, too large or cannot be written."""

    def __init__(self, data: object, file: str) -> None:
        self.file = file
        self.faults: dict[str, None] = {}  # each once, in the order in which they are met
        self._parts: list[str] = []
        self._length = 0
        self._starts: dict[tuple[int, str | int], int] = {}
        self._values = 0
        self._write(data, 0)
        self.text: Final = "".join(self._parts) + "\n"
        self._parts = []
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise UnreadableInput("holds half a character", where=file, allowed="text that UTF-8 can hold") from error
        self.root = Node(self, "", data, 0)

    def fault(self, pointer: str, what: str, allowed: str) -> None:
        """Note what is wrong at a place."""
        if len(self.faults) < MAX_FAULTS:
            self.faults[f"{self.file}: {pointer or 'the document'} {what} (allowed: {allowed})"] = None

    def start_of(self, holder: object, key: str | int) -> int:
        """Where the value under a key of an object or list begins in the text."""
        return self._starts.get((id(holder), key), 0)

    def _write(self, data: object, depth: int) -> None:
        self._values += 1
        if depth > MAX_DEPTH:
            raise UnreadableInput("is nested too deep", where=self.file, allowed=f"{MAX_DEPTH} levels at most")
        if self._values > MAX_VALUES:
            raise UnreadableInput("holds too many values", where=self.file, allowed=f"{MAX_VALUES} at most")
        if isinstance(data, dict) and data:
            for number, (key, value) in enumerate(data.items()):
                self._put(f"{'{' if not number else ','}\n{' ' * (depth + 1)}{_scalar(key, self.file)}: ")
                self._starts[id(data), key] = self._length
                self._write(value, depth + 1)
            self._put(f"\n{' ' * depth}}}")
        elif isinstance(data, list) and data:
            for number, value in enumerate(data):
                self._put(f"{'[' if not number else ','}\n{' ' * (depth + 1)}")
                self._starts[id(data), number] = self._length
                self._write(value, depth + 1)
            self._put(f"\n{' ' * depth}]")
        else:
            self._put(_scalar(data, self.file))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _scalar(data: object, file: str) -> str:
    if isinstance(data, float) and not math.isfinite(data):
        raise UnreadableInput("holds a number beyond all bounds", where=file, allowed=_ALLOWED)
    try:
        return json.dumps(data, ensure_ascii=False)
    except ValueError as error:  # a whole number of more digits than Python writes
        raise UnreadableInput("holds a number beyond all bounds", where=file, allowed=_ALLOWED) from error


class Node:
    """A value of a document, or the absence of one, with its place (a JSON pointer, RFC 6901)."""

    __slots__ = ("_start", "data", "document", "pointer")

    def __init__(self, document: Document, pointer: str, data: object, start: int) -> None:
        self.document = document
        self.pointer = pointer
        self.data = data
        self._start = start

    def __getitem__(self, key: str) -> Node:
        """What stands under a key; absent where nothing does, or where this is no object."""
        pointer = f"{self.pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if not isinstance(self.data, dict) or key not in self.data:
            return Node(self.document, pointer, None, 0)
        return Node(self.document, pointer, self.data[key], self.document.start_of(self.data, key))

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return self.data not in (None, "", [], {})

    def each(self) -> Iterator[Node]:
        """The members of a list; none of null, a fault for anything else."""
        if isinstance(self.data, list):
            for number, value in enumerate(self.data):
                start = self.document.start_of(self.data, number)
                yield Node(self.document, f"{self.pointer}/{number}", value, start)
        elif self.data is not None and self.data != {}:  # an empty PHP array is written either way
            self._fault("a list")

    def objects(self) -> Iterator[Node]:
        """The members of a list that are objects; a fault for each that is not."""
        for one in self.each():
            if isinstance(one.data, dict):
                yield one
            else:
                one._fault("an object")

    def names(self) -> list[str]:
        """The keys of an object; none of null, a fault for anything else."""
        if isinstance(self.data, dict):
            return list(self.data)
        if self.data not in (None, []):
            self._fault("an object")
        return []

    def one_or_many(self) -> Iterator[Node]:
        """The members of a list, or the value itself where it is no list."""
        if isinstance(self.data, list):
            yield from self.each()
        elif self:
            yield self

    def text(self, longest: int = LONGEST_NAME) -> str:
        """A text in one line; empty where there is none, a fault where there is something else, or too much."""
        if self.data is None:
            return ""
        if not isinstance(self.data, str):
            self._fault("a text")
            return ""
        found = " ".join(self.data.split())
        if len(found) > longest:
            self.document.fault(self.pointer, f"holds {len(found)} characters", f"{longest} at most")
            return ""
        return found

    def number(self) -> float:
        """An amount from 0 on, a text of digits too; 0 where there is none, a fault where there is something else."""
        data = self.data
        if isinstance(data, str):
            digits = data.strip().removeprefix("+")
            data = float(digits) if digits.isascii() and digits.replace(".", "", 1).isdigit() else data
        if data is None or data == "":
            return 0.0
        if isinstance(data, bool) or not isinstance(data, int | float) or not 0 <= data < 1e15:
            self._fault("an amount from 0 on")
            return 0.0
        return float(data)

    def whole(self) -> int:
        """A whole number from 0 on; 0 where there is none, a fault where there is something else."""
        found = self.number()
        if found != int(found):
            self._fault("a whole number")
            return 0
        return int(found)

    def day(self) -> Edtf | None:
        """A date as EDTF, cut to a day where a time follows; None where there is none, a fault for anything else."""
        found = self.text(40)
        if not found:
            return None
        try:
            made = Edtf(found[:10] if len(found) > 10 and found[10] in "T " else found)
        except DateError:
            self._fault("YYYY, YYYY-MM or YYYY-MM-DD")
            return None
        if not FIRST_DAY <= made.first <= LAST_DAY:
            self._fault(f"{FIRST_DAY} to {LAST_DAY}")
            return None
        return made

    @property
    def span(self) -> tuple[int, int]:
        """Where the value stands in the document's text; of a text, what is between its quotes."""
        written = json.dumps(self.data, ensure_ascii=False)
        if isinstance(self.data, str) and self.data:
            return self._start + 1, self._start + len(written) - 1
        if isinstance(self.data, dict | list) and self.data:
            return self._start, self._start + 1  # only scalars are quoted
        return self._start, self._start + len(written)

    def refuse(self, allowed: str) -> None:
        """Note that the value is none of what it may be."""
        self._fault(allowed)

    def _fault(self, allowed: str) -> None:
        sorts = {bool: "true or false", list: "a list", dict: "an object"}
        shown = sorts.get(type(self.data)) or f"{self.data!r:.40}"
        self.document.fault(self.pointer, f"is {shown}", allowed)
