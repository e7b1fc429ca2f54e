"""The tools and resources, with their schemas, over a `Shelf`."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import Annotated, Literal

from mcp.server import MCPServer
from mcp.types import CallToolResult, ToolAnnotations
from pydantic import Field

from slugline.answers.addresses import LONGEST
from slugline.answers.news import Wanted
from slugline.claims.kinds import KINDS
from slugline.edtf import FIRST_DAY
from slugline.errors import SluglineError
from slugline.surfaces.contract_models.bodies import AskBody, ChangeKind, CheckBody, Guide, TimelineBody
from slugline.surfaces.contract_models.values import TitleType
from slugline.surfaces.mcp.bodies import Changes, Found, Sought
from slugline.surfaces.mcp.quoting import NOTICE, told
from slugline.surfaces.mcp.resources import Titles
from slugline.surfaces.mcp.shelf import Shelf

INSTRUCTIONS = f"""\
Slugline answers from what film and television articles have said: who said it, when, how firmly, in which words.
Start with `guide` for a title, `ask` for one question, `check` for an article that may be out of date, `search` where a
name is not sure. Every answer is as of a day (`as_of`, today by default) and cites its sources: name the publisher and
the day when you pass it on. How firm it is belongs to the answer: scheduled, expected, rumoured, disputed. `unanswered`
means that nobody has said.
{NOTICE}
"""
MOST = 200  # changes in one answer
LONGEST_QUESTION = 500
LONGEST_ARTICLE = 1_000_000

Day = Annotated[
    str | None,
    Field(max_length=40, description="Answer from what had been said by the end of this day, YYYY-MM-DD (else today)."),
]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST)]
TitleName = Annotated[Name, Field(description="The title's name, as any article gives it, or its slug.")]
Year = Annotated[int | None, Field(ge=1, le=9999, description="Which title of the name: the one of this year.")]
Kind = Annotated[TitleType | None, Field(description="Which title of the name: the one of this kind.")]
Properties = Annotated[
    list[str] | None,
    Field(max_length=40, description=f"Only these properties: {', '.join(sorted(KINDS))}, next."),
]


def make_server(shelf: Shelf) -> MCPServer[object]:
    """The server; run it by `slugline.surfaces.mcp.running`."""
    server: MCPServer[object] = Titles(
        shelf,
        name="slugline",
        title="Slugline",
        description="What film and television news has said, with sources and dates.",
        instructions=INSTRUCTIONS,
        version=version("slugline"),
        log_level="ERROR",
        subscriptions=False,
    )

    def guide(
        title: TitleName, as_of: Day = None, year: Year = None, kind: Kind = None, properties: Properties = None
    ) -> Annotated[CallToolResult, Guide]:
        """Everything known of one film, series or special: release, where to watch, cast, makers, status, what changed.

        Each answer says how firm it is, what it superseded, and cites articles with the exact words.
        """
        return told(lambda: shelf.guide(title, as_of, year, kind, _known(properties)))

    def ask(
        question: Annotated[
            str, Field(min_length=1, max_length=LONGEST_QUESTION, description="One question in plain words.")
        ],
        as_of: Day = None,
        year: Year = None,
        kind: Kind = None,
    ) -> Annotated[CallToolResult, AskBody]:
        """One question on a title or a person, answered in a sentence with its sources.

        The standing is `unanswered` where nobody has said or the question was not understood: then there is no answer.
        """
        return told(lambda: shelf.ask(question, as_of, year, kind))

    def changes(
        title: Annotated[Name | None, Field(description="Only of this title.")] = None,
        franchise: Annotated[Name | None, Field(description="Only of this franchise's titles.")] = None,
        person: Annotated[Name | None, Field(description="Only those that name this person.")] = None,
        since: Annotated[str | None, Field(max_length=40, description="Only of this day or later, YYYY-MM-DD.")] = None,
        until: Annotated[
            str | None, Field(max_length=40, description="Only by the end of this day, YYYY-MM-DD.")
        ] = None,
        properties: Properties = None,
        kinds: Annotated[
            list[ChangeKind] | None, Field(max_length=20, description="Only changes of these kinds.")
        ] = None,
        as_of: Day = None,
        year: Year = None,
        kind: Kind = None,
        limit: Annotated[int, Field(ge=1, le=MOST, description="How many at most.")] = 50,
    ) -> Annotated[CallToolResult, Changes]:
        """What changed, newest first: dates that moved, people who joined or left, rumours confirmed or denied."""
        return told(
            lambda: shelf.changes(
                Wanted(
                    shelf.day(since) if since else FIRST_DAY,
                    _until(shelf, until),
                    frozenset(_known(properties)),
                    frozenset(kinds or ()),
                ),
                as_of,
                title=title,
                franchise=franchise,
                person=person,
                year=year,
                kind=kind,
                limit=limit,
            )
        )

    def check(
        text: Annotated[str, Field(min_length=1, max_length=LONGEST_ARTICLE, description="The article's text.")],
        date: Annotated[
            str | None, Field(max_length=40, description="The day it was published, YYYY-MM-DD, where it bears none.")
        ] = None,
        form: Annotated[
            Literal["markdown", "text", "html"], Field(description="How the text is written.")
        ] = "markdown",
        as_of: Day = None,
        year: Year = None,
        kind: Kind = None,
    ) -> Annotated[CallToolResult, CheckBody]:
        """Which claims of an article are out of date: a verdict on each, what is known now, since when, from whom.

        The article is read and not kept. Verdicts: holds, changed, now_known, passed, disputed, unconfirmed.
        """
        return told(lambda: shelf.check(text, date, as_of, form, year, kind))

    def timeline(
        franchise: Annotated[Name, Field(description="The franchise's name.")],
        order: Annotated[
            Literal["story", "release"], Field(description="The order of the stories or of release.")
        ] = "story",
        as_of: Day = None,
    ) -> Annotated[CallToolResult, TimelineBody]:
        """A franchise's titles in order. A position is a range where the sources do not settle it."""
        return told(lambda: shelf.timeline(franchise, order, as_of))

    def search(
        query: Annotated[
            str,
            Field(
                min_length=1, max_length=LONGEST, description='Words, "words in a row" and -words; misspelt ones too.'
            ),
        ],
        kinds: Annotated[list[Sought] | None, Field(max_length=5, description="Only of these kinds.")] = None,
        limit: Annotated[int, Field(ge=1, le=50, description="How many of each kind at most.")] = 10,
        as_of: Day = None,
    ) -> Annotated[CallToolResult, Found]:
        """Titles, people, characters and franchises by name, and what articles are quoted with by its words.

        Use it where a name is not sure, or to find who said something.
        """
        return told(lambda: shelf.search(query, kinds, limit, as_of))

    for tool, title in (
        (guide, "Guide to a title"),
        (ask, "Ask a question"),
        (changes, "What changed"),
        (check, "Check an article"),
        (timeline, "Timeline of a franchise"),
        (search, "Search titles, people and quotes"),
    ):
        server.add_tool(
            tool,
            title=title,
            annotations=ToolAnnotations(
                title=title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
            ),
        )
    return server


def _until(shelf: Shelf, text: str | None) -> date | None:
    return shelf.day(text) if text else None


def _known(properties: list[str] | None) -> list[str]:
    known = {*KINDS, "next"}
    unknown = [one for one in properties or () if one not in known]
    if unknown:
        raise SluglineError(f"there is no property {unknown[0]!r}", allowed=", ".join(sorted(known)))
    return properties or []
