"""The quality gate: no figure on the corpus's dev articles may fall below its pinned floor.

    python benchmarks/gate.py            exit status 1 where a figure lies below its floor
    python benchmarks/gate.py --raise    lift the floors to today's figures; none is ever lowered

Floors are F1 by property and in all, core and full, over the sets of dev articles, and in all over the first set
(FIRST); they stand in floors.toml. Each article is judged by a ranker that was not fitted on it (`folds`).
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from functools import reduce
from operator import add
from pathlib import Path

from folds import held_out
from predict import predictions
from score import Scores, score

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
from load import folders

DEV = tuple(folders("dev"))
FLOORS = Path(__file__).parent / "floors.toml"
STEPS = 1000  # floors have three decimals, rounded down
Floors = dict[str, dict[str, float]]
HEAD = """\
# Floors of `benchmarks/gate.py`: F1 on the corpus's dev articles, by property and in all; FIRST on corpus/first/dev.
# Written by `python benchmarks/gate.py --raise`, which lifts floors and never lowers one.
"""


def figures(scores: Scores) -> Floors:
    """Today's figures; a property that only false claims bear has no figure of its own."""
    rows = {"ALL": scores.total} | {name: row for name, row in sorted(scores.by_property.items()) if row.gold}
    found = {name: {"core": _down(row.core_f1), "full": _down(row.full_f1)} for name, row in rows.items()}
    found["ALL"] |= {"precision": _down(scores.total.precision), "spans": _spans(scores)}
    return found


def _spans(scores: Scores) -> float:
    return scores.spans_exact / scores.spans if scores.spans else 0.0


def _down(figure: float) -> float:
    return math.floor(figure * STEPS + 1e-9) / STEPS


def fallen(floors: Floors, today: Floors) -> list[str]:
    """One line for each figure below its floor."""
    return [
        f"{name} {measure}: {today.get(name, {}).get(measure, 0.0):.3f} is below its floor {floor:.3f}"
        for name, measures in floors.items()
        for measure, floor in measures.items()
        if today.get(name, {}).get(measure, 0.0) < floor
    ]


def raised(floors: Floors, today: Floors) -> Floors:
    """The floors lifted to today's figures where those are higher."""
    return {
        name: {
            measure: max(floors.get(name, {}).get(measure, 0.0), today.get(name, {}).get(measure, 0.0))
            for measure in sorted({*floors.get(name, {}), *today.get(name, {})})
        }
        for name in sorted({*floors, *today})
    }


def written(floors: Floors) -> str:
    tables = (
        f"[{name}]\n" + "".join(f"{measure} = {floor:.3f}\n" for measure, floor in measures.items())
        for name, measures in floors.items()
    )
    return f"{HEAD}\n" + "\n".join(tables)


def _summary(label: str, scores: Scores) -> str:
    return f"{scores.total.row(label)}  spans {scores.spans_exact}/{scores.spans}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold the dev figures against their floors.")
    parser.add_argument("--raise", action="store_true", dest="lift", help="lift the floors to today's figures")
    lift = parser.parse_args().lift
    first, *others = (score(folder, predictions(folder, held_out)) for folder in DEV)
    scores = reduce(add, others, first)
    today = figures(scores) | {"FIRST": figures(first)["ALL"]}
    floors: Floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    print(_summary("first/dev", first), _summary("dev", scores), sep="\n")
    faults = fallen(floors, today)
    for fault in faults:
        print(fault, file=sys.stderr)
    if lift:
        FLOORS.write_text(written(raised(floors, today)), encoding="utf-8")
        print(f"floors written to {FLOORS.name}")
    elif not floors:
        print("there are no floors yet; --raise writes them", file=sys.stderr)
        return 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
