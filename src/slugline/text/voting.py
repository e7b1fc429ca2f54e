"""What each name is: every place where it stands has a vote, and its form has one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from slugline.text.cues import cue, gazetteer, other_work, title_cue, work_after, work_noun
from slugline.text.finding import Found
from slugline.text.lexicon import word_set
from slugline.text.names import bare

LABELS = ("person", "title", "character", "organization", "platform", "network", "place", "award", "franchise", "name")
_MARKS = "\"'“”‘’«»*_„"


def vote(text: str, headline: str, found: Sequence[Found]) -> dict[Found, str]:
    """One label for each span: every place where its name stands has a vote."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    counts = Counter(_key(one) for one in found)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        votes[_key(one)].update(_ballot(text, one))
        forms[_key(one)] |= _own(one)  # the larger of each
    heads = {
        re.sub(r"^the ", "", part.lower())
        for one in found
        if one.style != "plain"
        for part in re.split(r": ", one.text.replace("’", "'"))[:1]
        if ": " in one.text
    }
    for key, form in forms.items():
        votes[key].update(form)
        if key in heads:
            votes[key]["franchise"] += 4
    for key in counts:
        if " " not in key:
            continue
        if counts[key.split()[-1]]:
            votes[key]["person"] += 2
        elif counts[key] > 2 and key in headline.lower().replace("’", "'"):
            votes[key]["title"] += 4
    bolds = [one for one in found if one.style == "bold"]
    named = sum(not _person_shape(one.text.split()) and len(one.text.split()) > 1 for one in bolds)
    if len(bolds) > 2 and named * 3 >= len(bolds):
        for one in bolds:
            votes[_key(one)]["title"] += 4
    surnames = {
        key.split()[-1]: key
        for key in votes
        if " " in key and max(votes[key].values(), default=0) >= 2 and votes[key].most_common(1)[0][0] == "person"
    }
    labels: dict[Found, str] = {}
    for one in found:
        key = _key(one)
        tally = votes[key]
        plain = re.sub(r"^(?:mr|ms|mrs|miss|dr|sir|dame)\.? ", "", key)
        if plain != key and plain in surnames:
            labels[one] = "person"
            continue
        if " " not in key and key in surnames and one.style == "plain":
            labels[one] = "person"
            continue
        best = [(count, label) for label, count in tally.items() if count > 0]
        if not best:
            labels[one] = "name"
            continue
        count, label = max(best, key=lambda pair: (pair[0], -LABELS.index(pair[1])))
        labels[one] = _here(text, one, label if count >= 2 else "name", tally)
    return labels


def _here(text: str, one: Found, label: str, tally: Counter[str]) -> str:
    """The label of one place: a title's name may stand for its franchise or its hero."""
    left, right = _contexts(text, one)
    if tally["person"] < 5 and re.match(r" (?:spin-?off|franchise|universe|saga|cinematic universe)\b", right):
        return "franchise"
    if label not in ("title", "franchise", "character", "person") or tally["title"] <= 0:
        return label
    tail = right.lstrip(" ")
    if right[:1] == " " and cue("franchise_after", left=False).match(tail) and not work_noun().search(left):
        return "franchise"
    if label == "franchise" and one.style not in ("plain", "known", "list"):
        return "title"
    if one.style in ("plain", "known") and cue("character_before", left=True).search(left):
        return "character"
    return label


def _key(one: Found) -> str:
    return re.sub(r"^the ", "", bare(one.text).lower().replace("’", "'"))


def _own(one: Found) -> Counter[str]:
    """What a name's own form and words say of it; counted once, however often it stands."""
    votes: Counter[str] = Counter()
    words = one.text.split()
    last = bare(words[-1]).lower().strip(".")
    known = gazetteer().get(one.text)
    if known and one.style in ("list", "plain", "known"):
        votes[known] += 7
    styles = {
        "capitals": 4,
        "cell": 9,
        "italic": 6,
        "double": 6,
        "single": 6,
        "guillemets": 6,
        "year": 7,
        "known": 3,
        "lead": 9,
    }
    votes["title"] += styles.get(one.style, 0)
    if one.style == "bold":
        votes["title"] += 1 if _person_shape(words) else 4
    if one.style in ("plain", "known", "bold"):
        votes["person"] += _person_shape(words)
        if len(words) > 1 and words[0].lower().strip(".") in word_set("names", "honorifics"):
            votes["character"] += 3
        if last in word_set("names", "organizations") and len(words) > 1:
            votes["organization"] += 6
        if last in word_set("names", "awards") or (len(words) == 1 and last in word_set("names", "awards")):
            votes["award"] += 7
        if len(words) > 1 and words[0].lower() in word_set("names", "award_heads") and one.text[:4] != "The ":
            votes["award"] += 4
        if last in word_set("names", "places") and len(words) > 1:
            votes["place"] += 3
        if words[0].lower() in word_set("names", "channels") or (
            last in word_set("names", "channels") and len(words) > 1
        ):
            votes["network"] += 6
        if one.text.endswith("+"):
            votes["platform"] += 6
        if one.text.startswith("The ") and not one.opens:
            votes["title"] += 2
    return votes


