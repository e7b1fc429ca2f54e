"""Questions in people's words, answered from the record or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slugline.answers.asked import answered
from slugline.answers.asking import Asked
from slugline.answers.cite import Json
from slugline.answers.following import franchises_of, next_in
from slugline.answers.understanding import Cue, Question, Span, asked, franchise_of, read
from slugline.errors import AmbiguousTitle, UnknownTitle
from slugline.phrases import sentence
from slugline.record import Lexicon, Record, Scope, Title, View
from slugline.record.index import franchise_name, person_name, title_name
from slugline.record.names import fold_award

_OF_PEOPLE = ("death_date", "award_won", "award_nomination")
_RELATIONS = ("sequel_of", "prequel_of", "spinoff_of", "remake_of", "based_on", "set_after", "set_before", "franchise")
_CREW = (
    "director",
    "writer",
    "producer",
    "executive_producer",
    "composer",
    "cinematographer",
    "creator",
    "showrunner",
)


def ask(record: Record, question: str, *, as_of: date, year: int | None = None, kind: str | None = None) -> Json:
    """The answer to a question as of a day, keys as in the record contract.

    It abstains (standing ``unanswered``) where it does not understand every word of the question,
    where several titles fit, and where nothing has been said. It raises nothing.
    """
    lexicon = record.lexicon(as_of)
    taken = read(question, lexicon)
    taken.year = year if year is not None else taken.year
    taken.kind = kind if kind is not None else taken.kind
    made = _best(record.view(as_of, _scope(taken, lexicon)), taken)
    head: Json = {"question": question, "as_of": as_of.isoformat()}
    return head | (made or _abstained(sentence("nothing" if taken.spans else "no_title")))


def _scope(question: Question, lexicon: Lexicon) -> Scope:
    """What the question speaks of."""
    titles = lexicon.titles({title_name(span.name) for span in question.named("title")})
    roles = [span.name for span in question.named("character") if "title" not in span.kinds]
    if not titles:
        titles = frozenset(name for role in roles for name in lexicon.titles_with(role))
    return Scope(
        titles=titles,
        people=frozenset(person_name(span.name) for span in question.named("person")),
        franchises=frozenset(franchise_name(span.name) for span in question.named("franchise")),
        family=any(cue.property == "next" for cue in asked(question)),
    )


def _abstained(why: str) -> Json:
    return {"answer": why, "standing": "unanswered", "values": [], "citations": []}


def _best(view: View, question: Question) -> Json | None:
    """The answer to the longest cue that fits; two properties that fit alike leave it unanswered."""
    best: tuple[int, str] | None = None
    made: Json | None = None
    for cue in asked(question):
        if best is not None and len(cue) < best[0]:
            break
        answer = _try(view, question, cue)
        if answer is None:
            continue
        if best is None:
            best, made = (len(cue), cue.property), answer
        elif cue.property != best[1]:
            one, other = {best[1], cue.property}, {"set_after", "set_before"}
            return made if one == other else _abstained(sentence("nothing"))
    return made


def _try(view: View, question: Question, cue: Cue) -> Json | None:
    """The answer that a cue leads to; None where the names in the question do not fit it."""
    if cue.property == "next":
        return _next(view, question)
    subject = _subject(question, cue)
    if subject is None:
        return _by_role(view, question, cue)
    try:
        what = _resolved(view, question, cue, subject)
    except (UnknownTitle, AmbiguousTitle) as error:
        several = isinstance(error, AmbiguousTitle)
        return _abstained(sentence("several", choices="; ".join(error.choices)) if several else error.fault + ".")
    return answered(what) if what is not None else None


def _by_role(view: View, question: Question, cue: Cue) -> Json | None:
    """Who plays a character, where one title alone has a character of that name."""
    spans = question.spans
    if cue.property != "cast_member" or cue.key != "role" or len(spans) != 1 or "character" not in spans[0].kinds:
        return None
    keys = {
        key
        for key in view.titles.titles
        for one in view.said(key, "cast_member")
        if f" {spans[0].name} " in f" {one.scope.get('character', '')} "
    }
    if len(keys) != 1:
        return None
    made = Asked(view, keys.pop(), cue.property, cue.key, season=question.season, character=spans[0].name)
    return answered(made)


def _subject(question: Question, cue: Cue) -> Span | None:
    """The name that the question is about."""
    titles = question.named("title")
    people = [span for span in question.named("person") if "title" not in span.kinds]
    if cue.property == "death_date":
        return people[0] if len(people) == 1 and not titles else None
    if cue.property in _OF_PEOPLE and len(people) == 1 and len(titles) <= 1:
        return people[0]
    if len(titles) == 1:
        return titles[0]
    if len(titles) < 2:
        return None
    if cue.property in _RELATIONS and cue.key == "polar":
        return titles[0]
    plain = [span for span in titles if not span.kinds & {"person", "character", "franchise"}]
    return plain[0] if len(plain) == 1 else titles[-1] if cue.property == "cast_member" and len(titles) == 2 else None


def _resolved(view: View, question: Question, cue: Cue, subject: Span) -> Asked | None:
    """The cue with all that the question names; None where a name is left that the cue has no use for."""
    others = [span for span in question.spans if span is not subject]
    person = character = other = platform = award = ""
    work: Title | None = None
    for span in others:
        if "title" in span.kinds and cue.property in _OF_PEOPLE:
            work = view.title(span.name, year=question.year, kind=question.kind)
        elif span.kinds & {"person", "character"} and cue.property == "cast_member":
            if cue.key == "role":
                character = span.name if "character" in span.kinds else character
            else:
                person = span.name
                character = span.name if "character" in span.kinds else ""
        elif "person" in span.kinds and cue.property in _CREW and cue.key == "polar":
            person = span.name
        elif span.kinds & {"title", "franchise"} and cue.property in _RELATIONS:
            other = span.name
        elif "platform" in span.kinds and cue.property in ("available_on", "network", "release_date"):
            platform = span.name
        elif "award" in span.kinds and cue.property in ("award_won", "award_nomination"):
            award = fold_award(span.name)
        else:
            return None
    needs_person = cue.property in ("cast_member", *_CREW) and cue.key in ("polar", "part")
    if (needs_person and not (person or character)) or (cue.key == "role" and not character):
        return None
    if cue.property == "available_on" and cue.key == "polar" and not (platform or question.medium):
        return None
    if subject.kinds >= {"title"} and not (cue.property in _OF_PEOPLE and "title" not in subject.kinds):
        title = view.title(subject.name, year=question.year, kind=question.kind)
        key = title.key
    else:
        key = view.person_key(subject.name)
    return Asked(
        view=view,
        subject=key,
        property=cue.property,
        key=cue.key,
        season=question.season,
        territory=question.territory,
        medium=question.medium,
        person=person,
        character=character,
        other=other,
        platform=platform,
        award=award,
        work=work,
        future=bool({"will", "does", "is"} & {token.text for token in question.tokens}),
    )


def _next(view: View, question: Question) -> Json | None:
    """What comes next in the franchise that the question names, by its own name or one of its titles'."""
    franchise = franchise_of(question)
    titles: Sequence[Span] = question.named("title")
    if franchise:
        made = next_in(view, [view.franchise_name(franchise)])
    elif len(titles) == 1:
        try:
            title = view.title(titles[0].name, year=question.year, kind=question.kind)
        except (UnknownTitle, AmbiguousTitle):
            return None
        names = franchises_of(view, title)
        if not names:
            return None
        made = next_in(view, names, leave_out=title.key)
    else:
        return None
    return {"property": "next"} | {key: made[key] for key in ("answer", "standing", "values", "citations")}
