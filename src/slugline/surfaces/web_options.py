"""Addresses among the paths of a command: fetched where one is given, and only then."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from slugline.errors import SluglineError, UnreadableInput
from slugline.surfaces.options import now, private_option

if TYPE_CHECKING:
    from slugline.pages import Page
    from slugline.pages.fetching import Fetcher

MISSING = "pip install 'slugline[fetch]'"


class Web:
    """Pages of the web for a command; nothing is loaded or opened before the first is asked for."""

    def __init__(self, contact: str, *, allow_private: bool) -> None:
        self.contact, self.allow_private = contact, allow_private
        self._fetcher: Fetcher | None = None

    def fetcher(self, sleep: Callable[[float], None] = time.sleep) -> Fetcher:
        """The open fetcher. Raises `SluglineError` where the extra is not installed."""
        if self._fetcher is None:
            try:
                from slugline.pages.fetching import Fetcher
            except ModuleNotFoundError as error:
                raise SluglineError(f"{error.name} is not installed, which fetches pages", allowed=MISSING) from error
            self._fetcher = Fetcher(now, sleep, self.contact, self.allow_private).__enter__()
        return self._fetcher

    def page(self, url: str) -> Page | UnreadableInput:
        """The page at ``url``, or why it cannot be had."""
        try:
            fetcher = self.fetcher()
            from slugline.pages.web import page_of

            return page_of(fetcher.get(url), now())
        except UnreadableInput as error:
            return error

    def close(self) -> None:
        """Ends the connections."""
        if self._fetcher is not None:
            self._fetcher.__exit__(None, None, None)


def web_options(command: Callable[..., int]) -> Callable[..., int]:
    """Gives the command the options, and in their place the `Web` as ``web``."""

    @wraps(command)
    def with_web(*words: Any, contact: str, allow_private: bool, **options: Any) -> int:
        web = Web(contact, allow_private=allow_private)
        try:
            return command(*words, web=web, **options)
        finally:
            web.close()

    contact = click.option(
        "--contact",
        metavar="WHOM",
        default="",
        envvar="SLUGLINE_CONTACT",
        show_envvar=True,
        help="Whom a host may write to: an address of the web or of mail, sent with every request.",
    )
    return private_option(contact(with_web))
