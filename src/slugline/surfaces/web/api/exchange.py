"""A body on its way to a program: exact JSON with a strong ETag, or nothing where the program has it already.

return sent(request, body)
return sent(request, rows, links={"next": address})
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import Request
from fastapi.responses import Response

from slugline.answers.freshness import last_recorded
from slugline.surfaces.terminal import to_json
from slugline.surfaces.web.desk import Desk, desk_of

_JSON = "application/json"


def sent(request: Request, body: object, *, links: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """The body as JSON; ``links`` are addresses by their relation (RFC 8288)."""
    told = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in (links or {}).items())
    return packed(request, to_json(body).encode(), _JSON, headers={"Link": told} if told else {}, status=status)


def packed(
    request: Request, content: bytes, media_type: str, *, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """Some content with its validators: 304 and no content where the request's own say that it has not changed.

    Answers are asked for again each time and cost a validator where nothing has changed.
    """
    desk = desk_of(request)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    changed = last_modified(desk)
    made = {"ETag": tag, "Cache-Control": "private, no-cache" if desk.tokens_only else "public, no-cache"}
    made |= {"Last-Modified": format_datetime(changed, usegmt=True)} if changed else {}
    made |= {"Cross-Origin-Resource-Policy": "cross-origin", **(headers or {})}
    if status == 200 and request.method in ("GET", "HEAD") and _has_it(request, tag, changed):
        return Response(status_code=304, headers=made)
    return Response(content, status, made, media_type)


def last_modified(desk: Desk) -> datetime | None:
    """When an answer may last have changed: something was recorded, or a new day began.

    A whole second, rounded up, so that two changes within one are never taken for one; None where that is yet to come.
    """
    found = max(last_recorded(desk.record), datetime.combine(desk.today(), time(), UTC))
    if found.microsecond:
        found = found.replace(microsecond=0) + timedelta(seconds=1)
    return found if found <= desk.now() else None


def _has_it(request: Request, tag: str, changed: datetime | None) -> bool:
    """Whether the request says that what it has is what would be sent (RFC 9110, 13.2.2)."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        return asked.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in asked.split(","))
    since = request.headers.get("if-modified-since")
    if since is None or changed is None:
        return False
    try:
        known = parsedate_to_datetime(since)
    except ValueError:
        return False
    return (known if known.tzinfo else known.replace(tzinfo=UTC)) >= changed
