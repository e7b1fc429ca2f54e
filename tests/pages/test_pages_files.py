"""Files and folders become pages in a stable order; what cannot be read is handed over, never raised."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from slugline.errors import UnreadableInput
from slugline.pages import MAX_BYTES, Page, pages_of


def _seen(*paths: Path) -> list[tuple[str, str]]:
    """File name and kind of each page, ``!`` and the fault of each refusal."""
    return [
        (Path(found.file).name, found.kind) if isinstance(found, Page) else ("!", found.fault)
        for found in pages_of(paths)
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.md", "markdown"),
        ("a.markdown", "markdown"),
        ("A.MD", "markdown"),
        ("a.txt", "text"),
        ("a.html", "html"),
        ("a.htm", "html"),
        ("a.xhtml", "html"),
        ("a.claims.jsonl", "claims"),
    ],
)
def test_the_suffix_tells_the_kind(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"words")
    assert list(pages_of([path])) == [Page(content=b"words", kind=kind, file=path.as_posix())]


@pytest.mark.parametrize("name", ["a.pdf", "a.json", "a", ".md", "md"])
def test_other_kinds_are_refused_by_name_and_passed_over_in_a_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"words")
    (tmp_path / "good.md").write_bytes(b"words")
    (refused,) = pages_of([tmp_path / name])
    assert isinstance(refused, UnreadableInput)
    assert ".md" in refused.allowed
    assert _seen(tmp_path) == [("good.md", "markdown")]


def test_folders_are_read_through_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "z/c.txt", "m/d.html", "m/a/e.md", ".git/f.md", "m/.hidden.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"words")
    names = [
        Path(page.file).relative_to(tmp_path).as_posix() for page in pages_of([tmp_path]) if isinstance(page, Page)
    ]
    assert names == ["a.md", "b.md", "m/d.html", "m/a/e.md", "z/c.txt"]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"words")
    (tmp_path / "c.md").write_bytes(b"words")
    with (tmp_path / "b.md").open("wb") as stream:
        stream.truncate(100_000_000)
    assert _seen(tmp_path) == [("a.md", "markdown"), ("!", "100.0 MB is too large"), ("c.md", "markdown")]


def test_the_bound_of_a_file_is_exact(tmp_path: Path) -> None:
    for size, name in ((MAX_BYTES, "just.md"), (MAX_BYTES + 1, "over.md")):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(size)
    assert [kind for _, kind in _seen(tmp_path)] == ["markdown", "20.0 MB is too large"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("missing.md", "there is no such file or folder"),
        ("folder.md", "nothing to read in this folder"),
        ("pipe.md", "not a plain file"),
        ("dangling.md", "there is no such file or folder"),
        ("long" * 100 + ".md", "cannot be read: File name too long"),
    ],
)
def test_what_is_no_file_is_told_in_a_line(tmp_path: Path, name: str, fault: str) -> None:
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    assert _seen(tmp_path / name) == [("!", fault)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"words")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "shut").mkdir(0)
    assert _seen(tmp_path) == [("!", "cannot be read: Permission denied")] * 2
    (tmp_path / "shut").chmod(0o700)


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"words")
    (tmp_path / "again").symlink_to(tmp_path)
    assert _seen(tmp_path) == [("a.md", "markdown")]


def test_names_are_shown_on_one_line(tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/a\nb\x1b[31m\xff.md"))
    path.write_bytes(b"words")
    (page,) = pages_of([path])
    assert isinstance(page, Page)
    assert Path(page.file).name == r"a\nb\x1b[31m\xff.md"


def test_pages_are_read_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"words")
    (tmp_path / "b.md").write_bytes(b"words")
    pages = pages_of([tmp_path])
    next(pages)
    (tmp_path / "b.md").write_bytes(b"changed")
    second = next(pages)
    assert isinstance(second, Page)
    assert second.content == b"changed"
