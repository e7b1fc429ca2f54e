"""What the record answers, as JSON-able dictionaries and lists: keys as in the record contract.

    guide(record, title, *, as_of, year=None, kind=None) -> dict       UnknownTitle, AmbiguousTitle
    ask(record, question, *, as_of, year=None, kind=None) -> dict      "standing": "unanswered" where it abstains
    changes(record, title=None, *, since=None, as_of, year=None, kind=None) -> list[dict]   newest first
    check(record, claims, *, as_of) -> dict        {"claims": [...]}; `is_stale(result)` for the exit status
    timeline(record, franchise, *, order="story", as_of) -> dict       UnknownTitle where nothing bears the name
    explain(record, title, property, *, as_of, year=None, kind=None) -> dict   each claim, its weight, what beat it

Nothing here reads the clock.
"""

from slugline.answers.ask import ask
from slugline.answers.changes import changes
from slugline.answers.check import check, is_stale
from slugline.answers.explain import explain
from slugline.answers.guide import guide
from slugline.answers.timeline import timeline

__all__ = ["ask", "changes", "check", "explain", "guide", "is_stale", "timeline"]
