"""How values stand to names: each feature on a text that shows it, and the head's sums beside a plain count of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.learned.pairs import Pairs
from slugline.learned.standing import AHEAD, BEHIND, DISTANCES, FEATURES, Layout, Name

TEXT = "# Salt Orchard\n\nMara Quill stars. It opens on 9 May in France.\n\nIn Low Tide she played Wren."
FIRST = len(DISTANCES) + 1
ROWS = [f"behind {low}" for low, _ in BEHIND] + [f"ahead {low}" for low, _ in AHEAD]
ROWS += ["line before", "line after", "under", "other heading", "next line", "near line", "later line"]
ROWS += ["nearest work", "headline", "share", "work", "first"]


def name(words: str, *, work: bool) -> Name:
    start = TEXT.index(words)
    return Name(start, start + len(words), words, work)


NAMES = [name("Salt Orchard", work=True), name("Mara Quill", work=False), name("Low Tide", work=True)]


def features(value: str, of: str) -> dict[str, float]:
    made = Layout("Salt Orchard dated", TEXT).standing([TEXT.index(value)], NAMES)
    row = made[0, [one.entity for one in NAMES].index(of), FIRST:]
    return {what: round(float(flag), 2) for what, flag in zip(ROWS, row, strict=True) if flag}


@pytest.mark.parametrize(
    ("value", "of", "expected"),
    [
        ("9 May", "Salt Orchard", {"behind 0", "under", "next line", "headline", "share", "work", "first"}),
        ("9 May", "Mara Quill", {"behind 0", "line before", "share", "first"}),
        ("9 May", "Low Tide", {"ahead 0", "later line", "share", "work", "first"}),
        ("Wren", "Salt Orchard", {"behind 1", "under", "near line", "headline", "share", "work", "first"}),
        ("Wren", "Low Tide", {"behind 0", "line before", "nearest work", "share", "work", "first"}),
        ("Wren", "Mara Quill", {"behind 1", "next line", "share", "first"}),
    ],
)
def test_features(value: str, of: str, expected: set[str]) -> None:
    assert set(features(value, of)) == expected


def test_one_stretch_of_distance_holds() -> None:
    made = Layout("", TEXT).standing(range(0, len(TEXT), 7), NAMES)
    assert (made[:, :, :FIRST].sum(2) == 1).all()


def test_the_second_mention_is_not_the_first_and_shares_count_mentions() -> None:
    text = "Low Tide. Salt Orchard. Low Tide opens in May."
    names = [Name(0, 8, "low", True), Name(10, 22, "salt", True), Name(24, 32, "low", True)]
    made = Layout("", text).standing([text.index("May")], names)[0, :, FIRST:]
    assert made[:, ROWS.index("first")].tolist() == [1, 1, 0]
    assert made[:, ROWS.index("share")].tolist() == pytest.approx([2 / 3, 1 / 3, 2 / 3])
    assert made[:, ROWS.index("behind 0")].tolist() == [0, 0, 1]
    assert made[:, ROWS.index("behind 1")].tolist() == [1, 1, 0]


@given(st.text(alphabet="ab. \n#", max_size=60), st.data())
def test_any_text_has_its_features(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    values = data.draw(st.lists(place, max_size=4))
    starts = data.draw(st.lists(place, max_size=5))
    names = [Name(start, start, str(n % 3), n % 2 == 0) for n, start in enumerate(starts)]
    made = Layout(text[:5], text).standing(values, names)
    assert made.shape == (len(values), len(names), FEATURES)
    assert ((made >= 0) & (made <= 1)).all()


def test_the_head_is_what_its_weights_say() -> None:
    dice = np.random.default_rng(1)

    def drawn(*shape: int) -> np.ndarray:
        return dice.normal(size=shape).astype(np.float32)

    pairs = Pairs(drawn(3, 4), drawn(3, 5), drawn(4, 2), drawn(4, 2), drawn(5, 2), drawn(2), drawn(2))
    values, names, alone, standing = drawn(2, 4), drawn(3, 4), drawn(3, 1), drawn(2, 3, 5)
    scores = pairs.scores(values, [2, 0], names, alone, standing)
    for v, relation in enumerate([2, 0]):
        for n in range(3):
            both = values[v] * pairs.relations[relation] * names[n]
            hidden = both @ pairs.products + np.maximum(names[n], 0) @ pairs.names + standing[v, n] @ pairs.standing
            plain = both.sum() / 2 + alone[n, 0] + standing[v, n] @ pairs.places[relation]
            plain += np.maximum(hidden + pairs.bias, 0) @ pairs.out
            assert scores[v, n] == pytest.approx(plain, abs=1e-4)
