"""The text of an article cut out of a page, written block by block so that every span is exact."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from slugline.articles.loose import restored
from slugline.articles.pieces import Piece

_CAPTION = "⸢caption⸣"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = {"p": "paragraph", "quote": "paragraph", "item": "item", "row": "row", "code": "paragraph", "head": "heading"}
_BETWEEN = (",", ";", "|", "/", "·", "•", "»", "›")
_HOLDERS = ("body", "list", "table", "div", "comments", "main", "note", "figure")


def mark_captions(tree: HtmlElement) -> None:
    """Makes captions paragraphs that carry a mark, since figures are left out of an article's body."""
    marked: set[HtmlElement] = set()
    for element in list(tree.iter("figcaption", "p", "div", "span")):
        if any(holder in marked for holder in element.iterancestors()):
            continue
        named = "caption" in (element.get("class") or "").lower().replace("captioned", "")
        if element.tag != "figcaption" and (not named or len(element) > 8 or _holds_blocks(element)):
            continue
        if not (element.text_content() or "").strip():
            continue
        marked.add(element)
        for inner in list(element.iterdescendants("p", "div", "figcaption")):
            inner.tag = "span"
        element.tag = "p"
        element.attrib.clear()
        element.text = f"{_CAPTION} {element.text or ''}"
        around = element.getparent()
        while around is not None and around.tag in ("figure", "div", "a") and _is_picture(around):
            around.tag = "div"
            around.attrib.clear()
            around = around.getparent()
    for figure in list(tree.iter("figure")):
        if any(_CAPTION in (p.text or "") for p in figure.iter("p")):
            figure.tag = "div"
            figure.attrib.clear()


def blocks_of(body: _Element, title: str) -> tuple[str, list[Piece], list[tuple[int, int]]]:
    """The text of trafilatura's ``body``, ``title`` first where the body does not open with it.

    With it its pieces, and the spans of it that stand in italics.
    """
    writer = _Writer()
    first = next((e for e in body.iter("head", "p", "item", "row") if "".join(e.itertext()).strip()), None)
    opens = first is not None and (
        (first.tag == "head" and first.get("rend") == "h1") or _letters("".join(first.itertext())) == _letters(title)
    )
    if title and first is not None and not opens:
        writer.block([_Run(title)], "heading", 1)
    writer.walk(body)
    return "".join(writer.written), writer.pieces, writer.italics


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one manner of setting; ``text`` None is a line break."""

    text: str | None
    bold: bool = False
    italic: bool = False
    linked: bool = False


@dataclass(slots=True)
class _Writer:
    written: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    italics: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0

    def walk(self, holder: _Element, shape: str = "paragraph", level: int = 0) -> None:
        """Writes the blocks under ``holder``; loose words between them are blocks of ``shape``."""
        runs = [_Run(holder.text)] if holder.text else []
        for child in holder:
            if not isinstance(child.tag, str):
                pass
            elif child.tag == "row":
                self.block(runs, shape, level)
                runs = []
                self.row(child)
            elif child.tag in _HOLDERS:
                self.block(runs, shape, level)
                runs = []
                self.walk(child, shape)
            elif child.tag in _BLOCKS:
                self.block(runs, shape, level)
                runs = []
                rend = child.get("rend") or ""
                inner = "item" if shape == "item" and child.tag != "head" else _BLOCKS[child.tag]
                self.walk(child, inner, int(rend[1]) if re.fullmatch("h[1-6]", rend) else 2)
            else:
                runs.extend(_runs(child))
            if child.tail:
                runs.append(_Run(child.tail))
        self.block(runs, shape, level)

    def row(self, row: _Element) -> None:
        """One row of a table, its cells parted by bars."""
        cells = [_BLANKS.sub(" ", restored("".join(cell.itertext()))).strip() for cell in row]
        self.block([_Run(" | ".join(cell for cell in cells if cell))], "row", 0)

    def block(self, runs: list[_Run], shape: str, level: int) -> None:
        """One block; each of its lines is a piece."""
        lines: list[list[_Run]] = [[]]
        for run in runs:
            if run.text is None:
                lines.append([])
            else:
                lines[-1].append(run)
        said = [(_joined(line), line) for line in lines]
        said = [(_BLANKS.sub(" ", text.replace(_CAPTION, " ")).strip(), line) for text, line in said if _says(text)]
        for place, (text, line) in enumerate(said):
            kind = "caption" if _joined(line).startswith(_CAPTION) else shape
            words = [run for run in line if run.text and restored(run.text).strip()]
            close = place or (kind == shape in ("item", "row") and self.pieces and self.pieces[-1].shape == shape)
            self._write(("\n" if close else "\n\n") if self.length else "")
            start = self.length
            self._write(text)
            self._slant(text, start, words)
            self.pieces.append(
                Piece(
                    kind,
                    start,
                    self.length,
                    level if kind == "heading" else 0,
                    bold=all(run.bold for run in words) and kind != "heading",
                    italic=all(run.italic for run in words),
                    linked=all(run.linked or _parts(run) for run in words) and kind != "heading",
                    alone=len(said) == 1,
                    opens=len(said) > 1 and not place,
                )
            )

    def _slant(self, text: str, start: int, words: list[_Run]) -> None:
        """Keeps where the italic runs of a line stand in its ``text``, found from the left."""
        at = 0
        for run in words:
            said = _BLANKS.sub(" ", restored(run.text or "")).strip()
            found = text.find(said, at)
            if found < 0:
                continue
            at = found + len(said)
            if run.italic:
                self.italics.append((start + found, start + at))

    def _write(self, text: str) -> None:
        self.written.append(text)
        self.length += len(text)


def _runs(element: _Element, bold: bool = False, italic: bool = False, linked: bool = False) -> list[_Run]:
    """The words of an inline element, its tail left out."""
    if not isinstance(element.tag, str) or element.tag == "graphic":
        return []
    if element.tag == "lb":
        return [_Run(None)]
    rend = element.get("rend") or ""
    bold, italic, linked = bold or rend == "#b", italic or rend == "#i", linked or element.tag == "ref"
    runs = [_Run(element.text, bold, italic, linked)] if element.text else []
    for child in element:
        runs.extend(_runs(child, bold, italic, linked))
        if child.tail:
            runs.append(_Run(child.tail, bold, italic, linked))
    return runs


def _says(text: str) -> bool:
    return any(c.isalnum() for c in text.removeprefix(_CAPTION))


def _parts(run: _Run) -> bool:
    """Whether the words are only what parts one link from the next."""
    return restored(run.text or "").strip() in _BETWEEN


def _joined(line: list[_Run]) -> str:
    return _BLANKS.sub(" ", restored("".join(run.text or "" for run in line))).strip()


def _holds_blocks(element: HtmlElement) -> bool:
    return any(
        child.tag in ("p", "div", "figure", "figcaption", "ul", "ol", "table") for child in element.iterdescendants()
    )


def _is_picture(element: HtmlElement) -> bool:
    return element.tag == "figure" or "caption" in (element.get("class") or "").lower()


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
