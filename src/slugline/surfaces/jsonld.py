"""schema.org JSON-LD of the pages, from the answers' JSON: what is plainly said and nothing that is not.

    page(..., jsonld=guide_ld(guide, path, site))          a title
    page(..., jsonld=franchise_ld(timeline, path, site))   a franchise
    page(..., jsonld=person_ld(person, path, site))        a person
    page(..., jsonld=page_ld(name, path, site))            any other page

Each gives `Markup` that stands in ``<script type="application/ld+json">`` as it is (see ``templates/jsonld.html``):
a data block, which no browser runs. What sources dispute, expect or rumour is left out of the facts; the questions and
answers of a page are in its FAQPage as the page words them, so that an answer that hedges hedges there too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from slugline.surfaces.jsonld_dates import FIRM
from slugline.surfaces.jsonld_work import TYPES, Node, address_of, credited, cut, of_themselves, work
from slugline.surfaces.templating import outside

Json = Mapping[str, Any]
Crumb = tuple[str, str]
LARGEST = 16_000  # characters of one page's data
_MOST = (40, 20, 8, 3, 1)  # of each list: as many as fit
_ANSWER = 600  # characters
_SITE = "Slugline"
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029\x7f"}


@dataclass(frozen=True, slots=True)
class Site:
    """Where the desk is: ``base`` without a slash at its end; ``day`` where the page's own address names one."""

    base: str
    day: str = ""

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return self.base + path


def guide_ld(guide: Json, path: str, site: Site) -> Markup:
    """A title's page: the work, the standing questions with their answers, the sources, the way here."""
    return _fitted(lambda most: guide_graph(guide, path, site, most))


def guide_graph(guide: Json, path: str, site: Site, most: int = _MOST[0]) -> Node:
    """The data of `guide_ld`, with ``most`` entries of each list."""
    url, name = site.url(path), cut(guide["title"]["name"])
    about = work(guide, url, site.url, most)
    asked = [_asked(entry) for entry in guide["answers"] if entry["standing"] != "unanswered"][:most]
    page = _page("FAQPage" if asked else "WebPage", name, path, site, (("Titles", "/titles"), (name, path)))
    page["about"] = {"@id": about["@id"]}
    if asked:
        page["mainEntity"] = asked
    if guide.get("updated"):
        page["dateModified"] = guide["updated"]
    sources = _sources(guide, most)
    if sources:
        page["citation"] = sources
    return _graph(page, about)


def franchise_ld(timeline: Json, path: str, site: Site, pages: Mapping[str, Json] | None = None) -> Markup:
    """A franchise's page: its titles in the timeline's order, with a position where the sources settle it.

    ``pages`` are, by name, the ``slug`` and ``type`` of the titles that have a page; all have one where it is None.
    """
    return _fitted(lambda most: franchise_graph(timeline, path, site, pages, most * 5))


def franchise_graph(
    timeline: Json, path: str, site: Site, pages: Mapping[str, Json] | None = None, most: int = 200
) -> Node:
    """The data of `franchise_ld`."""
    url, name = site.url(path), cut(timeline["franchise"])
    rows = timeline["titles"]
    settled = all(row["position"][0] == row["position"][1] for row in rows)
    listing = {
        "@type": "ItemList",
        "@id": f"{url}#titles",
        "name": f"{name}: the titles in {'story' if timeline['order'] == 'story' else 'release'} order",
        "numberOfItems": len(rows),
        "itemListOrder": "https://schema.org/ItemList" + ("OrderAscending" if settled else "Unordered"),
        "itemListElement": [_listed(row, site, pages) for row in rows[:most]],
    }
    page = _page("CollectionPage", name, path, site, (("Franchises", "/franchises"), (name, path)))
    page |= {"mainEntity": {"@id": listing["@id"]}, "about": {"@id": f"{url}#franchise"}}
    return _graph(page, {"@type": "CreativeWorkSeries", "@id": f"{url}#franchise", "name": name, "url": url}, listing)


def person_ld(found: Json, path: str, site: Site) -> Markup:
    """A person's page, of `slugline.answers.person`: their titles with the part they have, awards, death."""
    return _fitted(lambda most: person_graph(found, path, site, most))


