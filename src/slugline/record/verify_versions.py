"""Whether every version of every article is what was recorded: its text, its claims with their quotes, its index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from slugline.contract import claim_from_json, claim_to_json
from slugline.edtf import FIRST_DAY, LAST_DAY
from slugline.errors import ContractError
from slugline.model import Claim, PropertySpec
from slugline.record import schema
from slugline.record.append import stored_key
from slugline.record.faults import UNREADABLE, Fault, bare, batches, brief, quoted, typed, unread
from slugline.record.rows import Row, claim_from, claim_row, fingerprint, moment_of, print_row, source_from
from slugline.record.verify_names import Names


class Versions:
    """Looks through all versions, and tells ``names`` every claim that can be read."""

    def __init__(self, connection: Connection, specs: Mapping[str, PropertySpec], names: Names) -> None:
        self._connection = connection
        self._specs = specs
        self._names = names

    def steps(self, counted: Counter[str]) -> Iterator[list[Fault]]:
        """The faults, some versions at a time, then those of what replaced what."""
        for rows, faults in batches(self._connection, schema.versions):
            if not rows:
                self._names.whole = False
            yield [*faults, *self._batch(rows, counted)]
        yield from replaced(self._connection, counted)

    def _batch(self, rows: Sequence[Any], counted: Counter[str]) -> Iterator[Fault]:
        keys = self._keys(rows)
        told = self._claims([row.id for row in rows])
        for row in rows:
            counted["versions"] += 1
            key = keys.get(row.article)
            place = f"article {quoted(row.article if key is None else key)}, version {row.id}"
            faults: list[Fault] = []
            version = typed(schema.versions, row, place, faults)
            yield from faults
            claims = told.get(row.id)
            counted["claims"] += len(claims or ())
            if claims is None or version is None or key is None:
                self._names.whole = False
                if claims is None:
                    yield Fault(place, "its claims cannot be read", "readable claims; restore a backup")
                continue
            yield from self._version(key, version, claims, place)

    def _keys(self, rows: Sequence[Any]) -> dict[object, str]:
        """The keys of the rows' articles that can be read."""
        articles = schema.articles.c
        wanted = sorted({row.article for row in rows if isinstance(row.article, int)})
        try:
            with self._connection.begin_nested():
                found = self._connection.execute(select(articles.id, articles.key).where(articles.id.in_(wanted))).all()
        except SQLAlchemyError:
            return {}  # the articles' own stage says which
        return {number: key for number, key in found if isinstance(key, str)}

    def _claims(self, versions: Sequence[int]) -> dict[int, list[Any]]:
        """The rows of the versions' claims; a version whose claims cannot be read is left out."""
        try:
            return self._rows(versions)
        except SQLAlchemyError:
            found: dict[int, list[Any]] = {}
            for version in versions:
                try:
                    found |= self._rows([version])
                except SQLAlchemyError:
                    continue
            return found

    def _rows(self, versions: Sequence[int]) -> dict[int, list[Any]]:
        table = schema.claims
        query = select(*bare(table)).where(table.c.version.in_(versions)).order_by(table.c.version, table.c.ordinal)
        with self._connection.begin_nested():
            rows = self._connection.execute(query).all()
        found: dict[int, list[Any]] = {version: [] for version in versions}
        return found | {number: list(mine) for number, mine in groupby(rows, key=lambda row: int(row.version))}

    def _version(self, key: str, version: SimpleNamespace, rows: Sequence[Any], place: str) -> Iterator[Fault]:
        yield from moments(version, place, "recorded_at", "retrieved_at")
        wanted = stored_key(version.url or version.file or key)
        if wanted != key:
            yield Fault(place, f"its url or file is {quoted(wanted)}", f"the article's key, {quoted(key)}")
        if not FIRST_DAY <= version.published <= LAST_DAY:
            yield Fault(place, f"it was published on {version.published}", f"{FIRST_DAY} to {LAST_DAY}")
        claims: list[Claim] = []
        for row in rows:
            claim, faults = self._claim(key, version, row)
            yield from faults
            claims += [claim] if claim else []
        whole = len(claims) == len(rows)
        self._names.whole &= whole
        self._names.learn(claims)
        if [row.ordinal for row in rows] != list(range(len(rows))):
            said = ", ".join(str(row.ordinal) for row in rows)
            yield Fault(place, f"its claims are numbered {quoted(said)}", f"0 to {len(rows) - 1}, a claim each")
        yield from _days(version, claims, place)
        if version.text or whole:
            made = fingerprint(key, version, claims)
            if version.fingerprint != made:
                what = "text" if version.text else "claims"
                yield Fault(place, f"its {what} are not those of its fingerprint {quoted(version.fingerprint)}", made)
        if whole:
            yield from _differences(version, print_row(claims, version.text), place)

    def _claim(self, key: str, version: SimpleNamespace, row: Any) -> tuple[Claim | None, list[Fault]]:
        """One claim, where it can be read, and what is wrong with it."""
        name = row.uid if isinstance(row.uid, str) and row.uid else f"row {row.id}"
        place = f"claim {brief(name)} of {quoted(key)}"
        faults: list[Fault] = []
        sound = typed(schema.claims, row, place, faults)
        if sound is None:
            return None, faults
        try:
            claim = claim_from(sound, key, source_from(version))
            claim_from_json(claim_to_json(claim), where="", properties=self._specs)
        except ContractError as error:
            return None, [Fault(place, brief(error.fault), error.allowed)]
        except UNREADABLE as error:
            return None, [unread(place, "cannot be read", error)]
        return claim, list(_claim_faults(claim, sound, version.text, place))


