"""The tables of a report: what rules, eye and both reach, with their own names and with gold ones.

    python benchmarks/report.py FOLDER...        folders of the corpus, with both layers

Prints core precision, recall and F1 and full F1 of each way to read, exact-span F1 of the names by label, how many of
the claims said at each tenth of confidence are right, and the shipped engine by property.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gold_names import GoldTagger
from predict import pages
from score import Line, Scores, Tally, lines_of, same_core, score
from slugline.articles import article_of
from slugline.claims.extract import LEAST, extract_by_rules, grouped, look, ruled, weighed
from slugline.claims.facts import once
from slugline.claims.ranker import ranker
from slugline.claims.renaming import former_names
from slugline.contract import claim_to_json
from slugline.learned.eye import eye
from slugline.model import Article, Claim
from slugline.text.mentions import Tagger
from slugline.text.reader import read
from slugline.text.reading import Reading

Way = Callable[[Article, Path], Iterable[Claim]]
SAME_LABEL = {"network": "platform", "franchise": "title"}  # the layer does not part them as the tagger does


def _gold(article: Article, folder: Path) -> Tagger:
    return GoldTagger.of(folder / f"{Path(article.file).stem}.mentions.jsonl")


def _eye_alone(reading: Reading) -> list[Claim]:
    facts = [[one for one in fact if not one.ruled] for fact in grouped(reading)]
    facts = [fact for fact in facts if fact]
    return [fact[0].claim for fact, chance in zip(facts, ranker().confidences(facts), strict=True) if chance >= LEAST]


WAYS: dict[str, Way] = {
    "rules, their own names": lambda article, _: extract_by_rules(article),
    "rules, names with the eye's votes": lambda article, _: once(f.claim for f in ruled(look(article))),
    "eye and ranker alone": lambda article, _: _eye_alone(look(article)),
    "both (what ships)": lambda article, _: weighed(look(article)),
    "rules, gold names": lambda article, folder: once(
        f.claim for f in ruled(read(article, _gold(article, folder), None, former_names))
    ),
    "both, gold names": lambda article, folder: weighed(read(article, _gold(article, folder), eye(), former_names)),
}


def main() -> None:
    """Prints the tables."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    ask.add_argument("folders", nargs="+", type=Path)
    folders: Sequence[Path] = ask.parse_args().folders
    shipped: Scores | None = None
    print("## Ways to read\n")
    for name, way in WAYS.items():
        scores = [score(folder, _said(folder, way)) for folder in folders]
        total = sum((one.total for one in scores), Tally())
        print(total.row(name[:34].ljust(34)))
        if way is WAYS["both (what ships)"]:
            shipped = sum(scores, Scores())
    print("\n## Names\n")
    print("\n".join(_names(folders)))
    print("\n## Confidence\n")
    print("\n".join(_calibration(folders)))
    if shipped:
        print(f"\n## What ships, by property (spans exact {shipped.spans_exact}/{shipped.spans})\n")
        for name, tally in sorted(shipped.by_property.items()):
            print(tally.row(name))


def _said(folder: Path, way: Way) -> Iterator[Line]:
    for page in pages(folder):
        for claim in way(article_of(page), folder):
            yield claim_to_json(claim)


def _names(folders: Sequence[Path]) -> Iterator[str]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for folder in folders:
        for page in pages(folder):
            article = article_of(page)
            tagger = _gold(article, folder)
            gold = {_span(m.evidence.start, m.evidence.end, m.label) for m in tagger.tag(article, [], [])}
            mentions = read(article, eye=eye()).mentions
            said = {_span(m.evidence.start, m.evidence.end, m.label) for m in mentions if m.label != "name"}
            for one in gold | said:
                row = counts[one[2]]
                row[0], row[1], row[2] = row[0] + (one in gold), row[1] + (one in said), row[2] + (one in gold & said)
    for label, (gold_count, said_count, both) in [*sorted(counts.items()), ("all", _sums(counts.values()))]:
        figures = f"P {both / max(1, said_count):.3f} R {both / max(1, gold_count):.3f}"
        yield f"{label:14} gold {gold_count:5} {figures} F1 {2 * both / max(1, gold_count + said_count):.3f}"


def _span(start: int, end: int, label: str) -> tuple[int, int, str]:
    return start, end, SAME_LABEL.get(label, label)


def _sums(rows: Iterable[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _calibration(folders: Sequence[Path]) -> Iterator[str]:
    """For each tenth of confidence the mean of what was said and the share that is right; optional gold is left out."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for folder in folders:
        for page in pages(folder):
            article = article_of(page)
            with (folder / f"{Path(article.file).stem}.claims.jsonl").open(encoding="utf-8") as stream:
                gold = lines_of(stream)
            for claim in weighed(read(article, eye=eye()), 0.0):
                said = json.loads(json.dumps(claim_to_json(claim)))
                agreeing = [line for line in gold if same_core(line, said)]
                if agreeing and all(line.get("optional") for line in agreeing):
                    continue
                chance = claim.confidence or 0.0
                tenths[min(9, int(chance * 10))].append((chance, bool(agreeing)))
    for tenth, rows in sorted(tenths.items()):
        mean, right = sum(chance for chance, _ in rows) / len(rows), sum(one for _, one in rows) / len(rows)
        yield f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}: {len(rows):5} claims, said {mean:.3f}, right {right:.3f}"


if __name__ == "__main__":
    main()
