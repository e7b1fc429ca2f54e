"""How often a sign-in may be tried: counted in the record, so that several processes count together.

A try counts from its beginning, before the password is looked at: of many at once no more are let through than one
after the other. Names and addresses are kept as hashes, and no longer than they count.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from slugline.record import Record
from slugline.record.columns import digest
from slugline.record.schema import attempts as table
from slugline.surfaces.web.accounts.accounts import moment, name_key

WINDOW = timedelta(minutes=15)
MOST_OF_ONE = 5  # tries of one name from one address within the window
MOST_OF_NAME = 20  # of one name, from wherever
MOST_OF_ADDRESS = 30  # from one address, of whatever names


def begin_attempt(record: Record, name: str, address: str, now: datetime) -> int:
    """Count a try; gives 0 where it may go on, else in how many seconds the next one may."""
    most = _limits(name, address)
    since = moment(now - WINDOW)

    def count(connection: Connection) -> int:
        connection.execute(delete(table).where(table.c.at <= since))
        wait = timedelta()
        for who, limit in most.items():
            mine = select(table.c.at).where(table.c.who == who).order_by(table.c.at.desc()).limit(limit)
            recent = list(connection.execute(mine).scalars())
            if len(recent) == limit:
                wait = max(wait, datetime.fromisoformat(recent[-1]) + WINDOW - now)
        if wait <= timedelta():
            connection.execute(table.insert(), [{"who": who, "at": moment(now)} for who in sorted(most)])
            return 0
        return max(1, -(-wait // timedelta(seconds=1)))

    return record.writing(count, *(f"slugline: sign-in {who}" for who in most))


def forget_attempts(record: Record, name: str, address: str) -> None:
    """After a sign-in that succeeded: the name's tries from this address count no more."""
    pair, *_ = _limits(name, address)
    record.writing(lambda connection: connection.execute(delete(table).where(table.c.who == pair)))


def _limits(name: str, address: str) -> dict[str, int]:
    """Who tries, in three ways, and how often each may; the pair of name and address first."""
    key, place = name_key(name, strict=False), _network(address)
    return {
        digest(f"pair {place} {key}"): MOST_OF_ONE,
        digest(f"name {key}"): MOST_OF_NAME,
        digest(f"address {place}"): MOST_OF_ADDRESS,
    }


def _network(address: str) -> str:
    """An address as far as one machine cannot change it: of IPv6 the first 64 bits."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))
    return str(found)
