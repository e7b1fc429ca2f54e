"""Where a webhook may go: to public addresses, the very ones that were looked at."""

from __future__ import annotations

import ipaddress

import pytest

from slugline.errors import HookError
from slugline.pages.addresses import Place, is_public
from slugline.record import Record
from slugline.surfaces.hooks.keeping import add_hook, hooks
from slugline.surfaces.hooks.places import checked, looked_up
from slugline.surfaces.hooks.telling import tell
from web.programs.noted import notes
from web.programs.receiving import LATER, Receiver, adds, once, sender

SECOND = notes()[1]
LOOKUP = "slugline.pages.addresses.socket.getaddrinfo"


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "ff02::1", "2001:db8::1", "192.0.2.1", "198.51.100.7", "240.0.0.1",
        "0.1.2.3", "fec0::1", "192.88.99.1", "3fff::1", "64:ff9b:1::7f00:1", "::7f00:1", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_private_addresses_are_known(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_public_addresses_are_known(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "ftp://x.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "https://:443/",
        "http://user@x.example/", "http://user:word@x.example/", "http://x.example/ y", "http://x.example/\n",
        "http://x.example/#part", "http://[::1/", "http://x.example:99999/", "http://x.example/\u202e",
        "https://x.example/" + "y" * 2_000, "gopher://x.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_for_a_hook(record: Record, url: str) -> None:
    with pytest.raises(HookError) as fault:
        add_hook(record, url, LATER, allow_private=True)
    assert len(str(fault.value)) < 500
    assert hooks(record) == ()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "0x7f000001", "2130706433", "0177.0.0.1"])
def test_this_machine_is_refused_however_it_is_written(record: Record, host: str) -> None:
    with pytest.raises(HookError):
        add_hook(record, f"http://{host}/hook", LATER)


def test_a_name_that_turns_private_is_not_posted_to(
    record: Record, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["93.184.216.34", "127.0.0.1"]
    port = int(receiver.url.rsplit(":", 1)[1].partition("/")[0])

    monkeypatch.setattr(LOOKUP, lambda *_, **__: [(2, 1, 6, "", (answers.pop(0), port))])
    add_hook(record, f"http://turning.example:{port}/hook", LATER)
    adds(record, SECOND)
    (outcome,) = tell(record, sender(allow_private=False))
    assert "private" in outcome.fault
    assert receiver.messages == []


def test_the_address_that_was_looked_at_is_the_one_posted_to(
    record: Record, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(receiver.url.rsplit(":", 1)[1].partition("/")[0])
    monkeypatch.setattr(LOOKUP, lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", port))])
    add_hook(record, f"http://named.example:{port}/hook?key=1", LATER, allow_private=True)
    adds(record, SECOND)
    assert once(record).sent == len(receiver.messages) > 0
    assert receiver.messages[0].headers["host"] == f"named.example:{port}"
    assert receiver.messages[0].path == "/hook?key=1"


def test_one_private_address_of_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", (one, 80)) for one in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(LOOKUP, lambda *_, **__: rows)
    with pytest.raises(HookError):
        looked_up(Place("http", "x.example", 80), allow_private=False)
    assert looked_up(Place("http", "x.example", 80), allow_private=True) == ["93.184.216.34", "10.0.0.1"]


def test_names_of_other_scripts_are_coded() -> None:
    assert checked("https://müller.example/x") == Place("https", "xn--mller-kva.example", 443)
