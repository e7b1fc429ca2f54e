"""One sentence for a position, with the words of its kind: how firm, in which tense, since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from slugline.answers.cite import standing_of
from slugline.claims.kinds import KINDS
from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.model import Entity
from slugline.phrases import listed, sentence, value_said, when_said, where_said
from slugline.record import Slot, Stand, View
from slugline.record.names import is_cinema

_UNKNOWN = "unknown"
_DATED = ("release_date", "trailer", "death_date")


@dataclass(frozen=True, slots=True)
class About:
    """What a sentence is about: the subject's key, its name in words, and whether it is out."""

    view: View
    subject: str
    name: str
    past: bool


def about(view: View, subject: str, *, season: str = "") -> About:
    """The subject of a sentence; a season is named with its series."""
    name = view.entity(subject).name
    past = view.released(subject) is not None
    if past and subject in view.titles.titles and view.titles.titles[subject].type == "series":
        status = [stand.value for slot in view.position(subject, "status") for stand in slot.answers]
        past = bool({"ended", "cancelled"} & {value for value in status if isinstance(value, str)})
    return About(view, subject, f"season {season} of {name}" if season else name, past)


def words_of(name: str) -> Mapping[str, str]:
    """The answer words of a kind."""
    return KINDS[name].words.answer


def question(it: About, name: str) -> str:
    """The guide's question on a property, in the tense that the title's state calls for."""
    ask = KINDS[name].words.ask
    texts = ask.get("guide_past" if it.past else "guide") or ask.get("guide", ("{title}?",))
    return texts[0].format(title=it.name)


def topic(it: About, name: str, key: str = "topic", **parts: str) -> str:
    """The property as a clause: "who directs X"."""
    answer = words_of(name)
    tense = f"{key}_past" if it.past else key
    return (answer.get(tense) or answer.get(key) or name.replace("_", " ")).format(title=it.name, **parts)


def source_said(stand: Stand) -> str:
    """Whom a value is from, in words: those that it is attributed to, else the publisher."""
    for one in stand.said:
        names = one.claim.context.attribution
        if names:
            return names[0] + (f" ({', '.join(names[1:])})" if len(names) > 1 else "")
    return stand.said[0].claim.source.publisher


def according(stand: Stand) -> str:
    """ ", according to X", or nothing where nobody is named."""
    source = source_said(stand)
    return sentence("according", source=source) if source else ""


def bare(it: About, name: str, standing: str) -> str:
    """The sentence for a position without values."""
    if standing in ("unknown", "none") and standing in words_of(name):
        return words_of(name)[standing].format(title=it.name)
    if standing in ("unknown", "none"):
        return sentence(standing, topic=topic(it, name))
    return sentence("unanswered", topic=topic(it, name))


def reply(it: About, name: str, slots: Sequence[Slot]) -> str:
    """What the record says on a property, in one or a few sentences."""
    return _capitalised(_reply(it, name, slots))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reply(it: About, name: str, slots: Sequence[Slot]) -> str:
    if name == "status":
        return status_said(it, slots)
    if name == "premise":
        slots = [replace(slot, answers=stories(slot.answers)) for slot in slots]
    parts: list[str] = []
    for standing in ("current", "overdue", "disputed"):
        fitting = [slot for slot in slots if standing_of(it.view, it.subject, name, slot) == standing]
        if standing == "disputed":
            parts += [_disputed(it, name, slot) for slot in fitting]
        elif fitting:
            parts += _told(it, name, fitting, standing)
    gaps = [gap for slot in slots for gap in slot.gaps]
    if not parts:
        standings = [slot.standing for slot in slots] or ["unanswered"]
        return bare(it, name, standings[0])
    if gaps and name in ("available_on", "release_date") and any(slot.gaps for slot in slots if slot.answers):
        parts.append(bare(it, name, _UNKNOWN))
    elif name == "release_date":
        parts += [_gap_slot(it, slot) for slot in slots if not slot.answers]
    return " ".join(parts)


def stories(stands: Sequence[Stand], most: int = 2) -> tuple[Stand, ...]:
    """The premise as the heaviest article tells it, in the order of its text."""
    if not stands:
        return ()
    article = min((one for stand in stands for one in stand.said), key=lambda s: s.order).article
    told = [(one.claim.evidence.start, stand) for stand in stands for one in stand.said if one.article == article]
    return tuple(stand for _, stand in sorted(told, key=lambda pair: (pair[0], pair[1].key)))[:most]


def _gap_slot(it: About, slot: Slot) -> str:
    season = slot.scope.get("season", "")
    named = about(it.view, it.subject, season=season) if season else it
    return bare(named, "release_date", slot.standing)


def _disputed(it: About, name: str, slot: Slot) -> str:
    values = listed([item(name, stand) + according(stand) for stand in slot.answers])
    return sentence("disputed", topic=topic(it, name), values=values)


