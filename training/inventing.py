"""Fresh names for training: of shapes that the corpus has, in letters that it has not put together.

Letters follow one another as they do in the words of a label's names (two letters tell the third), so that names of
many origins come out, and none need be in any list.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

_TITLE_FORMS = (
    "The {0}", "{0}", "{0} {1}", "The {0} {1}", "{0} and {1}", "{0} of {1}", "The {0} of the {1}", "{0} in the {1}",
    "{name}", "{name}'s {0}", "The {name} {0}", "{0} {number}", "{0}: {1} {2}", "{name}: The {0}", "A {0} for {name}",
    "{0}, {1}", "No {0}", "Before the {0}", "My {0} {1}", "{0} to {name}", "{number} {0}",
)  # fmt: skip
_LONGEST = 11  # letters of an invented word


class Namer:
    """``pool``: the full names of each label; ``texts``: running text, whose common words make up titles."""

    def __init__(self, pool: Mapping[str, Sequence[str]], texts: Sequence[str]) -> None:
        self._pool = pool
        self._letters = {label: _letters(names) for label, names in pool.items()}
        self._words = sorted({word for text in texts for word in re.findall(r"(?<=[a-z] )[a-z]{4,10}(?= [a-z])", text)})
        self._lasts = {label: sorted({n.split()[-1] for n in names if " " in n}) for label, names in pool.items()}

    def name(self, label: str, dice: random.Random) -> str:
        """A name of ``label``: half of them from the pool or of its parts, the others invented."""
        ways = {
            "person": self._person,
            "character": self._character,
            "title": self._title,
            "organization": self._company,
            "platform": self._platform,
        }
        if label in ways and dice.random() < 0.7:
            return ways[label](dice)
        if label == "place" and dice.random() < 0.5:
            return self._word("place", dice)
        return dice.choice(self._pool[label])

    def _person(self, dice: random.Random) -> str:
        given, last = (dice.choice(self._pool["person"]).split() for _ in range(2))
        first = given[0] if dice.random() < 0.6 else self._word("person", dice)
        second = last[-1] if dice.random() < 0.5 else self._word("person", dice)
        if dice.random() < 0.08:
            first += f"-{self._word('person', dice)}"
        if dice.random() < 0.08:
            second += f"-{self._word('person', dice)}"
        if dice.random() < 0.08:
            first += f" {dice.choice('ABCDEFGHJKLMNPRSTVW')}."
        if dice.random() < 0.08:
            second = f"{dice.choice(('de', 'van', 'al', 'el', 'de la', 'von', 'ter', 'bint', 'Mac', 'O’'))} {second}"
        return f"{first} {second}"

    def _character(self, dice: random.Random) -> str:
        if dice.random() < 0.4:
            return self._word("character", dice)
        if dice.random() < 0.2:
            return f"{self._word('character', dice)} the {dice.choice(self._words).capitalize()}"
        return self._person(dice)

    def _title(self, dice: random.Random) -> str:
        form = dice.choice(_TITLE_FORMS)
        words = [dice.choice(self._words).capitalize() for _ in range(3)]
        name = self._word(dice.choice(("person", "place", "character")), dice)
        return form.format(*words, name=name, number=dice.choice(("2", "3", "II", "IV", "1987", "24", "Five")))

    def _company(self, dice: random.Random) -> str:
        first = self._word("organization", dice) if dice.random() < 0.5 else dice.choice(self._words).capitalize()
        if dice.random() < 0.25:
            first += f" {dice.choice(self._words).capitalize()}"
        return f"{first} {dice.choice(self._lasts['organization'])}" if dice.random() < 0.8 else first

    def _platform(self, dice: random.Random) -> str:
        first = self._word("platform", dice) if dice.random() < 0.5 else dice.choice(self._words).capitalize()
        return first + dice.choice(("", "", "+", " TV", "TV", " Play", " One", "Max", "Flix", " 2", " Channel"))

    def _word(self, label: str, dice: random.Random) -> str:
        following = self._letters[label]
        for _ in range(20):
            found = "^^"
            while len(found) < _LONGEST + 2:
                letter = dice.choice(following[found[-2:]])
                if letter == "$":
                    break
                found += letter
            if len(found) > 4:
                return found[2:].capitalize()
        return dice.choice(self._pool[label]).split()[-1]


def _letters(names: Sequence[str]) -> dict[str, list[str]]:
    following: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for word in re.findall(r"[^\W\d_]{3,}", name):
            spelled = f"^^{word.lower()}$"
            for at in range(len(spelled) - 2):
                following[spelled[at : at + 2]].append(spelled[at + 2])
    return dict(following)
