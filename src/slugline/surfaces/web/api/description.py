"""`/openapi.json`: the API described for programs, made from the calls themselves."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from slugline.surfaces.web.api.problems import Problem

_ABOUT = """\
Dated, sourced answers about films and series, from what articles have said. Every answer is given as of a day
(`as_of`, else today): from what had been said by the end of it.

Values, citations and standings are those of the record contract; further keys may come, those described stay. Lists
come in pages: the address of the next one is in the `Link` header. Answers carry an `ETag`; every error is one problem
(RFC 9457).
"""
_TAGS = {
    "titles": "Films, series and specials, by name.",
    "search": "Titles, people, characters, franchises and quotes by words.",
    "changes": "What changed, and who brought it.",
    "ask": "Questions in people's words.",
    "franchises": "Titles in the order of their story or release.",
    "people": "What is known of a person, and where.",
    "calendar": "What is to come out, and when.",
    "articles": "What has been read.",
    "claims": "What was said in which words.",
    "check": "An article held against the record.",
}


def describe(app: FastAPI) -> None:
    """Let the application describe its API, errors included."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            made = get_openapi(
                title="Slugline",
                version=app.version,
                summary="What has been said about films and series, by whom, and what it comes to.",
                description=_ABOUT,
                routes=app.routes,
                tags=[{"name": name, "description": about} for name, about in _TAGS.items()],
                license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
            )
            _, problem = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
            made.setdefault("components", {}).setdefault("schemas", {}).update(problem["$defs"])
            if not app.state.desk.tokens_only:
                _open(made)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _open(described: dict[str, Any]) -> None:
    """Take out what only a desk asks for that is read with tokens."""
    described["components"].pop("securitySchemes", None)
    for calls in described["paths"].values():
        for call in calls.values():
            call.pop("security", None)
