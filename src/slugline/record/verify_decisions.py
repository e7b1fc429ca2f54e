"""Whether every decision of the editors can be read, and is of something that the record holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from slugline.contract import claim_from_json, claim_to_json
from slugline.errors import ContractError
from slugline.model import PropertySpec
from slugline.record import schema
from slugline.record.append import decision_row
from slugline.record.decisions import ON_CLAIMS, ON_IDENTITIES, Decision
from slugline.record.faults import UNREADABLE, Fault, bare, batches, brief, quoted, typed, unread
from slugline.record.find import decision_from
from slugline.record.rows import claim_from, source_from
from slugline.record.verify_versions import moments

_ACTS = (*ON_CLAIMS, *ON_IDENTITIES, "withdraw")


def decided(connection: Connection, specs: Mapping[str, PropertySpec], counted: Counter[str]) -> Iterator[list[Fault]]:
    """The faults of the decisions, some at a time."""
    for rows, faults in batches(connection, schema.decisions):
        counted["decisions"] += len(rows)
        found = list(faults)
        for row in rows:
            place = f"decision {row.id}"
            sound = typed(schema.decisions, row, place, found)
            if sound is None:
                continue
            try:
                with connection.begin_nested():
                    found += _decision(connection, specs, sound, place)
            except SQLAlchemyError as error:
                found.append(unread(place, "what it is of cannot be read", error))
        yield found


def _decision(
    connection: Connection, specs: Mapping[str, PropertySpec], row: SimpleNamespace, place: str
) -> Iterator[Fault]:
    yield from moments(row, place, "recorded_at")
    try:
        decision = decision_from(row)
        wanted = decision_row(decision, row.recorded_at)
    except UNREADABLE as error:
        yield unread(place, "its content cannot be read", error)
        return
    for name, value in wanted.items():
        if getattr(row, name) != value:
            yield Fault(place, f"its {name} is {quoted(getattr(row, name))}", f"{quoted(value)}, as made anew")
    if decision.act not in _ACTS:
        yield Fault(place, f"its act is {quoted(decision.act)}", ", ".join(_ACTS))
    elif decision.act in ON_CLAIMS:
        yield from _of_claim(connection, specs, decision, place)
    elif decision.act in ON_IDENTITIES:
        if not decision.one.name or not decision.other.name:
            yield Fault(place, f"it is of {quoted(str(decision.one))} and {quoted(str(decision.other))}", "two names")
    else:
        yield from _withdrawal(connection, decision, place)


def _of_claim(
    connection: Connection, specs: Mapping[str, PropertySpec], decision: Decision, place: str
) -> Iterator[Fault]:
    row = _claim_row(connection, decision.claim)
    if row is None:
        yield Fault(place, f"there is no claim {quoted(decision.claim)}", "the id of a recorded claim")
    if decision.correction is None:
        if decision.act == "correct":
            yield Fault(place, "it corrects nothing", "a correction")
        return
    sound = typed(schema.claims, row, place, []) if row else None
    if sound is None:
        return  # a claim that cannot be read has been told with its version
    try:
        claim = decision.correction.of(claim_from(sound, sound.key, source_from(sound)))
        claim_from_json(claim_to_json(claim), where="", properties=specs)
    except ContractError as error:
        yield Fault(place, f"its correction: {brief(error.fault)}", error.allowed)
    except UNREADABLE as error:
        yield unread(place, "its correction cannot be read", error)


def _claim_row(connection: Connection, uid: str) -> Any:
    """The row of a claim, as the database gives it, with the source of its version."""
    claims, versions, articles = schema.claims, schema.versions, schema.articles
    source = [versions.c[name] for name in ("url", "file", "publisher", "title", "author")]
    query = (
        select(*bare(claims), articles.c.key, *source)
        .join(versions, versions.c.id == claims.c.version)
        .join(articles, articles.c.id == versions.c.article)
        .where(claims.c.uid == uid)
    )
    return connection.execute(query.limit(1)).first() if uid else None


def _withdrawal(connection: Connection, decision: Decision, place: str) -> Iterator[Fault]:
    """Whether it takes back one earlier decision, which nothing else takes back."""
    table = schema.decisions.c
    target = connection.execute(select(table.act).where(table.id == decision.withdraws)).scalar()
    if target is None or target == "withdraw" or (decision.withdraws or 0) >= decision.id:
        yield Fault(place, f"it withdraws decision {decision.withdraws}", "an earlier decision that is no withdrawal")
    first = connection.execute(
        select(table.id).where(table.withdraws == decision.withdraws).order_by(table.id).limit(1)
    ).scalar()
    if first != decision.id:
        yield Fault(place, f"it withdraws decision {decision.withdraws}, as decision {first} does", "one withdrawal")
