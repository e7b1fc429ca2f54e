"""The process that reads pages, with pages in it that hang, end it or take all memory: started as the real one is."""

from __future__ import annotations

import os
import signal
import time
from itertools import count

from slugline.batch import Options, Outcome, claims_of
from slugline.errors import UnreadableInput
from slugline.pages import Page
from slugline.surfaces.bulk import cell

_seen = count(1)


def faulty(page: Page | UnreadableInput, options: Options) -> Outcome:
    """`claims_of`, but for pages that name a fault; LATER is a fault only of a process that has read others before."""
    content = page.content if isinstance(page, Page) else b""
    number = next(_seen)
    if b"HANGS" in content:
        time.sleep(60)
    if b"CRASHES" in content or (b"LATER" in content and number > 1):
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"EXHAUSTS" in content:
        held = [bytearray(50_000_000) for _ in range(40)]
        raise AssertionError(len(held))
    return claims_of(page, options)


if __name__ == "__main__":
    cell.claims_of = faulty  # type: ignore[attr-defined]
    cell.main()