def _ballot(text: str, one: Found) -> Counter[str]:
    """What the words beside one place of a name say of it."""
    votes: Counter[str] = Counter()
    left, right = _contexts(text, one)
    tail = right.lstrip(" ,") if right[:1] in " ," else right
    if one.style in ("italic", "double", "single", "guillemets"):
        if other_work().search(left):
            votes["title"] -= 9
        outlet = cue("outlet_before", left=True).search(left) or cue("outlet_after", left=False).match(
            right.lstrip(" ")
        )
        if outlet or re.search(
            r"\b(?:report|interview|story|article|column|essay|piece|dispatch|post)\b[\w ]{0,20}\b(?:in|for|with)$",
            left,
        ):
            votes["organization"] += 9
    if one.style == "bold" and re.match(r"\W* (?:as |– |plays |is |stars )|\W* \((?:as )?[A-Z]", right):
        votes["person"] += 1
    _beside(votes, left, right, tail, plain=one.style in ("plain", "list", "bold"))
    if (
        one.style == "plain"
        and re.search(r"(?:^|\n)\W*(?:[\w.]+ \d{1,2}\s)?[\W\d]*$", text[max(0, one.start - 24) : one.start])
        and re.match(r",? (?:season|series) \d| \([A-Z]", right)
        and not re.match(r" \([A-Z][\w’'-]+ [A-Z][\w’'-]+\)[,.]? (?!$)", right)
    ):
        votes["title"] += 4
    return votes


def _person_shape(words: Sequence[str]) -> int:
    particles = word_set("names", "particles")
    caps = [word for word in words if word[0].isupper()]
    if not 2 <= len(caps) <= 4 or any(not word[0].isupper() and word.lower() not in particles for word in words):
        return 0
    if any(word.lower() in ("the", "of", "and") or any(c.isdigit() for c in word) or word in "&" for word in words):
        return 0
    if any(word.isupper() and len(word) > 3 for word in words):
        return 0
    return 2


def _beside(votes: Counter[str], left: str, right: str, tail: str, *, plain: bool) -> None:
    if not plain:
        if cue("franchise_after", left=False).match(tail):
            votes["franchise"] += 1
        return
    space = right[:1] == " "
    if cue("person_before", left=True).search(left.rstrip(", ")):
        votes["person"] += 2
    if (space or right[:1] == ",") and cue("person_after", left=False).match(tail):
        votes["person"] += 2
    apposed = left.rstrip(", ")
    if cue("organization_before", left=True).search(apposed):
        votes["organization"] += (
            2 if apposed.split()[-1].lower() not in ("from", "at", "through", "via", "production") else 1
        )
    if (space or right[:1] == ",") and cue("organization_after", left=False).match(tail):
        votes["organization"] += 3
    if cue("service_before", left=True).search(left):
        votes["platform"] += 4
    if space and cue("service_after", left=False).match(tail):
        votes["platform"] += 2
    if cue("channel_before", left=True).search(left.rstrip(", ")):
        votes["network"] += 4
    if space and cue("channel_after", left=False).match(tail):
        votes["network"] += 1
    if cue("place_before", left=True).search(left):
        votes["place"] += (
            3
            if not left.lower().endswith(" in") or re.search(r"(?:film|sh[oo]*t|location|roll)\w* in$", left.lower())
            else 2
        )
    if cue("award_after", left=False).match(tail):
        votes["award"] += 2
    if cue("character_before", left=True).search(left):
        votes["character"] += 3
    if cue("franchise_after", left=False).match(tail) and space:
        votes["franchise"] += 2
    if title_cue("before").search(left) or work_noun().search(left):
        votes["title"] += 3
    if space and title_cue("after").match(tail):
        votes["title"] += 2
    if work_after().match(right):
        votes["title"] += 3
    if other_work().search(left):
        votes["title"] -= 4
    if re.match(
        r"['’]s (?:\w+ )?(?:director|star|stars|producer|creator|showrunner|finale|cast|sequel|premiere|trailer|first season|second season|third season|final season|release|makers|ending|villain)\b",
        right,
    ):
        votes["title"] += 3
    if space and re.match(r"(?:director|producer|creator|star|showrunner|co-creator|writer) [A-Z]", tail):
        votes["title"] += 2
    if re.search(r"(?<![\w-])(?:in|of)$", left, re.IGNORECASE):
        votes["person"] -= 2 if left[-2:].lower() == "in" else 0
        votes["title"] += 1
    if re.search(r"(?<![\w-])[Tt]he$", left):
        votes["person"] -= 2
    if re.match(r",? (?:took|grossed|made|earned) [$£€]", right) or re.match(
        r" \((?:[A-Z][\w+&]+(?: [A-Z0-9][\w+]*)?),? ?(?:\d|\))", right
    ):
        votes["title"] += 2


def _contexts(text: str, one: Found) -> tuple[str, str]:
    """What stands left and right of a span, marks and bold dropped, 48 characters each."""
    left = text[max(0, one.start - 48) : one.start].rstrip(_MARKS).rstrip()
    right = text[one.end : one.end + 64]
    right = re.sub(rf"^[{re.escape(_MARKS)}]*", "", right)
    return re.split(r"[\n.!?;]\s?", left)[-1] if not left.lower().endswith(
        ("mr.", "ms.", "mrs.", "dr.")
    ) else left, right
