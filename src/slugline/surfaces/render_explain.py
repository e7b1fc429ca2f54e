"""Why an answer is what it is, on a terminal: the answer, the policy, and each claim with what became of it."""

from __future__ import annotations

from collections import defaultdict

from rich.console import Group, RenderableType
from rich.text import Text

from slugline.surfaces.citing import Json, indented
from slugline.surfaces.terminal import clean
from slugline.surfaces.wording import day_words, decision_words, firmness_words, said_words

_STYLES = {"answer": "green", "rival": "yellow", "gap": "yellow"}
_SHOWN = {"ruled_out": "ruled out"}


def explain_page(found: Json) -> RenderableType:
    """The page of `slugline explain`, from its JSON."""
    parts: list[RenderableType] = [
        Text(clean(found["question"]), style="bold"),
        indented(Text(clean(f"{found['answer']}  ({found['standing']})"))),
        Text(),
        _policy(found["policy"]),
    ]
    for row in found["claims"]:
        parts += [Text(), *_claim(row)]
    if not found["claims"]:
        parts += [Text(), Text("no claims")]
    return Group(*parts)


def _policy(policy: Json) -> Text:
    levels: dict[float, list[str]] = defaultdict(list)
    for name, level in policy["firmness"].items():
        levels[level].append(name)
    firm = " > ".join(" = ".join(levels[level]) for level in sorted(levels, reverse=True))
    patience, margin = f"{policy['patience_days']:g} days", f"{policy['margin_days']:g} days"
    return Text(clean(f"firmness {firm}; each step of authority counts {patience}; margin {margin}"), style="dim")


def _claim(row: Json) -> list[RenderableType]:
    outcome = str(row["outcome"])
    head = Text(f"{_SHOWN.get(outcome, outcome):<10}", style=_STYLES.get(outcome, "dim"))
    head.append(clean(said_words(row)), style="bold not dim")
    firmness = firmness_words(str(row["modality"]), row.get("attribution"))
    head.append(clean(f"  ({firmness})" if firmness else ""), style="not bold yellow")
    weight = f"authority {row['authority']}, counts as of {day_words(row['counts_as_of'])}"
    source = (
        f"{row.get('publisher') or row.get('file') or ''}, {day_words(row['date'])}; {weight}; claim {row['claim']}"
    )
    lines: list[RenderableType] = [
        head,
        indented(Text(clean(f"{row['why']}")), 10),
        indented(Text(f"“{clean(row['quote'])}” ").append(clean(source), style="dim"), 10),
    ]
    decision = row.get("decision")
    if decision:
        lines.append(indented(Text(clean(decision_words(decision)), style="cyan"), 10))
    return lines
