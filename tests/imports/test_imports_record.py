"""`slugline import`: documents in the record, with its rules, and the ids that they give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from conftest import Fresh, Runner, Writer
from imports import service_samples as samples
from imports.service_readings import read, saved
from slugline.claims.kinds import SPECS
from slugline.record import Record, open_record
from slugline.record.through import Through
from slugline.surfaces.imports.known import Known, known_in

NOW = datetime.fromisoformat("2030-01-01T12:00:00+00:00")
LATER = date(2027, 1, 1)


@contextmanager
def known(record: Record, as_of: date = LATER) -> Iterator[Known]:
    with record.reading() as connection, known_in(Through(connection, record.specs, record.policy, as_of)) as found:
        yield found


def test_ids_stay_in_the_documents_and_are_read_from_them(fresh: Fresh, tmp_path: Path) -> None:
    paths = saved(tmp_path, a=samples.tmdb_movie(), b=samples.wikidata_film(), c=samples.tvmaze_show())
    with open_record(fresh(), SPECS) as record:
        for reading in read(paths):
            record.add(reading.article, reading.claims, NOW)
        view = record.view(LATER)
        with known(record) as ids:
            film = view.title("The Tin Orchard")
            assert ids.title(view, film) == {"imdb": "tt9000101", "tmdb": "movie/900101", "wikidata": "Q900000101"}
            series = view.title("Glass Ferry")
            assert ids.title(view, series) == {"imdb": "tt9000202", "tvmaze": "show/900303"}
            assert ids.person({"mara dell"}) == {"tmdb": "person/61", "tvmaze": "person/801", "wikidata": "Q900000061"}
            assert ids.thing("Falcata Films") == {"wikidata": "Q900000080"}
            assert ids.person({"Nobody"}) == {}
            item = ids.item("Q900000080")
            assert item is not None
            assert (item.name, item.type) == ("Falcata Films", "thing")


def test_an_id_counts_from_the_day_of_its_document(fresh: Fresh, tmp_path: Path) -> None:
    with open_record(fresh(), SPECS) as record:
        for reading in read(saved(tmp_path, b=samples.wikidata_film())):
            record.add(reading.article, reading.claims, NOW)
        with known(record, date(2025, 8, 31)) as before:
            assert before.person({"Mara Dell"}) == {}
        with known(record, date(2025, 9, 1)) as after:
            assert after.person({"Mara Dell"}) == {"wikidata": "Q900000061"}


def test_two_ids_of_one_service_are_no_id(fresh: Fresh, tmp_path: Path) -> None:
    person = {"P31": [samples.statement(samples.snak("P31", "Q5"))]}
    paths = saved(tmp_path, a=samples.entity("Q7", "Ann Lee", person), b=samples.entity("Q8", "Ann Lee", person))
    with open_record(fresh(), SPECS) as record:
        for reading in read(paths):
            record.add(reading.article, reading.claims, NOW)
        with known(record) as ids:
            assert ids.person({"Ann Lee"}) == {}


def test_titles_of_one_name_keep_their_ids_apart(fresh: Fresh, tmp_path: Path) -> None:
    old, new = samples.tmdb_movie(), samples.tmdb_movie()
    old |= {"id": 5, "release_date": "1987-05-01", "imdb_id": "tt0000005", "credits": {}, "release_dates": {}}
    old |= {"external_ids": {}, "videos": {}, "belongs_to_collection": None, "status": "Released"}
    new |= {"release_date": "2025-03-13", "release_dates": {}}
    with open_record(fresh(), SPECS) as record:
        for reading in read(saved(tmp_path, a=old, b=new)):
            record.add(reading.article, reading.claims, NOW)
        view = record.view(LATER)
        with known(record) as ids:
            first, second = (view.title("The Tin Orchard", year=year) for year in (1987, 2025))
            assert ids.title(view, first) == {"imdb": "tt0000005", "tmdb": "movie/5"}
            assert ids.title(view, second)["tmdb"] == "movie/900101"


def test_the_command_says_what_went_in(slugline: Runner, tmp_path: Path) -> None:
    saved(tmp_path, a=samples.tmdb_movie(), b="nonsense")
    ran = slugline("import", "a.json", "b.json", "--date", "2025-10-01")
    assert ran.status == 1
    assert ran.out == "new      2025-10-01    21 claims  The Tin Orchard · TMDB\n"
    assert ran.err == "slugline: b.json: is not JSON (allowed: a JSON document as the service gives it)\n"
    again = slugline("import", "a.json", "--date", "2025-10-01")
    assert (again.status, again.out) == (0, "same     2025-10-01     0 claims  The Tin Orchard · TMDB\n")
    guide = json.loads(slugline("guide", "The Tin Orchard", "--json", "--as-of", "2025-11-01").out)
    (cited,) = {
        tuple(one["citations"][0][key] for key in ("publisher", "url")) for one in guide["answers"][0]["values"]
    }
    assert cited == ("TMDB", "https://www.themoviedb.org/movie/900101")
    assert "nothing is wrong" in slugline("verify").out


def test_a_newer_document_takes_the_place_of_the_older(slugline: Runner, tmp_path: Path) -> None:
    film = samples.tmdb_movie()
    saved(tmp_path, a=film)
    slugline("import", "a.json", "--date", "2025-10-01")
    film["release_dates"] = {}
    film["release_date"] = "2026-04-24"
    saved(tmp_path, a=film)
    ran = slugline("import", "a.json", "--date", "2025-12-01")
    assert ran.out.startswith("changed  2025-12-01")
    for day, wanted in (("2025-11-01", "February 20, 2026"), ("2025-12-24", "April 24, 2026")):
        assert wanted in slugline("guide", "The Tin Orchard", "--as-of", day).out


def test_names_of_items_may_have_come_in_before(slugline: Runner, tmp_path: Path) -> None:
    whole = samples.wikidata_film()["entities"]
    film = whole.pop("Q900000101")
    saved(tmp_path, film={"entities": {"Q900000101": film}}, others={"entities": whole})
    assert slugline("import", "others.json").status == 0
    ran = slugline("import", "film.json")
    assert "8 claims" in ran.out
    assert "Q900000099" in ran.err


@pytest.mark.parametrize("words", [("import",), ("import", "a.json", "--from", "netflix")])
def test_a_wrong_command_line(words: tuple[str, ...], slugline: Runner) -> None:
    assert slugline(*words).status == 2


def test_it_is_beside_articles(slugline: Runner, note: Writer, tmp_path: Path) -> None:
    saved(tmp_path, a=samples.tmdb_movie())
    slugline("import", "a.json", "--date", "2025-10-01")
    slugline(
        "add", note("n", "2025-10-20", "*The Tin Orchard* opens in theaters in the United States on March 27, 2026.")
    )
    told = slugline("guide", "The Tin Orchard", "--as-of", "2025-11-01").out
    assert "March 27, 2026" in told