def person_graph(found: Json, path: str, site: Site, most: int = _MOST[0]) -> Node:
    """The data of `person_ld`."""
    url, name = site.url(path), cut(found["person"]["name"])
    whose: Node = {"@type": "Person", "@id": f"{url}#person", "name": name, "url": url}
    if found["person"].get("also_called"):
        whose["alternateName"] = [cut(one) for one in found["person"]["also_called"][:most]]
    whose |= of_themselves(found["about"], most)
    parts = [row for row in found["parts"] if row["standing"] == "current" and row["modality"] in FIRM]
    page = _page("ProfilePage", name, path, site, (("People", "/people"), (name, path)))
    page["mainEntity"] = {"@id": whose["@id"]}
    if found.get("updated"):
        page["dateModified"] = found["updated"]
    listing = {
        "@type": "ItemList",
        "@id": f"{url}#works",
        "name": f"Titles with {name}",
        "itemListElement": [
            {"@type": "ListItem", "item": credited(row, {"@id": whose["@id"]}, _title_url(row["title"], site))}
            for row in parts[:most]
        ],
    }
    return _graph(page, whose, *([listing] if parts else []))


def page_ld(name: str, path: str, site: Site, *, kind: str = "WebPage", crumbs: Sequence[Crumb] = ()) -> Markup:
    """Any other page; ``kind`` is a type of schema.org's under WebPage."""
    made = _page(kind, cut(name), path, site, crumbs or (((name, path),) if name and path != "/" else ()))
    return script(_graph(made))


def script(graph: Json) -> Markup:
    """The data as JSON that ends no script element and starts no comment in one."""
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES).encode("utf-8", "replace").decode())  # noqa: S704 (escaped just now)


def _fitted(build: Callable[[int], Node]) -> Markup:
    """The fullest form that is no larger than LARGEST."""
    made = Markup("")
    for most in _MOST:
        made = script(build(most))
        if len(made) <= LARGEST:
            break
    return made


def _graph(*nodes: Json) -> Node:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def _page(kind: str, name: str, path: str, site: Site, crumbs: Sequence[Crumb]) -> Node:
    url = site.url(path)
    home = {"@type": "WebSite", "@id": site.url("/#site"), "name": _SITE, "url": site.url("/")}
    made: Node = {"@type": kind, "@id": f"{url}#page", "url": url, "isPartOf": home}
    if name:
        made["name"] = name
    if site.day:
        made["temporalCoverage"] = site.day
    if crumbs:
        made["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": cut(label), "item": site.url(where)}
                for number, (label, where) in enumerate(((_SITE, "/"), *crumbs), 1)
            ],
        }
    return made


def _asked(entry: Json) -> Node:
    answer = {"@type": "Answer", "text": cut(entry["answer"], _ANSWER)}
    return {"@type": "Question", "name": cut(entry["question"]), "acceptedAnswer": answer}


def _sources(guide: Json, most: int) -> list[Node]:
    """The articles that the answers cite, each once."""
    found: dict[tuple[str, str], Node] = {}
    for entry in guide["answers"]:
        for row in (*entry["values"], entry):
            for one in row.get("citations") or ():
                made: Node = {"@type": "Article"}
                if one.get("title"):
                    made["headline"] = cut(one["title"])
                if outside(one.get("url")):
                    made["url"] = cut(one["url"], 500)
                made["datePublished"] = one["date"]
                if one.get("publisher"):
                    made["publisher"] = {"@type": "Organization", "name": cut(one["publisher"])}
                found.setdefault((one.get("url") or one.get("title", ""), one["date"]), made)
    return list(found.values())[:most]


def _listed(row: Json, site: Site, pages: Mapping[str, Json] | None) -> Node:
    low, high = row["position"]
    known = (pages or {}).get(row["name"], {})
    item = {"@type": TYPES.get(str(known.get("type")), "CreativeWork"), "name": cut(row["name"])}
    if known or pages is None:
        item["url"] = _title_url({"name": row["name"], **known}, site)
    made: Node = {"@type": "ListItem"}
    if low == high:
        made["position"] = low
    return made | {"item": item}


def _title_url(row: Json, site: Site) -> str:
    return site.url(f"/titles/{quote(row['slug'], safe='')}" if row.get("slug") else address_of("titles", row["name"]))
