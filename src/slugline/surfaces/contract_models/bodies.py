"""The bodies of the API's answers, as its OpenAPI describes them: the record contract, key for key."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from slugline.surfaces.contract_models.values import (
    Citation,
    ClaimBody,
    Day,
    DecisionBody,
    Modality,
    Open,
    Property,
    Qualifiers,
    Standing,
    Stated,
    Superseded,
    TitleType,
    Value,
)

ChangeKind = Literal[
    "announced", "moved", "recast", "joined", "left", "revealed", "denied", "confirmed", "disputed", "renamed",
    "released", "cancelled", "renewed",
]  # fmt: skip


class TitleHead(Open):
    """A title's head."""

    name: str = Field(examples=["Paper Tides"])
    type: TitleType
    year: int | None = Field(None, examples=[2027])
    also_known_as: list[str]
    franchise: str = Field(description="Empty where it is part of none.", examples=["Paper Tides"])


class TitleEntry(TitleHead):
    """A title's head with its place: `slug` is its name in addresses, `url` its API address."""

    slug: str = Field(examples=["paper-tides"])
    url: str = Field(examples=["/api/v1/titles/paper-tides"])


class TitleLinks(Open):
    """Where more of a title is."""

    guide: str
    changes: str
    claims: str
    page: str
    feed: str
    calendar: str


class TitleBody(TitleEntry):
    """A title, when it was last written about, and where more of it is."""

    as_of: Day
    updated: Day | None = None
    links: TitleLinks


class Answer(Open):
    """One standing question with its answer: `answer` in a sentence, `values` as data."""

    question: str = Field(examples=["When will Paper Tides be released?"])
    property: Property
    standing: Standing
    answer: str = Field(examples=["Paper Tides is scheduled for release on March 12, 2027."])
    values: list[Stated]
    superseded: list[Superseded]
    citations: list[Citation] | None = Field(None, description="Where there are no values: who says so.")


class Change(Open):
    """One change. `from` is what stood before, `to` what stands since."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    on: Day
    title: str = Field(examples=["Paper Tides"])
    property: Property
    change: ChangeKind
    before: Value | None = Field(None, alias="from")
    to: Value | None = None
    modality: Modality | None = None
    citations: list[Citation]
    id: str | None = Field(None, description="The change's own name, the same in feeds and webhooks.")
    slug: str | None = Field(None, description="The title's name in addresses.")


class Guide(Open):
    """The living guide to a title."""

    title: TitleHead
    as_of: Day
    updated: Day | None
    answers: list[Answer]
    changes: list[Change]


class AskBody(Open):
    """A question answered, or `unanswered`: nobody has said, or the question was not understood."""

    question: str
    as_of: Day
    answer: str
    standing: Standing
    values: list[Stated]
    citations: list[Citation]


class Placed(Open):
    """A title in an order: `position` is the range of places that the sources leave open."""

    name: str
    release: Value | None
    position: list[int] = Field(min_length=2, max_length=2)


class Relation(Open):
    """One title's story comes before another's."""

    before: str
    after: str
    citations: list[Citation]


class Contradiction(Open):
    """Sources that place titles in a circle."""

    cycle: list[str]
    citations: list[Citation]


class TimelineBody(Open):
    """A franchise's titles in the order of their story or release."""

    franchise: str
    order: Literal["story", "release"]
    as_of: Day
    titles: list[Placed]
    relations: list[Relation]
    contradictions: list[Contradiction]


class Weighed(Citation):
    """A claim on the property: what it weighs under the policy, and what became of it."""

    value: Value
    qualifiers: Qualifiers
    modality: Modality
    firmness: float
    authority: str
    counts_as_of: Day
    outcome: str
    why: str


class ExplainBody(Open):
    """Why an answer is what it is."""

    title: str
    property: Property
    as_of: Day
    question: str
    answer: str
    standing: Standing
    policy: dict[str, object]
    slots: list[dict[str, object]]
    claims: list[Weighed]


class Verdict(Open):
    """One claim of an article, held against what has been said since."""

    claim: ClaimBody
    verdict: Literal["holds", "changed", "now_known", "passed", "disputed", "unconfirmed"]
    now: list[Stated]
    citations: list[Citation]


class CheckBody(Open):
    """A verdict for each claim. `faults` names what of the input could not be read."""

    as_of: Day
    claims: list[Verdict]
    stale: bool
    faults: list[str]


class OneClaim(ClaimBody):
    """A recorded claim, with what editors have decided of it."""

    id: str
    decisions: list[DecisionBody]


class ArticleBody(Open):
    """An article as the record holds it. Its text was written by others: show it, never run it."""

    id: int
    title: str
    publisher: str
    author: str
    url: str
    file: str
    published: Day
    modified: Day | None
    recorded_at: str = Field(examples=["2026-11-22T17:48:56+00:00"])
    replaced: bool = Field(description="Whether a later text took its place.")
    text: str = Field(description="Empty where only claims were recorded.")
    claims: list[ClaimBody]


class TitleNamed(Open):
    """A title as another answer names it: `slug` is its name in addresses."""

    name: str
    type: TitleType
    year: int | None = None
    slug: str


class PersonHead(Open):
    """A person, as written most, and under which other names."""

    name: str = Field(examples=["Mara Vint"])
    slug: str = Field(examples=["mara-vint"])
    also_called: list[str]


class Part(Open):
    """One value of a title that names the person. `standing` is as for answers; `superseded`, `denied` once it was."""

    property: Property
    title: TitleNamed
    release: str | None = Field(description="EDTF: the title's first release.")
    standing: str
    value: Value
    qualifiers: Qualifiers
    modality: Modality
    since: Day
    citations: list[Citation]
    until: Day | None = None


class PersonBody(Open):
    """What is known of a person: what is said of themselves, their parts in titles, and parts that no longer hold."""

    person: PersonHead
    as_of: Day
    updated: Day | None
    names: int = Field(description="The names of titles that name the person; pages are of these.")
    about: list[Answer]
    parts: list[Part]
    earlier: list[Part]


class Release(Open):
    """A release ahead. `date` is EDTF, as exact as its source."""

    uid: str = Field(description="Its own name, which stays while the date moves; the same in `/calendar.ics`.")
    title: str = Field(examples=["Paper Tides"])
    slug: str
    type: TitleType
    year: int | None = None
    season: str
    medium: str = Field(examples=["theatrical"])
    territory: str
    platform: str
    date: str = Field(examples=["2027-03-12", "2027"])
    others: list[str] = Field(alias="or", description="The other dates of a dispute.")
    modality: Modality
    standing: Standing
    state: Literal["ahead", "cancelled", "withdrawn"]
    since: Day
    before: str | None = Field(description="What the date was until `since`.")
    last_day: str | None = Field(None, description="The last of its dates that was a day.")
    moved: int = Field(description="How often the date became another.")
    revision: int = Field(description="How often anything about it changed.")
    citations: list[Citation]


class SearchGroup(Open):
    """What was found of one kind. A quote has `marks`: the places of the words in it."""

    kind: Literal["title", "person", "character", "franchise", "quote"]
    total: int
    more: bool = Field(description="Whether there are more than were counted.")
    hits: list[dict[str, object]]


class Corrected(Open):
    """A word that nobody has said, and what it was taken for."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    typed: str = Field(alias="from")
    to: str


class SearchBody(Open):
    """What was found, by kind; `near` offers names where nothing was."""

    query: str
    as_of: Day
    showing: str = Field(description="What was looked for, misspelt words put right.")
    corrections: list[Corrected]
    groups: list[SearchGroup]
    near: list[dict[str, object]]
