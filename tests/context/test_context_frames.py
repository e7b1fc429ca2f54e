"""Within a cue frame only modality and attribution change."""

from __future__ import annotations

import pytest

from context.frames import Frame, frames
from context.judging import judged
from slugline.edtf import Edtf
from slugline.model import Entity, Value

PLAINS: tuple[tuple[str, str, Value, bool, str], ...] = (
    ("Ines Varga stars in *Salt Harbour*", "Ines Varga", Entity("person", "Ines Varga"), False, "stated"),
    ("*Salt Harbour* was shot in Lisbon", "Lisbon", Entity("place", "Lisbon"), False, "stated"),
    ("*Salt Harbour* opens in cinemas on June 7", "June 7", Edtf("2024-06-07"), True, "scheduled"),
    ("*Salt Harbour* is distributed by Neon", "Neon", Entity("organization", "Neon"), False, "stated"),
)


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.template)
@pytest.mark.parametrize(("plain", "target", "value", "event", "own"), PLAINS, ids=lambda part: str(part)[:24])
def test_only_modality_and_attribution_change(
    frame: Frame, plain: str, target: str, value: Value, event: bool, own: str
) -> None:
    found = judged(frame.around(plain), target, value=value, event=event)
    if frame.modality == "none":
        assert found is None
        return
    assert found is not None
    assert (found.modality, found.attribution) == (frame.modality or own, frame.attribution)
