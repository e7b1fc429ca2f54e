"""The claims of one article as a table that people can read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from slugline.contract import claim_to_json
from slugline.model import Article, Claim
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import day_words, firmness_words, property_words, said_words


def claims_table(article: Article, claims: Sequence[Claim]) -> RenderableType:
    """The article's headline, then its claims by subject, each with the words that bear it."""
    source = " · ".join(filter(None, (article.publisher, day_words(article.published), article.file)))
    count = f"{len(claims)} claim{'s' * (len(claims) != 1)}"
    head = [Text(clean(article.title or article.file), style="bold"), Text(clean(f"{source} · {count}"), style="dim")]
    by_subject = sorted(claims, key=lambda claim: (claim.subject.name, claim.subject.type))
    tables = [
        _subject_table(f"{name} ({kind})", list(group))
        for (name, kind), group in groupby(by_subject, key=lambda claim: (claim.subject.name, claim.subject.type))
    ]
    return Group(*head, *tables, Text())


def _subject_table(subject: str, claims: Sequence[Claim]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, expand=True, title=Text(clean(subject), style="bold"))
    table.title_justify = "left"
    table.add_column(width=18, style="cyan")
    table.add_column(ratio=5)
    table.add_column(ratio=3, style="yellow")
    table.add_column(ratio=6, style="dim")
    for claim in claims:
        row = claim_to_json(claim)
        firmness = firmness_words(claim.context.modality, claim.context.attribution)
        cells = (property_words(claim.property), said_words(row), firmness, f"“{claim.evidence.quote}”")
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table
