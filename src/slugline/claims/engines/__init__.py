"""The engines by name: each makes claims of the same contract from an article.

    slugline   what Slugline is: the default
    rules      the rules alone, with names found by form and vote
    llm        a large language model behind an OpenAI-compatible endpoint; the only one that uses the network

An engine's own modules are imported when it is opened and not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from slugline.errors import EngineError

if TYPE_CHECKING:
    from slugline.claims.engines.llm.settings import LlmSettings
    from slugline.claims.extract import Extractor
    from slugline.model import Article, Mention

DEFAULT = "slugline"
NAMES = (DEFAULT, "rules", "llm")


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that is open.

    ``mentions`` gives the names of an article; None where the engine gives none. ``report`` says in
    lines what the work so far has cost and what was dropped; ``close`` gives back what it holds.
    """

    name: str
    extract: Extractor
    mentions: Callable[[Article], tuple[Mention, ...]] | None = None
    report: Callable[[], tuple[str, ...]] = tuple
    close: Callable[[], None] = lambda: None


def open_engine(name: str = DEFAULT, llm: LlmSettings | None = None, least: float | None = None) -> Engine:
    """The engine of that name; ``llm`` must be given for the engine of that name.

    ``least`` is the least confidence of the claims of the engine slugline, 0 to 1; its own where None.

    Raises `EngineError` where there is none of that name, or it lacks a library or its settings.
    """
    if name not in NAMES:
        raise EngineError(f"there is no engine {name[:40]!r}", allowed=", ".join(NAMES))
    if name == DEFAULT:
        return _slugline(least)
    return _rules() if name == "rules" else _llm(llm)


def _slugline(least: float | None) -> Engine:
    from slugline.claims.extract import LEAST, extract
    from slugline.learned.eye import eye
    from slugline.text.reader import read

    reader = partial(extract, least=LEAST if least is None else least)
    return Engine("slugline", reader, lambda article: read(article, eye=eye()).mentions)


def _rules() -> Engine:
    from slugline.claims.extract import extract_by_rules
    from slugline.text.reader import read

    return Engine("rules", extract_by_rules, lambda article: read(article).mentions)


def _llm(settings: LlmSettings | None) -> Engine:
    if settings is None:
        raise EngineError("the engine llm is not set up", allowed="the address of an endpoint and a model's name")
    try:
        from slugline.claims.engines.llm.engine import LlmExtractor
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("httpx2"):
            raise
        raise EngineError("the engine llm lacks a library", allowed="pip install 'slugline[llm]'") from error
    made = LlmExtractor(settings)
    return Engine("llm", made, report=made.report, close=made.close)
