"""What a form sent in, read in memory alone: nothing of it is written to a disk or kept."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.guard import LARGEST

MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A form's fields by name, each once, and the file that came with it: its name and its bytes, or None."""

    fields: Mapping[str, str]
    name: str = ""
    content: bytes | None = None

    def field(self, name: str) -> str:
        """A field's text; empty where it was not sent."""
        return self.fields.get(name, "")


class _InMemory(MultiPartParser):
    spool_max_size = LARGEST + 1


async def read_form(request: Request) -> Sent:
    """The form of a POST, at most one file with it.

    Raises `Fault` for what is no form, is too large or breaks off.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    parser: MultiPartParser | FormParser
    if kind == "multipart/form-data":
        parser = _InMemory(
            request.headers, request.stream(), max_files=1, max_fields=MOST_FIELDS, max_part_size=LARGEST
        )
    elif kind == "application/x-www-form-urlencoded":
        parser = FormParser(request.headers, request.stream(), max_fields=MOST_FIELDS, max_part_size=LARGEST)
    else:
        raise Fault(415, "no form was sent", allowed="multipart/form-data or application/x-www-form-urlencoded")
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise Fault(400, f"the form cannot be read: {error.message}") from error
    except ClientDisconnect as error:
        raise Fault(413, "too much was sent", allowed=f"{LARGEST // 1_000_000} MB") from error
    try:
        return await _sent(form)
    finally:
        await form.close()


async def _sent(form: FormData) -> Sent:
    fields: dict[str, str] = {}
    name, content = "", None
    for key, item in form.multi_items():
        if isinstance(item, UploadFile):
            if item.filename:
                name, content = item.filename, await item.read()
        else:
            fields.setdefault(key, item)
    return Sent(fields, name, content)


def packed(data: bytes) -> str:
    """Bytes as the text of a hidden field, to be sent back as they are."""
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def unpacked(text: str) -> bytes:
    """What `packed` made, never more than a request may hold. Raises `Fault` for anything else."""
    try:
        opened = zlib.decompressobj()
        data = opened.decompress(base64.b64decode(text.encode("ascii"), validate=True), LARGEST)
        if not opened.eof:
            raise Fault(413, "too much was sent", allowed=f"{LARGEST // 1_000_000} MB")
    except (binascii.Error, UnicodeEncodeError, zlib.error) as error:
        raise Fault(400, "the field is not as the page gave it") from error
    return data
