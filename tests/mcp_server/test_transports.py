"""`slugline mcp` as a process: over standard input and output by the SDK's client, over HTTP, and by raw bytes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

import scenes
from mcp_server.tides import NOTES

COMMAND = (sys.executable, "-m", "slugline.surfaces.cli", "mcp")
WAIT = 30  # seconds
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a record on disk."""
    url = f"sqlite:///{tmp_path_factory.mktemp('mcp') / 'record.db'}"
    scenes.told(NOTES, url=url).close()
    return url


def environment(kept: str) -> dict[str, str]:
    env = {**os.environ, "SLUGLINE_RECORD": kept, "PYTHONWARNINGS": "error"}
    env.pop("SLUGLINE_DEBUG", None)
    return env


def test_an_assistant_asks_over_standard_input(kept: str, tmp_path: Path) -> None:
    async def run() -> tuple[list[str], Any, Any]:
        served = StdioServerParameters(command=COMMAND[0], args=list(COMMAND[1:]), env=environment(kept))
        with (tmp_path / "err").open("w", encoding="utf-8") as err:
            async with Client(stdio_client(served, errlog=err)) as client:
                tools = [tool.name for tool in (await client.list_tools()).tools]
                found = await client.call_tool("guide", {"title": "Paper Tides", "as_of": "2026-02-01"})
                wrong = await client.call_tool("guide", {"title": "Paper Tydes"})
        return tools, found, wrong

    tools, found, wrong = anyio.run(run)
    assert "check" in tools
    assert found.structured_content["answers"][0]["values"][0]["value"]["edtf"] == "2026-11-06"
    assert wrong.is_error
    assert (tmp_path / "err").read_text(encoding="utf-8") == ""


def exchange(kept: str, last: int, *lines: bytes) -> tuple[int, list[dict[str, Any]], str]:
    """What the process answers to some lines, until the answer to the message ``last``.

    The exit status, every line of standard output, standard error.
    """
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    found: list[dict[str, Any]] = []
    with subprocess.Popen(COMMAND, env=environment(kept), **pipes) as process:
        killer = threading.Timer(WAIT, process.kill)
        killer.start()
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"".join(line + b"\n" for line in lines))
        process.stdin.flush()
        while not found or found[-1].get("id") != last:
            found.append(json.loads(process.stdout.readline()))
        rest, err = process.communicate()
        killer.cancel()
    return process.returncode, [*found, *map(json.loads, rest.splitlines())], err.decode()


def sent(message: object) -> bytes:
    return json.dumps(message).encode()


def test_nothing_but_the_protocol_is_on_standard_output(kept: str) -> None:
    ask = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": "?"}}}
    status, answers, err = exchange(
        kept, 2, b"not json \xff", b"{}", b"[" * 5_000, sent(HELLO), sent(READY), b'{"jsonrpc": "2.0"}', sent(ask)
    )
    assert status == 0
    by_id = {one.get("id"): one for one in answers}
    assert by_id[1]["result"]["serverInfo"]["name"] == "slugline"
    assert by_id[2]["result"]["structuredContent"]["standing"] == "unanswered"
    assert all(one["jsonrpc"] == "2.0" for one in answers)
    assert "Traceback" not in err


def test_no_record_is_one_line(slugline: Callable[..., Any]) -> None:
    ran = slugline("mcp")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("slugline: ")
    assert ran.err.count("\n") == 1


@contextmanager
def serving(kept: str) -> Iterator[str]:
    """The address of a server over HTTP, for as long as it is wanted."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with subprocess.Popen(
        [*COMMAND, "--http", "--port", str(port)], env=environment(kept), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            until = time.monotonic() + WAIT
            while time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            process.terminate()
            _, err = process.communicate(timeout=WAIT)
            assert b"Traceback" not in err


def test_an_assistant_asks_over_http_on_this_machine_alone(kept: str) -> None:
    async def run(address: str) -> Any:
        async with Client(address) as client:
            return await client.call_tool("ask", {"question": "Who directs Paper Tides?"})

    with serving(kept) as address:
        found = anyio.run(run, address)
        assert found.structured_content["values"][0]["value"]["name"] == "Jana Olt"
        accepted = {"accept": "application/json, text/event-stream"}
        elsewhere = httpx2.post(address, json=HELLO, headers={**accepted, "host": "desk.example"})
        assert elsewhere.status_code == 421
        foreign = httpx2.post(address, json=HELLO, headers={**accepted, "origin": "https://evil.example"})
        assert foreign.status_code == 403
        large = httpx2.post(
            address, content=b"[" + b"0," * 3_000_000, headers={**accepted, "content-type": "application/json"}
        )
        assert large.status_code in (400, 413)


def test_it_listens_where_others_reach_it_never(slugline: Callable[..., Any], kept: str) -> None:
    ran = slugline("mcp", "--http", "--host", "0.0.0.0", "--record", kept)  # noqa: S104
    assert ran.status == 1
    assert "0.0.0.0 is no address of this machine alone (allowed: 127.0.0.1" in ran.err
