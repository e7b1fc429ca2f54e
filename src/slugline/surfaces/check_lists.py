"""What needs a look, as a list to take away: rows for a spreadsheet, lines of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from slugline.edtf import Edtf
from slugline.phrases import date_said
from slugline.surfaces.checking import Checked, Finding
from slugline.surfaces.terminal import clean

COLUMNS = (
    "article", "published", "number", "verdict", "about", "words", "said", "now", "since", "could read", "source",
    "source day", "source address", "source words", "start", "end", "article address",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


def cell(text: object) -> str:
    """A text as a spreadsheet may hold it: in one line, and never a formula."""
    shown = clean(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown


def csv_rows(checked: Checked) -> Iterator[list[str]]:
    """The row of each claim that needs a look, its cells as in `COLUMNS`."""
    for one in checked.look:
        source = one.cited[0] if one.cited else None
        yield [
            cell(part)
            for part in (
                checked.title or checked.file,
                checked.day,
                one.number,
                one.label,
                one.topic,
                one.quote,
                one.said,
                "; ".join(value.words for value in one.known) or one.remark,
                one.since,
                one.reworded,
                source.publisher or source.title if source else "",
                source.day if source else "",
                source.url if source else "",
                source.quote if source else "",
                one.start,
                one.end,
                checked.url,
            )
        ]


def csv_text(checked: Iterable[Checked]) -> str:
    """The lists of some articles as one spreadsheet, a byte order mark before it so that every program reads UTF-8."""
    out = io.StringIO()
    write = csv.writer(out, quoting=csv.QUOTE_ALL)
    write.writerow(COLUMNS)
    for one in checked:
        write.writerows(csv_rows(one))
    return "\ufeff" + out.getvalue()


def plain_text(checked: Iterable[Checked]) -> str:
    """The lists as lines of text, to paste where an editor writes."""
    lines: list[str] = []
    for article in checked:
        published = f" ({date_said(Edtf(article.day))})" if article.day else ""
        lines += [f"{article.title or article.file or 'Pasted text'}{published}", article.summary, ""]
        for one in article.look:
            lines += [*_lines(one), ""]
    return "\n".join(clean(line) for line in lines)


def _lines(one: Finding) -> Iterator[str]:
    yield f"{one.number}. “{one.words}”"
    now = "; ".join(value.words for value in one.known)
    since = f", since {date_said(Edtf(one.since))}" if one.since else ""
    yield f"   {one.label.capitalize()}{': ' if now else ''}{now}{since}"
    if one.remark:
        yield f"   {one.remark}"
    if one.reworded:
        yield f"   Could read: “{one.reworded}”"
    for source in one.cited[:1]:
        yield f"   {source.publisher or source.title}, {date_said(Edtf(source.day))}: “{source.quote}”"
        if source.url:
            yield f"   {source.url}"
