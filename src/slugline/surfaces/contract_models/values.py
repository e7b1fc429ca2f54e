"""The record contract's values, citations and claims, as the API's OpenAPI describes them.

The models describe; they never rewrite: a body is the very JSON that the answer is, and may hold further keys.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Modality = Literal["stated", "scheduled", "expected", "rumoured", "denied"]
Standing = Literal["current", "disputed", "unknown", "none", "unanswered", "overdue"]
TitleType = Literal["film", "series", "special"]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2027-03-12"], description="A day: YYYY-MM-DD.")]
Property = Annotated[
    str, Field(description="A property of the claim contract, or `next`.", examples=["release_date", "cast_member"])
]
Qualifiers = Annotated[
    dict[str, str | int | bool],
    Field(
        description="What narrows the value: `medium`, `territory`, `season`, `character`, … by name.",
        examples=[{"medium": "theatrical", "territory": "US"}],
    ),
]


class Open(BaseModel):
    """A body or a part of one: the keys that stay; further ones may come."""

    model_config = ConfigDict(extra="allow")


class Named(Open):
    """Something with a name."""

    type: Literal[
        "person", "title", "organization", "platform", "place", "franchise", "award", "character", "film", "series",
        "special",
    ]  # fmt: skip
    name: str = Field(examples=["Ada Rook"])
    year: int | None = None
    qualifiers: Qualifiers | None = None


class Dated(Open):
    """A date or an interval in EDTF (ISO 8601-2), no finer than its source says."""

    type: Literal["date"]
    edtf: str = Field(
        examples=["2027-03-12", "2027-03", "2027", "2027-22", "2027-03/2027-05"],
        description="`YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `YYYY-21` to `-24` (seasons), a trailing `~`, or an interval.",
    )
    qualifiers: Qualifiers | None = None


class Amount(Open):
    """An amount with its unit."""

    type: Literal["quantity"]
    amount: float = Field(examples=[112])
    unit: str = Field(examples=["minutes", "USD", "seasons", "episodes"])
    qualifiers: Qualifiers | None = None


class Words(Open):
    """A text: a premise, a rating, a word of status."""

    type: Literal["text"]
    text: str = Field(examples=["in_development"])
    qualifiers: Qualifiers | None = None


class Unknown(Open):
    """There is one, and it is not known or not announced."""

    type: Literal["unknown"]
    qualifiers: Qualifiers | None = None


class Nothing(Open):
    """There is none (yet)."""

    type: Literal["none"]
    qualifiers: Qualifiers | None = None


Value = Annotated[Named | Dated | Amount | Words | Unknown | Nothing, Field(discriminator="type")]


class DecisionBody(Open):
    """An editor's decision on a claim."""

    number: int
    act: str = Field(examples=["confirm"])
    by: str = Field(examples=["Ada Rook"])
    on: Day
    reason: str


class Citation(Open):
    """Where it was said: an article, its day and the exact words."""

    title: str = Field(examples=["Paper Tides finds its day"])
    publisher: str = Field(examples=["The Test Sheet"])
    url: str = Field(examples=["https://testsheet.example/paper-tides"])
    date: Day
    quote: str = Field(examples=["Paper Tides will open on March 12, 2027"])
    author: str | None = None
    file: str | None = None
    attribution: list[str] | None = Field(None, examples=[["Lionsgate"]])
    claim: str | None = Field(None, examples=["357aa05022b4"], description="The claim's id, for `/api/v1/claims/{id}`.")
    decision: DecisionBody | None = None


class Stated(Open):
    """One value of an answer, with how firm it is, since when it stands and who says so."""

    value: Value
    qualifiers: Qualifiers
    modality: Modality
    since: Day
    citations: list[Citation]


class Superseded(Stated):
    """A value that was the answer once: from `since` until (not including) `until`."""

    until: Day | None = None


class Subject(Open):
    """Whom or what a claim is about."""

    type: Literal["film", "series", "special", "person", "franchise"]
    name: str = Field(examples=["Paper Tides"])
    year: int | None = None


class Evidence(Open):
    """The exact words; `quote` is `text[start:end]` of the article, in characters."""

    quote: str
    start: int
    end: int


class SourceBody(Open):
    """The article that a claim comes from."""

    file: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None


class ClaimBody(Open):
    """One claim, as the claim contract writes it."""

    id: str | None = Field(None, examples=["357aa05022b4"])
    subject: Subject
    property: Property
    value: Value
    qualifiers: Qualifiers
    modality: Modality
    attribution: list[str]
    evidence: Evidence
    said_on: Day
    source: SourceBody
    confidence: float | None = None
