"""Why claims are missed and why false ones are said, by property and cause, with counts.

    python benchmarks/causes.py FOLDER...  [--list TEXT]      folders of the corpus

A missed claim has the first cause that holds of it: the fact was found and not believed; its value was found of
another subject, or as another property; its subject's or its value's name was not found; another value was found of
the subject (a date or a sum read otherwise); else nothing voices the relation. A false one is of another subject, is
another property, has another value than gold's or a part of it, or has a value that gold has not. A claim whose core
alone is right differs in its modality, else in its attribution, else in a qualifier.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from predict import pages
from score import Line, folded, lines_of, one_a_fact, same_context, same_core, value_key
from slugline.articles import article_of
from slugline.claims.extract import LEAST, grouped, look, weighed
from slugline.claims.ranker import ranker
from slugline.contract import claim_to_json
from slugline.text.reading import Reading

NAMED = ("person", "title", "organization", "platform", "place", "franchise", "award", "character")


@dataclass(frozen=True, slots=True)
class Fault:
    """One claim missed, falsely said, or right in its core alone; ``shown`` is it in words."""

    what: str
    property: str
    cause: str
    shown: str


def faults(folder: Path) -> Iterator[Fault]:
    """Every fault in a folder of the corpus."""
    for page in pages(folder):
        article = article_of(page)
        name = Path(article.file).stem
        with (folder / f"{name}.claims.jsonl").open(encoding="utf-8") as stream:
            gold = lines_of(stream)
        reading = look(article)
        said = one_a_fact(claim_to_json(claim) for claim in weighed(reading))
        facts = grouped(reading)
        chances = ranker().confidences(facts)
        found = [(claim_to_json(one[0].claim), chance) for one, chance in zip(facts, chances, strict=True)]
        yield from _faults(name, reading, gold, said, found)


def _faults(
    name: str, reading: Reading, gold: Sequence[Line], said: Sequence[Line], found: Sequence[tuple[Line, float]]
) -> Iterator[Fault]:
    free = list(said)
    for wanted in sorted(gold, key=lambda line: bool(line.get("optional"))):
        agreeing = [one for one in free if same_core(wanted, one)]
        if not agreeing:
            if not wanted.get("optional"):
                yield Fault("missed", wanted["property"], _missed(wanted, found, reading), _shown(name, wanted))
            continue
        best = min(agreeing, key=lambda one: not same_context(wanted, one))
        free.remove(best)
        if not wanted.get("optional") and not same_context(wanted, best):
            shown = f"{_shown(name, wanted)} ~ {best['modality']} {best['attribution']} {best.get('qualifiers')}"
            yield Fault("core only", wanted["property"], _context(wanted, best), shown)
    for one in free:
        yield Fault("false", one["property"], _false(one, gold), _shown(name, one))


def _shown(name: str, line: Line) -> str:
    chance = f" {line['confidence']}" if "confidence" in line else ""
    context = f"{line['modality']} {line.get('attribution')} {line.get('qualifiers')}"
    words = f"{line['subject']['name']} | {value_key(line['value'])} | {context}{chance}"
    return f"{name}: {words} | {' '.join(line['evidence']['quote'].split())}"


def _missed(wanted: Line, found: Sequence[tuple[Line, float]], reading: Reading) -> str:
    same = [chance for one, chance in found if same_core(wanted, one)]
    if same:
        return "found, not believed" if max(same) < LEAST else "said once of two"
    key = value_key(wanted["value"])
    other = [chance for one, chance in found if same_core({**wanted, "subject": one["subject"]}, one)]
    if other and not key.startswith("<"):
        return "of another subject" + (", said" if max(other) >= LEAST else ", not believed")
    if any(same_core({**wanted, "property": one["property"]}, one) for one, _ in found):
        return "as another property"
    names = {folded(slot.entity.name) for line in reading.lines for slot in line.slots if slot.entity}
    wanted_names = {folded(name) for name in (wanted["subject"]["name"], *wanted.get("aliases", ()))}
    value = wanted["value"]
    if names.isdisjoint(wanted_names):
        return "subject's name not found"
    values = {key, *(folded(name) for name in wanted.get("value_aliases", ()))}
    if value["type"] in NAMED and names.isdisjoint(values):
        return "value's name not found"
    if key.startswith("<"):
        return f"no {key[1:-1]} voiced"
    if value["type"] in ("date", "quantity", "text") and any(
        one["property"] == wanted["property"] and same_core({**wanted, "value": one["value"]}, one) for one, _ in found
    ):
        return f"another {value['type']} of it found"
    return "not voiced"


def _false(one: Line, gold: Sequence[Line]) -> str:
    key = value_key(one["value"])
    if any(same_core(line, {**one, "subject": line["subject"]}) for line in gold):
        return "of another subject"
    if any(same_core({**line, "property": one["property"]}, one) for line in gold):
        return "as another property"
    near = [line for line in gold if same_core({**line, "value": one["value"], "value_aliases": ()}, one)]
    if any(set(value_key(line["value"]).split()) & set(key.split()) for line in near):
        return "a part of the value, or more"
    if near:
        return "another value than gold's"
    values = {value_key(line["value"]) for line in gold}
    return "value in gold, not so" if key in values else "value not in gold"


def _context(wanted: Line, best: Line) -> str:
    if wanted["modality"] != best["modality"]:
        return f"modality {wanted['modality']}, said {best['modality']}"
    if {folded(name) for name in wanted.get("attribution") or ()} != {
        folded(name) for name in best.get("attribution") or ()
    }:
        return "attribution missing" if not best.get("attribution") else "attribution too many or other"
    return "qualifier"


def main() -> None:
    """Prints the faults that are to be listed, then the counts."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--list", metavar="TEXT", help="list the faults whose heading holds it")
    given = ask.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    by_property: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for folder in given.folders:
        for one in faults(folder):
            counts[one.what, one.cause] += 1
            by_property[one.what, one.cause][one.property] += 1
            if given.list is not None and given.list in f"{one.what} {one.property} {one.cause}":
                print(f"{one.what} {one.property} ({one.cause}) {one.shown}")
    for (what, cause), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        most = ", ".join(f"{name} {n}" for name, n in by_property[what, cause].most_common(8))
        print(f"{what:9} {count:5}  {cause:32} {most}")


if __name__ == "__main__":
    main()
