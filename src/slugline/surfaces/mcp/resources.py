"""Guides as resources: ``slugline://titles/{slug}``, as of today or of ``?as_of=YYYY-MM-DD``."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INTERNAL_ERROR,
    Completion,
    CompletionArgument,
    CompletionContext,
    PromptReference,
    Resource,
    ResourceTemplateReference,
)

from slugline.answers.addresses import LONGEST
from slugline.errors import SluglineError, UnknownTitle
from slugline.surfaces.mcp.quoting import NOTICE, cleaned, fault_of, fitted
from slugline.surfaces.mcp.shelf import Shelf
from slugline.surfaces.terminal import clean, to_json

TEMPLATE = "slugline://titles/{slug}{?as_of}"
MOST_LISTED = 100
_MOST_COMPLETED = 20
_TYPE = "application/json"


class Titles(MCPServer[object]):
    """A server whose resources are the guides of a shelf. The list holds the first MOST_LISTED titles by name."""

    def __init__(self, shelf: Shelf, **settings: Any) -> None:
        super().__init__(**settings)
        self._shelf = shelf
        self.resource(
            TEMPLATE,
            name="guide",
            title="Guide to a title",
            description="The living guide to one title, as JSON, with sources. " + NOTICE,
            mime_type=_TYPE,
        )(self._guide)
        self.completion()(self._complete)  # type: ignore[no-untyped-call]

    async def list_resources(self) -> list[Resource]:
        """The first titles of the record."""
        return [
            Resource(
                uri=f"slugline://titles/{quote(str(row['slug']), safe='')}",
                name=clean(row["slug"]),
                title=_named(row),
                mime_type=_TYPE,
            )
            for row in await self._titles("", MOST_LISTED)
        ]

    async def _titles(self, text: str, most: int) -> list[dict[str, Any]]:
        """Titles as `Shelf.titles` gives them; an `MCPError` says that the record cannot be read."""
        try:
            return await run_sync(self._shelf.titles, text, most)
        except SluglineError as error:
            raise MCPError(INTERNAL_ERROR, fault_of(error)) from error

    def _guide(self, slug: str, as_of: str = "") -> str:
        try:
            return to_json({"notice": NOTICE, **fitted(cleaned(self._shelf.at(slug, as_of)))})
        except UnknownTitle as error:
            raise ResourceNotFoundError(fault_of(error)) from error
        except SluglineError as error:
            raise ResourceError(fault_of(error)) from error

    async def _complete(
        self,
        ref: PromptReference | ResourceTemplateReference,
        argument: CompletionArgument,
        context: CompletionContext | None,  # noqa: ARG002 (the SDK gives three)
    ) -> Completion | None:
        """Slugs of the titles that what has been typed may mean."""
        if argument.name != "slug" or not isinstance(ref, ResourceTemplateReference):
            return None
        rows = await self._titles(argument.value[:LONGEST].replace("-", " "), _MOST_COMPLETED)
        return Completion(values=[clean(row["slug"]) for row in rows])


def _named(row: dict[str, Any]) -> str:
    year = f", {row['year']}" if row.get("year") else ""
    return clean(f"{row['name']} ({row['type']}{year})")
