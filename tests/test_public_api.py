"""The public API, pinned: a change here is a change for those who build on Slugline."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module

import pytest

from slugline import answers, articles, batch, contract, errors, model, pages, record
from slugline.claims import engines
from slugline.claims.extract import extract
from slugline.claims.kinds import KINDS, SPECS
from slugline.record import Record

EXPORTS = {
    "slugline.pages": {"MAX_BYTES", "SUFFIXES", "Given", "Page", "pages_of"},
    "slugline.articles": {"MAX_CHARACTERS", "MAX_LINES", "article_of", "articles_of"},
    "slugline.answers": {"ask", "changes", "check", "explain", "guide", "is_stale", "timeline"},
}
RECORD = {
    "Added", "Correction", "Decision", "Policy", "Record", "Ref", "Scope", "Title", "View", "claim_id", "load_policy",
    "open_record",
}  # fmt: skip
SIGNATURES: list[tuple[Callable[..., object], str]] = [
    (pages.pages_of, "(paths)"),
    (articles.article_of, "(page, *, date)"),
    (extract, "(article, least)"),
    (engines.open_engine, "(name, llm, least)"),
    (record.open_record, "(url, specs, *, policy, create)"),
    (record.load_policy, "(path, properties)"),
    (Record.add, "(self, article, claims, recorded_at)"),
    (Record.load, "(self, articles, recorded_at)"),
    (batch.claims_of, "(page, options)"),
    (Record.decide, "(self, decision, recorded_at)"),
    (Record.view, "(self, as_of, scope, extra)"),
    (answers.guide, "(record, title, *, as_of, year, kind)"),
    (answers.ask, "(record, question, *, as_of, year, kind)"),
    (answers.changes, "(record, title, *, since, as_of, year, kind)"),
    (answers.check, "(record, claims, *, as_of)"),
    (answers.explain, "(record, title, name, *, as_of, year, kind)"),
    (answers.is_stale, "(result)"),
    (answers.timeline, "(record, franchise, *, order, as_of)"),
    (contract.claim_to_json, "(claim)"),
    (contract.claim_from_json, "(data, *, where, properties)"),
]
ERRORS = {
    "SluglineError": "Exception",
    "UnreadableInput": "SluglineError",
    "DateError": "SluglineError",
    "FetchError": "UnreadableInput",
    "WordsError": "SluglineError",
    "ContractError": "SluglineError",
    "EngineError": "SluglineError",
    "ModelError": "SluglineError",
    "PolicyError": "SluglineError",
    "RecordError": "SluglineError",
    "UnknownProperty": "SluglineError",
    "AccountError": "SluglineError",
    "HookError": "SluglineError",
    "DecisionError": "SluglineError",
    "TitleError": "SluglineError",
    "UnknownTitle": "TitleError",
    "UnknownPerson": "TitleError",
    "AmbiguousTitle": "TitleError",
}
PROPERTIES = [
    "also_known_as",
    "available_on",
    "award_nomination",
    "award_won",
    "based_on",
    "box_office",
    "budget",
    "cast_member",
    "character",
    "cinematographer",
    "composer",
    "content_rating",
    "creator",
    "death_date",
    "director",
    "distributor",
    "episode_count",
    "executive_producer",
    "filming_location",
    "franchise",
    "network",
    "premise",
    "prequel_of",
    "producer",
    "production_company",
    "release_date",
    "remake_of",
    "runtime",
    "season_count",
    "sequel_of",
    "set_after",
    "set_before",
    "showrunner",
    "spinoff_of",
    "status",
    "trailer",
    "writer",
]


@pytest.mark.parametrize("package", EXPORTS)
def test_what_a_package_exports(package: str) -> None:
    module = import_module(package)
    assert set(module.__all__) == EXPORTS[package]
    assert all(hasattr(module, name) for name in module.__all__)


def test_what_the_record_exports() -> None:
    assert set(record.__all__) >= RECORD
    assert all(hasattr(record, name) for name in record.__all__)


@pytest.mark.parametrize(("function", "signature"), SIGNATURES, ids=lambda item: getattr(item, "__name__", ""))
def test_signatures(function: Callable[..., object], signature: str) -> None:
    parameters = inspect.signature(function).parameters.values()
    names = [parameter.name for parameter in parameters]
    keyword_only = [parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]
    if keyword_only:
        names.insert(names.index(keyword_only[0]), "*")
    assert f"({', '.join(names)})" == signature


def test_the_tree_of_errors() -> None:
    found = {
        name: item.__mro__[1].__name__
        for name, item in vars(errors).items()
        if inspect.isclass(item) and issubclass(item, Exception)
    }
    assert found == ERRORS
    assert all(name in str(errors.__doc__) for name in ERRORS)


def test_the_properties_of_the_contract() -> None:
    assert sorted(KINDS) == sorted(PROPERTIES) == sorted(SPECS)


@pytest.mark.parametrize("name", ["Article", "Claim", "Context", "Entity", "Evidence", "Mention", "Quantity", "Source"])
def test_nouns_are_frozen_and_slotted(name: str) -> None:
    noun = getattr(model, name)
    assert noun.__dataclass_params__.frozen
    assert hasattr(noun, "__slots__")
