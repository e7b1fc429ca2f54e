"""`slugline verify` finds nothing wrong with what Slugline wrote, and whatever others did to it since."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Runner
from record.tampering import BOTH, TAMPERINGS, Tampering, build, tamper
from record.test_record_scope import QUICK, START, claims, stories
from scenes import RECORDED, Note, note, say
from servers import Server
from slugline.claims.kinds import SPECS
from slugline.edtf import Edtf
from slugline.errors import RecordError
from slugline.model import Claim, Entity, Statement, Value
from slugline.record import Correction, Decision, Record, Ref, claim_id, load_policy
from slugline.record.connect import connect
from slugline.record.database import Database
from slugline.record.verify import verify
from slugline.record.view import View

Copier = Callable[[str], tuple[str, Server | None]]


def faults_in(database: Database, counted: Counter[str] | None = None) -> list[str]:
    seen: Counter[str] = Counter() if counted is None else counted
    return [str(fault) for found in verify(database, SPECS, load_policy(), seen) for fault in found]


def faults_at(url: str, counted: Counter[str] | None = None) -> list[str]:
    database = connect(url, create=False)
    try:
        return faults_in(database, counted)
    finally:
        database.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound record in a file."""
    path = tmp_path_factory.mktemp("sound") / "record.db"
    build(str(path))
    return path


