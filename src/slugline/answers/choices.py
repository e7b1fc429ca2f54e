"""The titles between which a question must choose, where its name means several."""

from __future__ import annotations

from datetime import date

from slugline.answers.addresses import title_slug
from slugline.answers.cite import Json
from slugline.answers.scoping import titles_view
from slugline.answers.understanding import read
from slugline.record import Record
from slugline.record.index import title_name


def title_choices(record: Record, question: str, *, as_of: date) -> list[Json]:
    """Each title that the question may mean: name, type, year, slug. Empty where one is meant, or none.

    Asking the question again with the ``year`` and ``kind`` of a choice picks it.
    """
    lexicon = record.lexicon(as_of)
    taken = read(question, lexicon)
    for span in taken.named("title"):
        view = titles_view(record, lexicon.titles({title_name(span.name)}), as_of)
        found = view.candidates(span.name, year=taken.year, kind=taken.kind)
        if len(found) > 1:
            return [
                {"name": one.name, "type": one.type, "year": one.year or None, "slug": title_slug(view, one)}
                for one in sorted(found, key=lambda one: (-one.year, one.type, one.key))
            ]
    return []
