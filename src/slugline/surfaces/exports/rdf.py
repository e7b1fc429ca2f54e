"""Statements as RDF: Wikidata's statement model, with provenance down to the exact words.

    entity  p:P577  statement          a wikibase:Statement; ps: and psv: its value, pq: its qualifiers, wikibase:rank
    statement  prov:wasDerivedFrom  claim      a wikibase:Reference; pr: its source; oa: the words in their article

Properties that Wikidata does not have are Slugline's own, under the same four prefixes. One graph is made for some
titles at a time, and written before the next.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TextIO
from urllib.parse import quote

from rdflib import RDF, RDFS, XSD, Literal, Namespace, URIRef
from rdflib.term import Node

from slugline.answers.addresses import slug, title_slug
from slugline.contract import value_to_json
from slugline.edtf import Edtf
from slugline.model import Claim, Entity, NoValue, Quantity, Statement, Unknown, Value
from slugline.record import View, article_key, claim_id
from slugline.record.names import territory
from slugline.record.through import Reached, statements_of
from slugline.surfaces.exchange.items import items
from slugline.surfaces.exchange.outside import page_of
from slugline.surfaces.exports.chosen import Chosen
from slugline.surfaces.exports.terms import Term, terms, time_of
from slugline.surfaces.exports.triples import Triples
from slugline.surfaces.imports.known import Known

BASE = "urn:slugline:"
WD = Namespace("http://www.wikidata.org/entity/")
WIKIBASE = Namespace("http://wikiba.se/ontology#")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("http://schema.org/")
OWL_SAME = URIRef("http://www.w3.org/2002/07/owl#sameAs")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
_PROP = "http://www.wikidata.org/prop/"
_FORMS = {"p": "", "ps": "statement/", "psv": "statement/value/", "pq": "qualifier/", "pr": "reference/"}
_GREGORIAN = WD["Q1985727"]
_TYPES = {
    "film": SCHEMA.Movie,
    "series": SCHEMA.TVSeries,
    "special": SCHEMA.CreativeWork,
    "person": SCHEMA.Person,
    "franchise": SCHEMA.CreativeWorkSeries,
    "title": SCHEMA.CreativeWork,
    "organization": SCHEMA.Organization,
    "platform": SCHEMA.Organization,
    "place": SCHEMA.Place,
}
_PATHS = {"person": "people", "franchise": "franchises", "title": "titles"}
_RANKS = {"preferred": "PreferredRank", "normal": "NormalRank", "deprecated": "DeprecatedRank"}
_QUALIFIERS = {"territory": "P291", "season": "P1545", "work": "P1686", "date": "P585", "year": "P585"}
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def write_rdf(chosen: Chosen, known: Known, to: TextIO, *, base: str = BASE, form: str = "turtle") -> int:
    """Write all statements as Turtle (``turtle``) or N-Triples (``nt``); gives the number of triples written.

    A triple on an article may be written more than once, which is one triple to every reader.
    """
    count = 0
    for reached in chosen.subjects():
        triples = Statements(base, known, reached).triples(chosen)
        if form == "nt":
            triples.ntriples(to)
        else:
            if not count:
                triples.heading(to)
            triples.turtle(to)
        count += len(triples)
    return count


class Statements:
    """The statements on some subjects as one graph."""

    def __init__(self, base: str, known: Known, reached: Reached) -> None:
        self._base = base
        self._known = known
        self._view: View = reached.view
        self._subjects = reached.subjects
        self.own = Namespace(f"{base}terms/")
        self._triples = Triples(self._prefixes())
        self._add = self._triples.add

    def _prefixes(self) -> dict[str, str]:
        spaces: dict[str, object] = {"wd": WD, "wikibase": WIKIBASE, "prov": PROV, "oa": OA, "schema": SCHEMA}
        spaces |= {"rdf": RDF._NS, "rdfs": RDFS._NS, "xsd": XSD._NS, "slugline": self.own}
        for prefix, path in _FORMS.items():
            spaces |= {prefix: _PROP + path, f"slug-{prefix}": f"{self.own}{prefix}/"}
        return {name: str(space) for name, space in spaces.items()}

    def triples(self, chosen: Chosen) -> Triples:
        """Everything said of the subjects."""
        told = [(subject, list(statements_of(self._view, subject))) for subject in self._subjects]
        claims = {claim_id(claim): claim for _, several in told for one in several for claim in one.claims}
        days = chosen.read_on({article_key(claim) for claim in claims.values()})
        for subject, several in told:
            entity = self._subject(subject)
            preferred = {one.property for one in several if one.rank == "preferred"}
            for one in several:
                best = one.rank == "preferred" or (one.rank == "normal" and one.property not in preferred)
                self._statement(entity, subject, one, best=best)
        for name, claim in sorted(claims.items()):
            self._claim(name, claim, days.get(article_key(claim)))
        return self._triples

    def _iri(self, *parts: str) -> URIRef:
        return URIRef(self._base + "/".join(quote(part, safe="~", errors="replace") for part in parts))

    def _subject(self, subject: str) -> URIRef:
        title = self._view.titles.titles.get(subject)
        if title is None:
            entity = self._view.entity(subject)
            return self._entity(entity, subject)
        iri = self._iri("titles", title_slug(self._view, title))
        self._add(iri, RDF.type, _TYPES[title.type])
        self._add(iri, RDFS.label, *(_text(name) for name in title.names[:1]))
        self._add(iri, SCHEMA.alternateName, *(_text(name) for name in title.names[1:]))
        self._same(iri, self._known.title(self._view, title))
        return iri

    def _entity(self, entity: Entity, subject: str = "") -> URIRef:
        """The node of something with a name; a title of the view is the one that it means."""
        if entity.type == "title" or entity.type in ("film", "series", "special"):
            title = self._view.titles.resolve(entity.name)
            if title is not None:
                return self._iri("titles", title_slug(self._view, title))
        path = _PATHS.get(entity.type, f"{entity.type}s")
        name = entity.name
        if entity.type == "person" and not subject:
            name = self._view.entity(self._view.person_key(name)).name
        iri = self._iri(path, slug(name))
        self._add(iri, RDFS.label, _text(name))
        if entity.type in _TYPES:
            self._add(iri, RDF.type, _TYPES[entity.type])
        self._same(iri, self._ids(entity.type, name))
        return iri

    def _ids(self, kind: str, name: str) -> Mapping[str, str]:
        if kind == "person":
            return self._known.person({name})
        if kind == "title":
            return self._known.title_named(name)
        return self._known.franchise(name) if kind == "franchise" else self._known.thing(name)

    def _same(self, iri: URIRef, ids: Mapping[str, str]) -> None:
        for service, name in ids.items():
            if service == "wikidata":
                self._add(iri, OWL_SAME, WD[name])
            else:
                self._add(iri, SCHEMA.sameAs, URIRef(page_of(service, name)))

    def _statement(self, entity: URIRef, subject: str, one: Statement, *, best: bool) -> None:
        written = json.dumps(
            [subject, one.property, value_to_json(one.value), dict(one.qualifiers), one.since.isoformat()],
            ensure_ascii=False,
            sort_keys=True,
            default=str,
        )
        name = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:20]
        node = self._iri("statements", name)
        self._add(entity, self._property("p", one.property), node)
        self._add(node, RDF.type, WIKIBASE.Statement)
        if best:
            self._add(node, RDF.type, WIKIBASE.BestRank)
        self._add(node, WIKIBASE["rank"], WIKIBASE[_RANKS[one.rank]])
        self._add(node, self.own.property, Literal(one.property))
        self._add(node, self.own.standing, Literal(one.standing))
        self._add(node, self.own.modality, Literal(one.modality))
        self._add(node, self.own.since, Literal(one.since))
        if one.until is not None:
            self._add(node, self.own.until, Literal(one.until))
        self._value(node, name, one.property, one.value)
        for key, told in one.qualifiers.items():
            self._add(node, self._qualifier(key), self._qualified(key, told))
        for claim in one.claims:
            self._add(node, PROV.wasDerivedFrom, self._iri("claims", claim_id(claim)))

    def _property(self, form: str, name: str) -> URIRef:
        """A property in one of its roles: Wikidata's where it means the same, else Slugline's own."""
        term: Term | None = terms().get(name)
        if term is not None and term.property.startswith("P") and not term.inverse:
            return URIRef(f"{_PROP}{_FORMS[form]}{term.property}")
        return self.own[f"{form}/{name}"]

    def _qualifier(self, key: str) -> URIRef:
        known = _QUALIFIERS.get(key)
        return URIRef(f"{_PROP}{_FORMS['pq']}{known}") if known else self.own[f"pq/{quote(key, safe='')}"]

    def _qualified(self, key: str, told: object) -> Node:
        if isinstance(told, bool | int):
            return Literal(told)
        text = str(told)
        if key in ("date", "replaces"):
            return _date(Edtf(text))
        if key == "territory":
            item = items().territories.get(territory(text))
            return WD[item] if item else _text(text)
        if key == "work":
            return self._entity(Entity("title", text))
        return self._entity(Entity("platform", text)) if key == "platform" else _text(text)

    def _value(self, node: URIRef, name: str, prop: str, value: Value) -> None:
        simple = self._property("ps", prop)
        match value:
            case Unknown():
                self._add(node, simple, self._iri("unknown", name))
            case NoValue():
                self._add(node, RDF.type, self.own[f"none/{prop}"])
            case Edtf():
                self._add(node, simple, _date(value))
                self._time(node, name, prop, value)
            case Quantity():
                self._add(node, simple, Literal(_decimal(value.amount), datatype=XSD.decimal))
                self._quantity(node, name, prop, value)
            case Entity():
                self._add(node, simple, self._entity(value))
            case _:
                self._add(node, simple, _text(value))

    def _time(self, node: URIRef, name: str, prop: str, value: Edtf) -> None:
        found = time_of(value)
        if found is None:
            return
        full = self._iri("values", name)
        self._add(node, self._property("psv", prop), full)
        self._add(full, RDF.type, WIKIBASE.TimeValue)
        day = datetime(found.day.year, found.day.month, found.day.day)  # noqa: DTZ001  (Wikidata's have no zone)
        self._add(full, WIKIBASE.timeValue, Literal(day.isoformat() + "Z", datatype=XSD.dateTime, normalize=False))
        self._add(full, WIKIBASE.timePrecision, Literal(found.precision))
        self._add(full, WIKIBASE.timeCalendarModel, _GREGORIAN)
        self._add(full, self.own.edtf, Literal(value.text, datatype=EDTF))

    def _quantity(self, node: URIRef, name: str, prop: str, value: Quantity) -> None:
        full = self._iri("values", name)
        self._add(node, self._property("psv", prop), full)
        self._add(full, RDF.type, WIKIBASE.QuantityValue)
        self._add(full, WIKIBASE.quantityAmount, Literal(_decimal(value.amount), datatype=XSD.decimal))
        unit = items().units.get(value.unit)
        self._add(full, WIKIBASE.quantityUnit, WD[unit] if unit else self._iri("units", slug(value.unit)))

    def _claim(self, name: str, claim: Claim, read_on: date | None) -> None:
        node = self._iri("claims", name)
        article = self._article(claim)
        self._add(node, RDF.type, WIKIBASE.Reference, PROV.Entity)
        self._add(node, PROV.wasQuotedFrom, article)
        self._add(node, self.own.modality, Literal(claim.context.modality))
        self._add(node, self.own.attribution, *map(_text, claim.context.attribution))
        self._add(node, self.own.rule, _text(claim.rule))
        for prop, value in (
            ("P854", _address(claim.source.url)),
            ("P1476", _text(claim.source.title) if claim.source.title else None),
            ("P577", Literal(claim.said_on)),
            ("P813", Literal(read_on) if read_on else None),
            ("P1683", _text(claim.evidence.quote)),
        ):
            if value is not None:
                self._add(node, URIRef(f"{_PROP}{_FORMS['pr']}{prop}"), value)
        target, words, place = (self._iri("claims", name, part) for part in ("target", "words", "place"))
        self._add(node, OA.hasTarget, target)
        self._add(target, OA.hasSource, article)
        self._add(target, OA.hasSelector, words, place)
        self._add(words, RDF.type, OA.TextQuoteSelector)
        self._add(words, OA.exact, _text(claim.evidence.quote))
        self._add(place, RDF.type, OA.TextPositionSelector)
        self._add(place, OA.start, Literal(claim.evidence.start))
        self._add(place, OA.end, Literal(claim.evidence.end))

    def _article(self, claim: Claim) -> URIRef:
        key = article_key(claim)
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:20]
        article = _address(claim.source.url) or self._iri("articles", digest)
        self._add(article, RDF.type, PROV.Entity, SCHEMA.Article)
        self._add(article, SCHEMA.datePublished, Literal(claim.said_on))
        for predicate, text in (
            (SCHEMA.headline, claim.source.title),
            (SCHEMA.publisher, claim.source.publisher),
            (SCHEMA.author, claim.source.author),
        ):
            if text:
                self._add(article, predicate, _text(text))
        return article


def _text(text: str) -> Literal:
    return Literal(_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text))


def _address(url: str) -> URIRef | None:
    if not url.startswith(("https://", "http://")):
        return None
    return URIRef(quote(url, safe="!#$%&'()*+,-./:;=?@[]_~", errors="replace"))


def _date(value: Edtf) -> Literal:
    """A date as XML Schema has it where it can, else as EDTF."""
    types: Mapping[str, URIRef] = {"day": XSD.date, "month": XSD.gYearMonth, "year": XSD.gYear}
    kind = None if value.about else types.get(value.precision)
    return Literal(value.text, datatype=kind or EDTF, normalize=False)


def _decimal(amount: float) -> str:
    return f"{amount:.4f}".rstrip("0").rstrip(".")