@pytest.fixture(scope="module")
def template(server: Server) -> str:
    """The name of a server's database with the same record."""
    address = server.fresh()
    build(address)
    return address.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def copy(file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Copier:
    """Gives the address of a sound record on a database, to be spoilt, and the server where it is on one."""

    def make(database: str) -> tuple[str, Server | None]:
        if database == "sqlite":
            return f"sqlite:///{shutil.copy(file, tmp_path / 'record.db')}", None
        server: Server = request.getfixturevalue("server")
        address = server.fresh(request.getfixturevalue("template"))
        request.addfinalizer(lambda: server.drop(address))
        return address, server

    return make


@pytest.mark.parametrize("database", BOTH)
def test_nothing_is_wrong_with_what_slugline_wrote(database: str, copy: Copier) -> None:
    counted: Counter[str] = Counter()
    assert faults_at(copy(database)[0], counted) == []
    assert counted == {
        "articles": 3,
        "versions": 4,
        "claims": 15,
        "names": 20,
        "words": 33,
        "decisions": 6,
        "titles": 2,
        "people": 1,
        "franchises": 1,
        "statements": 17,
    }


@pytest.mark.parametrize(
    ("database", "tampering"),
    [(database, one) for one in TAMPERINGS for database in one.databases],
    ids=lambda value: value.name if isinstance(value, Tampering) else value,
)
def test_every_tampering_is_found(database: str, tampering: Tampering, copy: Copier) -> None:
    url, server = copy(database)
    tamper(url, tampering.statements, server)
    found = faults_at(url)
    assert [fault for fault in found if tampering.told in fault], found
    assert all("(expected: " in fault and "\n" not in fault for fault in found)


def test_every_page_of_a_file_that_is_blanked_is_found(file: Path, tmp_path: Path) -> None:
    sound, spoilt = file.read_bytes(), tmp_path / "record.db"
    size = int.from_bytes(sound[16:18], "big")
    for start in range(size, len(sound), size):
        spoilt.write_bytes(sound[:start] + bytes(size) + sound[start + size :])
        try:
            found = faults_at(str(spoilt))
        except RecordError as error:
            found = [str(error)]
        assert found, f"page {start // size + 1}"


@QUICK
@given(data=st.data())
def test_bytes_that_are_spoilt_never_end_the_look(
    data: st.DataObject, file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(file.read_bytes())
    for place in data.draw(st.lists(st.integers(100, len(content) - 1), min_size=1, max_size=30)):
        content[place] = data.draw(st.integers(0, 255))
    spoilt = tmp_path_factory.mktemp("spoilt") / "record.db"
    spoilt.write_bytes(content)
    with suppress(RecordError):  # of a file that does not even open
        faults_at(str(spoilt))


def corrections(claim: Claim) -> list[Correction]:
    """What an editor may make of a claim."""
    others: dict[str, Value] = {"release_date": Edtf("2030-01-01"), "cast_member": Entity("person", "Nils Brandt")}
    value = others.get(claim.property)
    changes = [Correction(modality="denied"), Correction(subject=replace(claim.subject, name="Heron House"))]
    return [*changes, Correction(value=value, qualifiers={})] if value is not None else changes


@QUICK
@given(stories(), stories(), st.data())
def test_nothing_is_wrong_with_any_story(story: list[Note], corrected: list[Note], data: st.DataObject) -> None:
    """Late articles, corrected ones, decisions of every kind, in any order of reading."""
    database = connect(":memory:", create=True)
    with Record(database, SPECS, load_policy()) as record:
        for each in data.draw(st.permutations([*story, *corrected])):
            record.add(None, each.claims, RECORDED)
        said = data.draw(st.lists(st.sampled_from(record.claims()), max_size=4))
        for number, claim in enumerate(said):
            act = data.draw(st.sampled_from(["confirm", "reject", "correct"]))
            change = data.draw(st.sampled_from(corrections(claim))) if act == "correct" else None
            made = Decision(0, act, START, "Ines", "a reason", claim=claim_id(claim), correction=change)
            record.decide(made, RECORDED)
            if data.draw(st.booleans()):
                record.decide(Decision(0, "withdraw", START, "Ines", "again", withdraws=2 * number + 1), RECORDED)
            else:
                one, other = data.draw(st.tuples(claims(), claims()))
                pair = (Ref(one.subject.name, one.subject.type), Ref(other.subject.name, other.subject.type))
                joined = data.draw(st.sampled_from(["same", "differ"]))
                record.decide(Decision(0, joined, START, "Ines", "why", one=pair[0], other=pair[1]), RECORDED)
        assert faults_in(database) == []


def test_claims_of_one_article_that_name_its_publisher_differently_are_sound(url: str) -> None:
    scene = note("2026-03-01", "The Paper", say("runtime", 90), say("director", "Ada Rook"))
    other = replace(scene.claims[1], source=replace(scene.claims[1].source, publisher="Paper, The", title="Again"))
    database = connect(url, create=True)
    with Record(database, SPECS, load_policy()) as record:
        assert [one.outcome for one in record.add(None, (scene.claims[0], other), RECORDED)] == ["new"]
        assert [one.outcome for one in record.add(None, (scene.claims[0], other), RECORDED)] == ["same"]
        assert faults_in(database) == []


def test_what_others_write_meanwhile_is_not_looked_at(url: str) -> None:
    database = connect(url, create=True)
    with Record(database, SPECS, load_policy()) as record:
        record.add(None, note("2026-03-01", "The Paper", say("runtime", 90)).claims, RECORDED)
        counted: Counter[str] = Counter()
        steps = verify(database, SPECS, load_policy(), counted)
        assert next(steps) == []
        with Record(connect(url, create=False), SPECS, load_policy()) as another:
            another.add(None, note("2026-03-02", "The Post", say("runtime", 95)).claims, RECORDED)
        assert [fault for found in steps for fault in found] == []
    assert counted["versions"] == counted["claims"] == 1


def _other_value(made: Statement) -> Statement:
    return replace(made, value=Edtf("2031-01-01"))


def _other_words(made: Statement) -> Statement:
    claim = made.claims[0]
    words = replace(claim.evidence, start=1000, end=1000 + len(claim.evidence.quote))
    return replace(made, claims=(replace(claim, evidence=words),))


FORGED: dict[str, Callable[[Statement], Statement]] = {
    "none of its claims says so": _other_value,
    "words of a recorded claim": _other_words,
    "no claim bears it": lambda made: replace(made, claims=()),
    "a day by which it had been said": lambda made: replace(made, since=date(2020, 1, 1)),
    "a later end": lambda made: replace(made, until=made.since),
}


@pytest.mark.parametrize("told", FORGED)
def test_a_statement_that_does_not_follow_from_its_claims_is_found(
    told: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = View.statements

    def forged(self: View, subject: str, name: str) -> tuple[Statement, ...]:
        made = honest(self, subject, name)
        return tuple(map(FORGED[told], made)) if name == "release_date" else made

    monkeypatch.setattr(View, "statements", forged)
    found = faults_at(str(file))
    assert any(told in fault for fault in found), found
    assert all(fault.startswith("release_date of ") for fault in found)


def test_a_statement_that_hangs_on_the_order_of_reading_is_found(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = View.__init__

    def careless(self: View, day: date, claims: tuple[Claim, ...], **more: object) -> None:
        honest(self, day, claims[:-1], **more)  # type: ignore[arg-type]

    monkeypatch.setattr(View, "__init__", careless)
    assert any("read in another order" in fault for fault in faults_at(str(file)))


def test_the_command_says_that_nothing_is_wrong(slugline: Runner, tmp_path: Path) -> None:
    build(str(tmp_path / "record.db"))
    ran = slugline("verify")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{tmp_path / 'record.db'}: nothing is wrong (3 articles, 4 versions, 15 claims, ")
    assert ran.out.endswith(" 17 statements)\n")


def test_the_command_names_each_fault_on_a_line_of_its_own(slugline: Runner, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    build(str(path))
    tamper(str(path), ("UPDATE versions SET recorded_at = char(27) || '[31m\nsoon' WHERE id IN (1, 2)",), None)
    ran = slugline("verify", "--record", path)
    lines = ran.err.splitlines()
    assert ran.status == 1
    assert len(lines) == 3  # and the mark that was made at that moment
    assert all(line.startswith("slugline: article ") for line in lines)
    assert "\x1b" not in ran.err
    assert ": 3 faults (" in ran.out


def test_the_command_refuses_what_is_no_record(slugline: Runner, tmp_path: Path) -> None:
    ran = slugline("verify")
    assert (ran.status, ran.out) == (1, "")
    assert (
        ran.err
        == f"slugline: {tmp_path / 'record.db'}: there is no record (allowed: a record made by `slugline add`)\n"
    )
    assert not (tmp_path / "record.db").exists()
    (tmp_path / "notes.txt").write_text("Paper Tides opens in June." * 10, encoding="utf-8")
    assert "is not a SQLite database" in slugline("verify", "--record", "notes.txt").err
