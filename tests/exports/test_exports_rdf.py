"""RDF: Wikidata's statement model with provenance, read back by rdflib, whatever strangers wrote."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given

from conftest import Runner
from exports.export_scenes import NASTY, ORCHARD, QUICK, chosen_from, no_ids, stories, story
from scenes import Note, note, say, told
from slugline.surfaces.exchange.outside import Identity

rdflib: Any = pytest.importorskip("rdflib")
rdf: Any = pytest.importorskip("slugline.surfaces.exports.rdf")

PREFIXES = """
    PREFIX p: <http://www.wikidata.org/prop/>
    PREFIX ps: <http://www.wikidata.org/prop/statement/>
    PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
    PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
    PREFIX pr: <http://www.wikidata.org/prop/reference/>
    PREFIX wd: <http://www.wikidata.org/entity/>
    PREFIX wikibase: <http://wikiba.se/ontology#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX s: <urn:slugline:terms/>
    PREFIX schema: <http://schema.org/>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
FORMS = {"turtle": "turtle", "nt": "nt"}


def graph(notes: list[Note], form: str = "turtle", *ids: Identity, **more: Any) -> Any:
    with told(notes) as record, chosen_from(record) as chosen, no_ids() as known:
        known.learn(ids)
        to = io.StringIO()
        count = rdf.write_rdf(chosen, known, to, form=form, **more)
    made = rdflib.Graph()
    made.parse(data=to.getvalue(), format=FORMS[form])
    assert count >= len(made) > 0
    return made


def ask(made: Any, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(str(cell) for cell in row) for row in made.query(PREFIXES + query))


def test_a_statement_with_its_rank_its_times_and_its_value() -> None:
    found = ask(
        graph(story()),
        """SELECT ?date ?rank ?since ?until ?precision WHERE {
             ?film schema:alternateName|rdfs:label "Tin Orchard" ; p:P577 ?it .
             ?it a wikibase:Statement ; ps:P577 ?date ; pq:P291 wd:Q30 ; wikibase:rank ?rank ; s:since ?since ;
                 psv:P577/wikibase:timePrecision ?precision .
             OPTIONAL { ?it s:until ?until } }""",
    )
    base = "http://wikiba.se/ontology#"
    assert found == [
        ("2026-03-13", f"{base}DeprecatedRank", "2025-01-10", "2025-06-01", "11"),
        ("2026-10-30", f"{base}PreferredRank", "2025-06-01", "None", "11"),
    ]


def test_provenance_reaches_the_exact_words() -> None:
    said = say("director", "Greta Holm", of=ORCHARD, by=("Falcata Films",), quote="Holm directs it")
    (row,) = ask(
        graph([note("2025-01-10", "The Test Sheet", said)]),
        """SELECT ?words ?start ?end ?url ?day ?publisher ?by WHERE {
             ?it ps:P57 ?who ; prov:wasDerivedFrom ?claim . ?who rdfs:label "Greta Holm" .
             ?claim a wikibase:Reference ; pr:P854 ?url ; pr:P577 ?day ; s:attribution ?by ;
                 prov:wasQuotedFrom/schema:publisher ?publisher ; oa:hasTarget ?target .
             ?target oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact ?words ] ,
                 [ a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end ] }""",
    )
    assert row == (
        "Holm directs it",
        "0",
        "15",
        "https://thetestsheet.example/2025-01-10",
        "2025-01-10",
        "The Test Sheet",
        "Falcata Films",
    )


def test_unknown_none_and_hidden_roles() -> None:
    made = graph(story())
    assert len(ask(made, "SELECT ?it WHERE { ?it ps:P86 ?what FILTER(CONTAINS(STR(?what), 'unknown/')) }")) == 1
    assert len(ask(made, "SELECT ?it WHERE { ?it a <urn:slugline:terms/none/trailer> }")) == 1
    assert len(ask(made, "SELECT ?it WHERE { ?it <urn:slugline:terms/pq/character> 'unknown' }")) == 1


def test_known_ids_join_the_world() -> None:
    ids = (
        Identity("film", "Tin Orchard", 0, "wikidata", "Q101"),
        Identity("person", "Mara Dell", 0, "imdb", "nm9000061"),
    )
    made = graph(story(), "turtle", *ids)
    assert ask(made, "SELECT ?film WHERE { ?film owl:sameAs wd:Q101 }") == [("urn:slugline:titles/tin-orchard",)]
    same = ask(made, "SELECT ?who WHERE { ?who schema:sameAs <https://www.imdb.com/name/nm9000061/> }")
    assert same == [("urn:slugline:people/mara-dell",)]


def test_names_begin_as_asked() -> None:
    made = graph(story(), base="https://desk.example/")
    (row,) = ask(made, "SELECT ?film WHERE { ?film a schema:Movie }")
    assert row == ("https://desk.example/titles/tin-orchard",)


@QUICK
@given(stories())
def test_both_syntaxes_say_the_same(notes: list[Note]) -> None:
    turtle, lines = graph(notes), graph(notes, "nt")
    assert set(turtle) == set(lines)


@pytest.mark.parametrize("words", [word for word in NASTY if word.strip()])
def test_no_word_of_a_stranger_is_markup(words: str) -> None:
    nasty = f'{words}> . <urn:x> <urn:y> "z" .'
    said = [say("premise", nasty, of=ORCHARD, quote=nasty)]
    said += [say("cast_member", nasty, of=ORCHARD, character=nasty, quote=nasty)]
    made = graph([note("2025-01-10", nasty, *said, url=f"https://x.example/{nasty}")])
    assert (rdflib.URIRef("urn:x"), None, None) not in made
    quotes = ask(made, "SELECT ?words WHERE { ?it oa:exact ?words }")
    assert set(quotes) == {(nasty.replace("\x00", "\ufffd"),)}


def test_the_command(slugline: Runner, tmp_path: Any) -> None:
    told(story(), url=str(tmp_path / "record.db")).close()
    turtle = slugline("export", "--format", "rdf").out
    assert turtle.startswith("@prefix")
    slugline("export", "--format", "rdf", "--syntax", "ntriples", "--out", "it.nt")
    one, other = rdflib.Graph(), rdflib.Graph()
    assert set(one.parse(data=turtle)) == set(other.parse(tmp_path / "it.nt"))
    for base in ("no address", "https://x.example/>", "<urn:x>"):
        assert slugline("export", "--format", "rdf", "--base", base).status == 2