def _told(it: About, name: str, slots: Sequence[Slot], standing: str) -> list[str]:
    """Sentences for standing values, one for each degree of firmness."""
    found: dict[str, list[tuple[Slot, Stand]]] = {}
    for slot in slots:
        for stand in slot.answers:
            found.setdefault(_voice(it, name, stand, standing), []).append((slot, stand))
    order = ("past", "now", "former", "working", "ahead", "overdue", "expected", "rumoured")
    return [_worded(it, name, voice, found[voice]) for voice in order if voice in found]


def _voice(it: About, name: str, stand: Stand, standing: str) -> str:
    if standing == "overdue":
        return "overdue"
    if stand.modality in ("expected", "rumoured"):
        return stand.modality
    if name in _DATED:
        return "now" if stand.planned and name != "death_date" else "past"
    if name == "available_on" and not it.past:
        return "ahead"
    if name == "also_known_as" and stand.qualifiers.get("kind") in words_of(name):
        return str(stand.qualifiers["kind"])
    return "past" if it.past else "now"


def _worded(it: About, name: str, voice: str, pairs: Sequence[tuple[Slot, Stand]]) -> str:
    answer = words_of(name)
    template = answer.get(voice) or answer.get("now") or "{title}: {values}."
    stands = [stand for _, stand in pairs]
    return template.format(
        title=it.name,
        values=("”; “".join if name == "premise" else listed)([item(name, stand) for stand in stands]),
        when=_whens(pairs),
        according=according(stands[0]),
        publisher=stands[0].said[0].claim.source.publisher or "the article",
        is_are="is" if len(stands) == 1 else "are",
    )


def _whens(pairs: Sequence[tuple[Slot, Stand]]) -> str:
    seen: list[str] = []
    for slot, stand in pairs:
        if not isinstance(stand.value, Edtf):
            continue
        where = where_said(
            slot.scope.get("medium", ""), slot.scope.get("territory", ""), str(stand.qualifiers.get("platform", ""))
        )
        text = f"{where} {when_said(stand.value)}".strip()
        if text not in seen:
            seen.append(text)
    return listed(seen)


def item(name: str, stand: Stand) -> str:
    """One value in words, as it stands in a list: ``Jane Roe as Ada``, ``on Veridia``."""
    text = value_said(stand.value)
    if name == "cast_member":
        role = stand.qualifiers.get("character")
        if role == _UNKNOWN:
            return words_of(name)["item_unknown"].format(name=text)
        return words_of(name)["item"].format(name=text, character=role) if role else text
    if name == "available_on":
        return f"in {text}" if isinstance(stand.value, Entity) and is_cinema(stand.value.name) else f"on {text}"
    if name == "box_office":
        period = str(stand.qualifiers.get("period", "")).replace("_", " ")
        place = where_said("", str(stand.qualifiers.get("territory", "")))
        return " ".join(part for part in (text, place, f"in its {period}" if period else "") if part)
    if name in ("award_won", "award_nomination"):
        work, year = stand.qualifiers.get("work"), stand.qualifiers.get("year")
        named = f"the {text}" + (f" ({year})" if year else "")
        return f"{named} for {work}" if work and stand.said[0].claim.subject.type == "person" else named
    if name == "based_on" and stand.qualifiers.get("author"):
        return f"{text} by {stand.qualifiers['author']}"
    return text


def status_said(it: About, slots: Sequence[Slot]) -> str:
    """The status in a sentence."""
    slot = next((slot for slot in slots if slot.answers), None)
    if slot is None:
        standing = slots[0].standing if slots else "unanswered"
        return bare(it, "status", standing)
    stand = slot.answers[0]
    answer, status = words_of("status"), str(stand.value)
    when = _status_when(stand)
    named = about(it.view, it.subject)
    parts = {
        "title": named.name,
        "when": f" {when}" if when else "",
        "since": _status_since(stand),
        "season": f" for season {stand.qualifiers['season']}" if stand.qualifiers.get("season") else "",
        "status": status.replace("_", " "),
        "according": according(stand),
    }
    if it.view.overdue(it.subject, "status", slot):
        return (answer.get(f"overdue_{status}") or answer["overdue"]).format(**parts)
    if stand.modality == "scheduled":
        return (answer.get(f"{status}_planned") or answer["planned"]).format(**parts)
    told = answer.get(status, "{title}: {status}.").format(**parts)
    if stand.modality in ("expected", "rumoured"):
        return answer[stand.modality].format(sentence=told, according=parts["according"])
    return told


def _status_date(stand: Stand) -> Edtf | None:
    try:
        return Edtf(str(stand.qualifiers["date"])) if stand.qualifiers.get("date") else None
    except DateError:
        return None


def _status_when(stand: Stand) -> str:
    when = _status_date(stand)
    return when_said(when) if when else ""


def _status_since(stand: Stand) -> str:
    when = _status_date(stand)
    return f" since {value_said(when)}" if when and "/" not in when.text else ""
