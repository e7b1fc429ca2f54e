"""Column types that hold the same in every database.

SQLite takes any text and any number; a server is stricter: no NUL in a text, 32 bits in an
Integer, the length that a String names, and nothing longer than some 2,700 bytes in an index
(index `digest` of a text that strangers wrote, never the text).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_ESCAPE = "\ue000"  # of the private use area: no article means anything by it
_NUL, _MARK = _ESCAPE + "0", _ESCAPE + "1"

PLACE = Integer().with_variant(BigInteger(), "postgresql")  # where a text begins or ends, up to the contract's largest


class Words(TypeDecorator[str]):
    """Any text, given back exactly, sorted and compared by its code points."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """A server sorts by its own language unless told otherwise."""
        kind = postgresql.TEXT(collation="C") if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """A server's text has no NUL."""
        if value is None or dialect.name != "postgresql" or not (_ESCAPE in value or "\x00" in value):
            return value
        return value.replace(_ESCAPE, _MARK).replace("\x00", _NUL)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """What was written."""
        if value is None or dialect.name != "postgresql" or _ESCAPE not in value:
            return value  # type: ignore[no-any-return]
        return str(value).replace(_NUL, "\x00").replace(_MARK, _ESCAPE)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None] | None:
        """None where nothing is to be done, so that a row costs no calls."""
        return super().result_processor(dialect, coltype) if dialect.name == "postgresql" else None


def digest(text: str) -> str:
    """What an index holds in place of a text of any length: 64 characters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
