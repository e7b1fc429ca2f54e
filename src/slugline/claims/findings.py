"""What rules and the trained eye find: a claim with the words that bear it, and what the eye believes of them."""

from __future__ import annotations

from dataclasses import dataclass

from slugline.edtf import Edtf
from slugline.learned.pairs import CLAUSE
from slugline.model import Claim, Entity, Quantity
from slugline.text.beliefs import Belief, Subjects
from slugline.text.reading import Line

SEEN = "seen"  # the rule's name of what the eye saw


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim with the line that bears it and the span that stands for its value."""

    claim: Claim
    line: Line
    target: tuple[int, int]

    @property
    def ruled(self) -> bool:
        """Whether a rule found it."""
        return not self.claim.rule.endswith(f".{SEEN}")

    @property
    def nameless(self) -> bool:
        """Whether its subject is a title known only by what it is to its value, another title: "Salt Road sequel"."""
        claim = self.claim
        kin = isinstance(claim.value, Entity) and claim.value.type in ("title", "franchise")
        return kin and claim.subject.type != "person" and not self.line.reading.places_of(claim.subject)

    @property
    def place(self) -> tuple[int, int]:
        """The target's place in the line's shape."""
        return self.line.shape.at(self.target[0]), self.line.shape.at(self.target[1] - 1) + 1

    @property
    def belief(self) -> Belief:
        """What the eye believes of the value's span, or of the words that stand for it."""
        return self.line.reading.belief(self.target)

    @property
    def spanned(self) -> bool:
        """Whether the value is a date, a name or a number, so that its words are a value's."""
        return isinstance(self.claim.value, Edtf | Entity | Quantity)

    @property
    def said_of(self) -> Subjects:
        """Of whom the value, or else the clause that bears it, is likeliest said."""
        if self.spanned:
            return self.line.reading.said_of(self.target, self.claim.property)
        return self.line.reading.said_of((self.claim.evidence.start, self.claim.evidence.end), CLAUSE)

    @property
    def moves(self) -> bool:
        """Whether a rule reads the fact as a day in place of another day."""
        claim, old = self.claim, self.claim.qualifiers.get("replaces")
        if not (isinstance(old, str) and isinstance(claim.value, Edtf)):
            return False
        days = claim.value.precision == Edtf(old).precision == "day"
        return days and claim.context.modality != "denied" and self.ruled
