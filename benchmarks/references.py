"""How often "she", "the film" and their kin mean what the corpus says: resolved references against the mention layer.

    python benchmarks/references.py corpus/second/train [-v]

Every article of the corpus's folders is read with the names of the layer, so that only
references are judged. A row of form "reference" is right where one slot on its words means the same entity.
What we resolve and the layer does not hold is counted apart: the layer gives only what bears on a claim.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gold_names import GoldTagger
from predict import pages
from slugline.articles import article_of
from slugline.model import Article
from slugline.text.reader import read
from slugline.text.shape import Slot

JUDGED = ("title", "person", "franchise")
_KINDS = (
    (r"it|its", "it"),
    (r"this one|that one", "this one"),
    (r"he|she|him|her|his|hers|himself|herself", "she"),
    (r"i|me|my|mine", "I"),
    (r"they|them|their|both", "they"),
    (r"(?:the|this|that) .*", "the film"),
    (r"(?:his|her|its|their|my) .*", "her film"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the layer: its phrase, what it means, and what we hold it to mean (empty for nothing)."""

    kind: str
    words: str
    wanted: str
    found: str
    around: str

    @property
    def right(self) -> bool:
        """Whether both mean the same."""
        return self.wanted.casefold() == self.found.casefold()


def kind_of(words: str, label: str) -> str:
    """The kind of a phrase that refers back: "it", "she", "the film"."""
    kind = next((kind for form, kind in _KINDS if re.fullmatch(form, words, re.IGNORECASE)), "other")
    return "the actor" if kind == "the film" and label == "person" else kind


def judged(article: Article, layer: Path) -> Iterator[Judged]:
    """Every reference of a layer to a title, a franchise or a person."""
    slots = [slot for line in read(article, GoldTagger.of(layer)).lines for slot in line.slots if slot.entity]
    for text in layer.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        if row["form"] != "reference" or row["label"] not in JUDGED:
            continue
        start, end = int(row["start"]), int(row["end"])
        around = (
            article.text[max(0, start - 60) : start]
            + "["
            + article.text[start:end]
            + "]"
            + article.text[end : end + 60]
        )
        found = _meant(slots, start, end)
        yield Judged(kind_of(row["text"], row["label"]), row["text"], row["name"], found, around.replace("\n", " "))


def _meant(slots: list[Slot], start: int, end: int) -> str:
    on = [slot for slot in slots if slot.start < end and start < slot.end and slot.entity]
    whole = [slot for slot in on if slot.label in ("title_ref", "person_ref")] or on
    return whole[0].entity.name if whole and whole[0].entity else ""


def main() -> None:
    """Prints a row a kind: how many the layer has, how many we resolve, how many rightly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-v", action="store_true", help="list what is wrong")
    chosen = parser.parse_args()
    asked, found, right = Counter[str](), Counter[str](), Counter[str]()
    for page, folder in ((page, one) for one in chosen.folders for page in pages(one)):
        article = article_of(page)
        name = Path(article.file).stem
        for one in judged(article, folder / f"{name}.mentions.jsonl"):
            for key in (one.kind, "all"):
                asked[key] += 1
                found[key] += bool(one.found)
                right[key] += one.right
            if chosen.v and not one.right:
                print(f"{name}: {one.kind}: want {one.wanted}, have {one.found or '-'}: …{one.around}…")
    for key in sorted(asked, key=lambda key: (key == "all", -asked[key])):
        share = right[key] / found[key] if found[key] else 0
        of_all = f"resolved {found[key] / asked[key]:.3f}  right {share:.3f}  found {right[key] / asked[key]:.3f}"
        print(f"{key:10} {asked[key]:5}  {of_all}")


if __name__ == "__main__":
    main()
