"""Documents from outside that are wrong, too large, too deep or too many: one clear line each, and the rest goes on."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports import service_samples as samples
from imports.service_readings import DAY, nobody, read, saved, told
from slugline.claims.structured import document, found
from slugline.claims.structured.document import Document
from slugline.claims.structured.found import claims_of
from slugline.errors import UnreadableInput
from slugline.model import Article
from slugline.surfaces.imports import reading
from slugline.surfaces.imports.services import about, found_in, identities_in, parts_of, service_of

ALL = ("tmdb_movie", "tmdb_series", "tmdb_person", "tvmaze_show", "wikidata_film", "schema_movie")


def only_fault(folder: Path, content: str | bytes, **more: Any) -> str:
    path = folder / "it.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (one,) = read([str(path)], **more)
    assert (one.article, one.claims) == (None, ())
    (fault,) = one.faults
    assert "\n" not in fault
    return fault


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is not JSON"),
        (b"{'a': 1}", "is not JSON"),
        (b'{"a": NaN}', "is not JSON"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "is not JSON"),
        (b'{"id": 1, "title": "x", "original_title": "x", "budget": 1e999}', "beyond all bounds"),
        (b"\xff\xfe", "is not UTF-8"),
        (b'{"id": 1, "title": "\\ud800", "original_title": "x"}', "holds half a character"),
        (b"[" * 100_000, "is nested too deep"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "is nested too deep"),
        (b"[" * 500 + b"]" * 500, "is of no service"),
        (b"[]", "is of no service"),
        (b"17", "is of no service"),
        (b'"text"', "is of no service"),
        (b'{"id": 1}', "is of no service"),
        (b'{"id": 1, "title": "x", "imdb_id": ' + b'{"a":' * 80 + b"1" + b"}" * 81, "is nested too deep"),
    ],
)
def test_what_is_no_document_is_one_fault(content: bytes, fault: str, tmp_path: Path) -> None:
    assert fault in only_fault(tmp_path, content)


def test_a_document_without_a_date_is_refused(tmp_path: Path) -> None:
    assert "bears no date (allowed: --date DAY" in only_fault(tmp_path, json.dumps(samples.tmdb_movie()), day=None)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    assert "is too large" in only_fault(tmp_path, json.dumps(samples.tmdb_movie()))


def test_too_many_values_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_VALUES", 100)
    assert "holds too many values" in only_fault(tmp_path, json.dumps(samples.tmdb_movie()))


def test_too_many_claims_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "MOST_CLAIMS", 5)
    (one,) = read(saved(tmp_path, it=samples.tmdb_movie()))
    assert len(one.claims) == 6
    assert "says more than 5 things" in one.faults[0]


def test_a_folder_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    saved(tmp_path, a="nonsense", b=samples.tmdb_movie(), c=samples.tvmaze_show())
    (tmp_path / "notes.txt").write_text("not looked at")
    first, second, third = read([str(tmp_path)])
    assert first.faults
    assert second.claims
    assert third.claims


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    faults = [one.faults[0] for one in read([str(tmp_path / "no.json"), str(tmp_path / "empty"), ""])]
    assert "there is no such file or folder" in faults[0]
    assert "holds no documents" in faults[1]
    assert "there is no such file or folder" in faults[2]


def test_entries_of_the_wrong_sort_are_named_by_their_place(tmp_path: Path) -> None:
    film = samples.tmdb_movie()
    film["credits"]["cast"][0]["name"] = ["Mara Dell"]
    film["credits"]["crew"] = {"Director": "Greta Holm"}
    film["runtime"] = "two hours"
    film["budget"] = -5
    film["release_date"] = "2026-02-31"
    film["overview"] = "x" * 30_000
    film["production_companies"] = [7, {"name": "Falcata Films"}]
    (one,) = read(saved(tmp_path, it=film))
    assert [fault.partition(".json: ")[2] for fault in one.faults] == [
        "/release_date is '2026-02-31' (allowed: YYYY, YYYY-MM or YYYY-MM-DD)",
        "/runtime is 'two hours' (allowed: an amount from 0 on)",
        "/budget is -5 (allowed: an amount from 0 on)",
        "/overview holds 30000 characters (allowed: 20000 at most)",
        "/production_companies/0 is 7 (allowed: an object)",
        "/credits/cast/0/name is a list (allowed: a text)",
        "/credits/crew is an object (allowed: a list)",
    ]
    assert ("The Tin Orchard", "cast_member", "Sam Oduya", "character The Crow, role voice", "stated") in told(one)


def test_faults_beyond_bearing_are_counted(tmp_path: Path) -> None:
    film = samples.tmdb_movie()
    film["credits"]["cast"] = [7] * 50_000
    (one,) = read(saved(tmp_path, it=film))
    assert len(one.faults) == 21
    assert one.faults[-1].endswith("more faults")
    assert one.claims


def test_the_same_fact_twice_is_one_claim(tmp_path: Path) -> None:
    film = samples.tmdb_movie()
    film["credits"]["cast"] = [film["credits"]["cast"][0]] * 3
    (one,) = read(saved(tmp_path, it=film))
    assert len([claim for claim in one.claims if claim.property == "cast_member"]) == 1


def test_markup_bidi_and_formulae_are_text(tmp_path: Path) -> None:
    film = samples.tmdb_movie()
    nasty = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202e"
    film["title"] = nasty
    film["credits"]["cast"][0]["name"] = nasty
    (one,) = read(saved(tmp_path, it=film))
    assert {claim.subject.name for claim in one.claims} == {nasty}


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every value of a document, by what holds it and its key."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in members:
        yield data, key
        yield from places(value)


WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**300, max_value=10**301),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(["Q42", "2026-13-99", "0000", "-1", "PT", "https://www.wikidata.org/wiki/Q0", "a" * 600]),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3)), max_size=3),
    st.dictionaries(st.sampled_from(["id", "name", "value", "@type", "time", "@id"]), st.text(max_size=4), max_size=3),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(ALL), st.data())
def test_no_wrong_value_anywhere_is_more_than_a_fault(name: str, data: st.DataObject) -> None:
    """Whatever stands in place of any value: the other facts are read, and every quote is in its place."""
    changed = copy.deepcopy(getattr(samples, name)())
    for _ in range(data.draw(st.integers(1, 3))):
        several = list(places(changed))
        holder, key = several[data.draw(st.integers(0, len(several) - 1))]
        holder[key] = data.draw(WRONG)
    try:
        service = service_of(changed, "it.json")
    except UnreadableInput:
        return
    for part in parts_of(changed, service):
        it = Document(part, "it.json")
        head = about(it, service)
        made = reading_article(it, head.url)
        for claim in claims_of(made, found_in(it, service, DAY, nobody), service, it):
            assert it.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote != ""
        assert all(one.name and one.id for one in identities_in(it, service, DAY))
        assert all("\n" not in fault for fault in it.faults)


def reading_article(it: Document, url: str) -> Article:
    return Article("x", url, "it.json", "", "", "", it.text, DAY)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_a_documents_text_is_its_json_and_every_scalar_is_in_its_place(data: Any) -> None:
    it = Document(data, "it.json")
    assert json.loads(it.text) == data
    stack = [it.root]
    while stack:
        node = stack.pop()
        if isinstance(node.data, dict):
            stack += [node[key] for key in node.names()]
        elif isinstance(node.data, list):
            stack += list(node.each())
        elif node is not it.root:
            start, end = node.span
            written = json.dumps(node.data, ensure_ascii=False)
            assert it.text[start:end] == (written[1:-1] if isinstance(node.data, str) and node.data else written)
