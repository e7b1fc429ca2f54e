"""Which value wins: the shapes of a position, and the rule by which claims contend for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slugline.edtf import Edtf, finer
from slugline.model import NoValue, Value
from slugline.record.policy import Policy
from slugline.record.voices import Voices
from slugline.record.weigh import Said


@dataclass(frozen=True, slots=True)
class Stand:
    """One value with the claims that say it, the heaviest first."""

    value: Value
    key: str
    qualifiers: Mapping[str, object]
    modality: str
    said: tuple[Said, ...]

    @property
    def planned(self) -> bool:
        """Whether it is a dated event that nobody has yet told as past."""
        return isinstance(self.value, Edtf) and not any(one.happened for one in self.said)


@dataclass(frozen=True, slots=True)
class Slot:
    """The position in one scope (one territory, medium, season; or a whole set).

    ``answers`` hold the winner, every rival of a dispute, or the members of a set; ``rivals`` are
    said but outweighed; ``gaps`` are the claims that it is unknown or that there is none, where
    no value answers them.
    """

    scope: Mapping[str, str]
    standing: str
    answers: tuple[Stand, ...] = ()
    rivals: tuple[Stand, ...] = ()
    gaps: tuple[Stand, ...] = ()
    denials: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Folded:
    """A property's position, and how it came out: every field in which claims contended.

    ``fields`` are the slots themselves but for release dates, of which some stand behind a finer one. ``loose`` are the
    territories and seasons in which a release date of no medium is left beside those of a medium.
    """

    slots: tuple[Slot, ...]
    fields: tuple[Slot, ...]
    loose: frozenset[tuple[str, str]] = frozenset()


def stand(said: Iterable[Said], qualifiers: Mapping[str, object] | None = None) -> Stand:
    """One value from all claims that say it."""
    ordered = tuple(sorted(said, key=lambda one: one.order))
    best, modality = ordered[0], ordered[0].claim.context.modality
    if isinstance(best.claim.value, Edtf):
        spans = list(map(_span, ordered))
        least = min(spans)
        finest = [one for one, span in zip(ordered, spans, strict=True) if span == least]
        best = next((one for one in finest if one.happened), finest[0])
        modality = "stated" if any(one.happened for one in ordered) else modality
    merged = dict(best.claim.qualifiers)
    for one in ordered:
        if one.claim.qualifiers:
            for key, value in one.claim.qualifiers.items():
                merged.setdefault(key, value)
    return Stand(best.claim.value, best.key, merged if qualifiers is None else qualifiers, modality, ordered)


def _span(one: Said) -> int:
    value = one.claim.value
    return (value.last - value.first).days if isinstance(value, Edtf) else 0


def grouped(said: Iterable[Said]) -> list[list[Said]]:
    """Claims by value; a coarse date supports the heaviest finer one that it contains."""
    groups: dict[str, list[Said]] = {}
    for one in sorted(said, key=lambda s: s.order):
        groups.setdefault(one.key, []).append(one)
    dates = {key: value for key, group in groups.items() if isinstance(value := group[0].claim.value, Edtf)}
    for key in sorted(dates):
        fine = [group for other, group in groups.items() if other in dates and finer(dates[other], dates[key])]
        if fine:
            heaviest = min(fine, key=lambda group: group[0].order)
            heaviest.extend(groups.pop(key))
            heaviest.sort(key=lambda s: s.order)
    return list(groups.values())


def contend(
    groups: Sequence[Sequence[Said]], gaps: Sequence[Said], *, name: str, policy: Policy, voices: Voices
) -> tuple[str, list[Sequence[Said]], list[Sequence[Said]]]:
    """The standing, the winning groups and the outweighed ones.

    What an editor vouches for wins. Else firmness decides first, then weight where it leads by more
    than the property's margin, then independent voices; else the heaviest are disputed. A gap wins
    where it is newer by more than the margin than every value.
    """
    if not groups:
        return gap_standing(gaps), [], []
    vouched = [group for group in groups if any(one.decision for one in group)]
    if vouched and name not in policy.moving:
        lost = [group for group in groups if not any(group is kept for kept in vouched)]
        return ("current" if len(vouched) == 1 else "disputed"), list(vouched), lost
    margin = policy.margin(name)
    top = max(_rank(group) for group in groups)
    close = [g for g in groups if _rank(g)[0] == top[0] and top[1] - _rank(g)[1] <= margin]
    patience = policy.denial["patience_days"]
    known = max(one.day.toordinal() + patience * one.authority for group in close for one in group)
    gap = max((one.day.toordinal() + patience * one.authority for one in gaps), default=0.0)
    if gap > known + margin:
        return gap_standing(gaps), [], list(groups)
    if len(close) > 1:
        close = _corroborated(close, policy, voices)
    if len(close) > 1:
        close = _one_article(close)
    lost = [group for group in groups if not any(group is kept for kept in close)]
    return ("current" if len(close) == 1 else "disputed"), list(close), lost


def _rank(group: Sequence[Said]) -> tuple[float, float]:
    firm = max(one.firmness for one in group)
    return firm, max(one.weight for one in group if one.firmness == firm)


def _corroborated(close: Sequence[Sequence[Said]], policy: Policy, voices: Voices) -> list[Sequence[Said]]:
    firm = [_rank(group)[0] for group in close]
    counts = [voices.count(one.article for one in g if one.firmness == top) for g, top in zip(close, firm, strict=True)]
    lead = max(counts)
    return [g for g, n in zip(close, counts, strict=True) if lead - n < policy.corroboration["lead"]]


def _one_article(close: list[Sequence[Said]]) -> list[Sequence[Said]]:
    """Two values of one article are no dispute: its main presentation of the fact comes first."""
    articles = {one.article for group in close for one in group}
    if len(articles) > 1:
        return close
    return [min(close, key=lambda g: min((one.claim.evidence.start, one.key) for one in g))]


def gap_standing(gaps: Sequence[Said]) -> str:
    """``unknown`` or ``none``, whichever was said last and heaviest; ``unanswered`` without gaps."""
    if not gaps:
        return "unanswered"
    return "none" if isinstance(min(gaps, key=lambda s: s.order).claim.value, NoValue) else "unknown"
