"""`slugline serve` as a command: one process or several over one record, stopped cleanly by whatever stops it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from scenes import RECORDED, note, say
from slugline.claims.kinds import SPECS
from slugline.record import open_record

RUN = "import sys; from slugline.surfaces.cli import main; sys.exit(main())"
GUIDE = "/titles/paper-tides"
PATIENCE = 40.0


@contextmanager
def served(record: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command over a record, in a group of processes of its own, as a terminal starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-c", RUN, "serve", "--port", str(port), "--record", str(record), *options]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait(lambda: answers(address) or process.poll() is not None)
        yield address, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait(true: object) -> None:
    until = time.monotonic() + PATIENCE
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.05)


def answers(address: str) -> bool:
    try:
        return httpx2.get(f"{address}/healthz", timeout=5).status_code == 200
    except httpx2.HTTPError:
        return False


def group(pid: int) -> list[int]:
    """The processes of a group that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, member = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(member) == pid and state != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.fixture
def record(desk_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(desk_file, tmp_path / "served.db"))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_several_processes_serve_one_record_and_end_together(
    record: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    with served(record, "--workers", "2", "--pages", str(tmp_path / "pages")) as (address, process):
        with httpx2.Client(base_url=address) as reader:
            first = reader.get(GUIDE)
            assert first.status_code == 200
            with open_record(str(record), SPECS, create=False) as added:
                added.add(None, note("2026-05-20", "The Halyard", say("director", "Vera Oduya-Lind")).claims, RECORDED)
            for _ in range(8):  # over connections that either process may take
                assert "Oduya-Lind" in httpx2.get(address + GUIDE).text
        working = group(process.pid)
        assert len(working) >= 3, "two that serve, and the one that started them"
        if stop is signal.SIGINT:
            os.killpg(process.pid, stop)  # as Ctrl-C does
        else:
            process.send_signal(stop)
        said, _ = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in said
        wait(lambda: not group(process.pid))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")
def test_no_process_outlives_the_one_that_started_it(record: Path) -> None:
    with served(record, "--workers", "2") as (_, process):
        process.kill()
        process.wait(PATIENCE)
        wait(lambda: not group(process.pid))


def test_one_process_ends_on_ctrl_c(record: Path) -> None:
    with served(record) as (address, process):
        assert httpx2.get(address + GUIDE).status_code == 200
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in said


HELD = (
    b"POST /check HTTP/1.1\r\nHost: desk\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n"
)


def test_a_request_that_never_ends_is_cut_off_without_a_word(record: Path) -> None:
    with served(record) as (address, process):
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as held:
            held.sendall(HELD)
            assert b" 100 " in held.recv(1000)  # it is being read
            os.killpg(process.pid, signal.SIGINT)
            wait(lambda: refuses(port))
            os.killpg(process.pid, signal.SIGINT)  # again, so that nobody waits for it
            said, _ = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
    assert "CancelledError" not in said


def refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), PATIENCE).close()
    except ConnectionError:
        return True
    return False
