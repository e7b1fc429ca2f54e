"""The eye: what it sees has its place in the text, is the same every time, and a damaged file is refused."""

import json
import shutil
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.errors import ModelError
from slugline.learned.eye import MAX_NAMES, WEIGHTS, eye, load
from slugline.learned.pairs import CLAUSE, REFERS
from slugline.learned.standing import Name

TEXT = "Mara Quill will star in Salt Orchard, the new film from director Ned Brann. It opens in France on 9 October."


def weights(folder: Path) -> Path:
    for one in resources.files(WEIGHTS).iterdir():
        if one.name.endswith((".json", ".txt", ".onnx", ".npz")):
            with resources.as_file(one) as path:
                shutil.copy(path, folder / one.name)
    return folder


def test_names_are_seen_in_plain_type() -> None:
    seen = {TEXT[one.start : one.end]: one.label for one in eye().look("", TEXT).names()}
    assert seen["Mara Quill"] == seen["Ned Brann"] == "person"
    assert seen["Salt Orchard"] == "title"
    assert seen["France"] == "place"


def test_a_span_plays_a_role_and_is_said_of_a_name() -> None:
    sight = eye().look("", TEXT)
    actor, maker, work = (
        (TEXT.index(name), TEXT.index(name) + len(name)) for name in ("Mara Quill", "Ned Brann", "Salt Orchard")
    )
    chances = sight.roles([actor, maker])
    cast, director = (sight.roles_named.index(role) for role in ("cast_member", "director"))
    assert chances[0][cast] > chances[1][cast]
    assert chances[1][director] > chances[0][director]
    names = [Name(*actor, "Mara Quill", False), Name(*work, "Salt Orchard", True)]
    scores = sight.subjects([(*maker, "director")], names)
    assert scores[0][1] > scores[0][0]


def test_what_refers_back_and_clauses_are_asked_too_and_one_by_one_as_together() -> None:
    sight = eye().look("", TEXT)
    at = TEXT.index("Salt")
    names = [Name(0, 10, "Mara Quill", False), Name(at, at + 12, "Salt Orchard", True)]
    it = TEXT.index("It opens")
    asked = [(it, it + 2, REFERS), (it, len(TEXT), CLAUSE), (0, 10, "cast_member")]
    together = sight.subjects(asked, names)
    assert together[0][1] > together[0][0]
    for row, one in zip(together, asked, strict=True):
        assert sight.subjects([one], names)[0] == pytest.approx(row, abs=1e-4)


def test_of_very_many_names_the_nearest_are_weighed() -> None:
    long = "\n".join([TEXT] * (MAX_NAMES + 20))
    size = len(TEXT) + 1
    at = TEXT.index("Salt Orchard")
    names = [Name(n * size + at, n * size + at + 12, str(n), True) for n in range(MAX_NAMES + 20)]
    scores = eye().look("", long).subjects([(0, 10, "cast_member")], names)[0]
    assert scores[:MAX_NAMES].min() > scores[MAX_NAMES:].max()


def test_the_same_text_gives_the_same_sight() -> None:
    one, other = eye().look("Salt Orchard", TEXT), eye().look("Salt Orchard", TEXT)
    assert one.names() == other.names()
    assert (one.roles([(0, 10)]) == other.roles([(0, 10)])).all()


def test_a_long_text_is_seen_to_its_end_in_windows() -> None:
    long = "\n\n".join([TEXT] * 40)
    seen = [long[one.start : one.end] for one in eye().look("", long).names()]
    assert seen.count("Ned Brann") >= 36


@given(st.text(max_size=120))
@settings(max_examples=40, deadline=None)
def test_names_lie_in_the_text_in_order_without_overlaps(text: str) -> None:
    seen = eye().look("", text).names()
    assert all(0 <= one.start < one.end <= len(text) and 0 <= one.sure <= 1 for one in seen)
    assert all(one.end <= other.start for one, other in pairwise(seen))


def test_a_text_without_words_shows_nothing() -> None:
    sight = eye().look("", "")
    assert sight.names() == []
    assert sight.roles([]).shape[0] == 0


@pytest.mark.parametrize("name", ["eye.onnx", "pairs.npz"])
def test_damaged_weights_are_refused(tmp_path: Path, name: str) -> None:
    folder = weights(tmp_path)
    with (folder / name).open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(ModelError, match="not the file that its card describes"):
        load(folder)


@pytest.mark.parametrize("name", ["card.json", "vocabulary.txt", "eye.onnx", "pairs.npz"])
def test_missing_weights_are_named(tmp_path: Path, name: str) -> None:
    (weights(tmp_path) / name).unlink()
    with pytest.raises(ModelError, match=name):
        load(tmp_path)


def test_a_card_of_another_make_is_refused(tmp_path: Path) -> None:
    folder = weights(tmp_path)
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(card | {"shoe_size": 44}))
    with pytest.raises(ModelError, match="shoe_size"):
        load(folder)
