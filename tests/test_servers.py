"""The server that the tests start: whose it is, how it is reached, and what is said where there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import servers
from conftest import without_server
from servers import NoServer, Server, find_programs, running_server

LINUX = pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked up in /proc")


@LINUX
def test_it_is_nobodys_but_ours(server: Server) -> None:
    """It runs as another user than root, and no port is open."""
    assert server.run("SHOW listen_addresses") == [("",)]
    [(process,)] = server.run("SELECT pg_backend_pid()")
    assert process > 0
    first = int((server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    assert Path(f"/proc/{first}").stat().st_uid == server.data.stat().st_uid != 0 or os.geteuid()
    assert server.data.stat().st_mode & 0o077 == 0


@LINUX
def test_it_is_gone_when_it_is_done() -> None:
    with running_server() as server:
        first = int((server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        assert Path(f"/proc/{first}").exists()
    assert not Path(f"/proc/{first}").exists()
    assert not server.folder.exists()


def test_where_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(servers, "FOLDERS", str(tmp_path / "*" / "bin"))
    with pytest.raises(NoServer, match="install Debian's package postgresql"):
        find_programs()


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("1", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_a_test_without_one_fails_only_where_all_must_run(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no PostgreSQL server: why"):
        without_server("why")
