"""The one shape of every error (RFC 9457), declared for the OpenAPI of every call."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from slugline.surfaces.contract_models.values import Open
from slugline.surfaces.web.faults import PROBLEM


class Choice(Open):
    """A title that may be meant, and where it is."""

    name: str
    type: str
    year: int | None = None
    slug: str
    url: str


class Problem(Open):
    """What is wrong with a request (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["nothing in the record is called 'Paper Tydes'"])
    allowed: str | None = Field(None, description="What would have been right.")
    choices: list[str] | None = Field(None, description="Names that may be meant.", examples=[["Paper Tides"]])
    titles: list[Choice] | None = Field(None, description="Where a slug means several titles: each with its own.")


_SAID = {
    300: "Several titles share the name: `titles` has the address of each; `year` and `kind` pick.",
    400: "A part of the request is not of the form asked for.",
    401: "A token is needed (`Authorization: Bearer …`), and none or a wrong one was sent.",
    404: "There is no such thing in the record.",
    405: "The method is none of those allowed.",
    413: "More was sent than is read.",
    414: "The address is too long.",
    415: "The body is of no kind that is read.",
    422: "A parameter is missing or not of its type.",
    500: "A fault of Slugline's own.",
    503: "The record cannot be read just now.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The declared responses of some faults, beside those that every call may end in."""
    every = {*statuses, 400, 401, 404, 405, 414, 422, 500, 503}
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _SAID[status], "content": content} for status in sorted(every)}
