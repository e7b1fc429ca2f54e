"""Cue frames: ways in which an article hedges, denies or gives away a plain sentence.

`frames` lists them. A frame's template holds ``{plain}``, a sentence that begins with a name or a
small letter and has no full stop; only its modality and attribution may change within.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """``modality`` is empty where the plain sentence keeps its own, ``none`` where nothing is asserted."""

    template: str
    modality: str = ""
    attribution: tuple[str, ...] = ()

    def around(self, plain: str) -> str:
        """The plain sentence in the frame."""
        return self.template.replace("{plain}", plain)


def frames() -> tuple[Frame, ...]:
    """Every frame, the bare one first."""
    return (
        Frame("{plain}."),
        # Given to somebody, as firm as before.
        Frame("According to Variety, {plain}.", "", ("Variety",)),
        Frame("{plain}, according to Variety.", "", ("Variety",)),
        Frame("{plain}, per Variety.", "", ("Variety",)),
        Frame("Variety reports that {plain}.", "", ("Variety",)),
        Frame("Variety has it that {plain}.", "", ("Variety",)),
        Frame("{plain}, Variety reported on Monday.", "", ("Variety",)),
        Frame("Netflix announced on Tuesday that {plain}.", "", ("Netflix",)),
        Frame("{plain}, Netflix has confirmed.", "", ("Netflix",)),
        Frame("Producer Tamsin Oduya said that {plain}.", "", ("Tamsin Oduya",)),
        Frame("Producer Tamsin Oduya told Variety that {plain}.", "", ("Tamsin Oduya", "Variety")),
        Frame("{plain}, producer Tamsin Oduya told Variety on Monday.", "", ("Tamsin Oduya", "Variety")),
        Frame("{plain}, producer Tamsin Oduya told reporters.", "", ("Tamsin Oduya",)),
        Frame("Netflix executive Tamsin Oduya said that {plain}.", "", ("Tamsin Oduya", "Netflix")),
        Frame("Tamsin Oduya, head of drama at Netflix, confirmed that {plain}.", "", ("Tamsin Oduya", "Netflix")),
        Frame(
            "Variety reported that Netflix executive Tamsin Oduya confirmed that {plain}.",
            "",
            ("Tamsin Oduya", "Netflix", "Variety"),
        ),
        Frame('"{plain}," said producer Tamsin Oduya.', "", ("Tamsin Oduya",)),
        Frame('"{plain}," Tamsin Oduya told Variety.', "", ("Tamsin Oduya", "Variety")),
        Frame('Tamsin Oduya told Variety: "{plain}."', "", ("Tamsin Oduya", "Variety")),
        # Not confirmed.
        Frame("Reportedly, {plain}.", "rumoured"),
        Frame("It is rumoured that {plain}.", "rumoured"),
        Frame("Rumour has it that {plain}.", "rumoured"),
        Frame("There is talk that {plain}.", "rumoured"),
        Frame("Word on the lot is that {plain}.", "rumoured"),
        Frame("Sources say that {plain}.", "rumoured"),
        Frame("Two people with knowledge of the matter say that {plain}.", "rumoured"),
        Frame("{plain}, sources say.", "rumoured"),
        Frame("{plain}, if the gossip is to be believed.", "rumoured"),
        # Somebody's judgement.
        Frame("Analysts think that {plain}.", "expected"),
        Frame("With luck, {plain}.", "expected"),
        Frame("It is likely that {plain}.", "expected"),
        Frame("Netflix hopes that {plain}.", "expected"),
        Frame("Tamsin Oduya reckons that {plain}.", "expected", ("Tamsin Oduya",)),
        # Not so.
        Frame("It is not true that {plain}.", "denied"),
        Frame("There is no truth to the report that {plain}.", "denied"),
        Frame("Tamsin Oduya denied that {plain}.", "denied", ("Tamsin Oduya",)),
        Frame("Reports that {plain} are false.", "denied"),
        Frame("Contrary to reports, it is not true that {plain}.", "denied"),
        # Nothing asserted.
        Frame("If {plain}, nobody will notice.", "none"),
        Frame("Whether {plain} remains to be seen.", "none"),
        Frame("Is it so that {plain}?", "none"),
    )
