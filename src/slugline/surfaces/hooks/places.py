"""Which addresses a hook may be posted to: https or http to a public host, unless private ones are allowed.

What an address of the web is, and which of them are public, is `slugline.pages.addresses`'; here it is a hook's fault.
"""

from __future__ import annotations

from slugline.errors import FetchError, HookError
from slugline.pages.addresses import Place, place_of
from slugline.pages.addresses import looked_up as found_at
from slugline.surfaces.terminal import clean

_ALLOWED = "https://HOST/PATH or http://HOST/PATH, without a user, a password and a fragment"


def checked(url: str) -> Place:
    """The place of an address that a hook may have. Raises `HookError`."""
    try:
        place = place_of(url)
    except FetchError as error:
        raise HookError(f"{clean(url)[:200]!r} is no address for a hook", allowed=_ALLOWED) from error
    if url != clean(url) or "#" in url:
        raise HookError(f"{clean(url)[:200]!r} is no address for a hook", allowed=_ALLOWED)
    return place


def looked_up(place: Place, *, allow_private: bool) -> list[str]:
    """The network addresses of a host, all of them allowed. Raises `HookError`."""
    try:
        return found_at(place, "", allow_private=allow_private)
    except FetchError as error:
        raise HookError(str(error)) from error