def _claim_faults(claim: Claim, row: SimpleNamespace, text: str, place: str) -> Iterator[Fault]:
    """Whether the quote is its span of the text, and every column what the claim makes it."""
    evidence = claim.evidence
    if text and text[evidence.start : evidence.end] != evidence.quote:
        there = quoted(text[evidence.start : evidence.end])
        yield Fault(place, f"its quote is {quoted(evidence.quote)}", f"text[{evidence.start}:{evidence.end}], {there}")
    yield from _differences(row, claim_row(claim, row.version, row.ordinal), place)


def _days(version: SimpleNamespace, claims: Sequence[Claim], place: str) -> Iterator[Fault]:
    """An article says all on its day; in a claims file the first claim's day is the article's."""
    days = {claim.said_on for claim in claims}
    if not days or (days == {version.published} if version.text else min(days) == version.published):
        return
    told = ", ".join(sorted(map(str, days)))
    yield Fault(place, f"its claims were said on {brief(told)}", f"{version.published}, its day")


def _differences(row: SimpleNamespace, wanted: Row, place: str) -> Iterator[Fault]:
    for name, value in wanted.items():
        found = getattr(row, name)
        if found != value:
            shown, right = (quoted(one) if not isinstance(one, bytes) else "other bytes" for one in (found, value))
            if isinstance(value, bytes):
                right = "the signature of its words"
            yield Fault(place, f"its {name} is {shown}", f"{right}, as made anew")


def moments(row: SimpleNamespace, place: str, *names: str) -> Iterator[Fault]:
    """Whether the moments of a row are written as the record writes them."""
    for name in names:
        value = getattr(row, name)
        if value is None:
            continue
        try:
            good = moment_of(datetime.fromisoformat(value)) == value
        except ValueError:
            good = False
        if not good:
            yield Fault(place, f"its {name} is {quoted(value)}", "a moment in UTC, ISO 8601")


def replaced(connection: Connection, counted: Counter[str]) -> Iterator[list[Fault]]:
    """Whether each article has a version, and each but the one that stands is marked as replaced, by its successor."""
    for rows, faults in batches(connection, schema.articles):
        counted["articles"] += len(rows)
        found = list(faults)
        try:
            with connection.begin_nested():
                versions, marks = _versions(connection, [row.id for row in rows])
        except SQLAlchemyError as error:
            yield [*found, unread("articles", "their versions cannot be read", error)]
            continue
        for row in rows:
            sound = typed(schema.articles, row, f"article {row.id}", found)
            place = f"article {quoted(sound.key if sound else row.id)}"
            found += _article(place, versions.get(row.id, []), marks)
        yield found


def _versions(connection: Connection, articles: Sequence[int]) -> tuple[dict[int, list[Any]], dict[int, Any]]:
    """Of each article its versions' rows, without what is long, and all marks on them."""
    table, marks = schema.versions, schema.replacements
    names = ("id", "article", "published", "modified", "recorded_at")
    light = [column for column in bare(table) if column.key in names]
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(*light).where(table.c.article.in_(articles)).order_by(table.c.id)):
        found[row.article].append(row)
    mine = select(table.c.id).where(table.c.article.in_(articles))
    rows = connection.execute(select(*bare(marks)).where(marks.c.version.in_(mine)))
    return found, {row.version: row for row in rows}


def _article(place: str, versions: Sequence[Any], marks: Mapping[int, Any]) -> Iterator[Fault]:
    if not versions:
        yield Fault(place, "it has no version", "at least one")
    wanted = _wanted_marks(versions)
    for version in versions:
        mark, (successor, moment) = marks.get(version.id), wanted.get(version.id, (None, None))
        here = f"{place}, version {version.id}"
        if mark is None and successor is not None:
            yield Fault(here, "it is not marked as replaced", f"replaced by version {successor}")
        elif mark is not None and mark.replaced_by != successor:
            right = f"version {successor}" if successor is not None else "no mark: it is the one that stands"
            yield Fault(here, f"it is marked as replaced by version {quoted(mark.replaced_by)}", right)
        elif mark is not None and mark.replaced_at != moment:
            yield Fault(here, f"it is marked as replaced at {quoted(mark.replaced_at)}", quoted(moment))


def _wanted_marks(versions: Iterable[Any]) -> dict[int, tuple[int, str]]:
    """What each version was replaced by, and when, as they came in one after another."""
    marks: dict[int, tuple[int, str]] = {}
    known: list[tuple[str, int]] = []
    for version in versions:
        day = version.modified if version.modified is not None else version.published
        known.append((str(day), version.id))
        known.sort()
        for (_, number), (_, successor) in pairwise(known):
            marks.setdefault(number, (successor, version.recorded_at))
    return marks
