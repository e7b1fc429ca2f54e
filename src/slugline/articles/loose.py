"""A page's tree made ready for extraction, so that no blank and no paragraph is lost in it.

Extraction trims the texts around links and emphasis ("a <a>link</a> to" would come out as "a linkto"), and takes text
that only line breaks part for one paragraph. Blanks beside inline elements are marked, and loose text is put into
paragraphs, before it begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lxml.html import Element, HtmlElement  # type: ignore[import-untyped]

BLANK = "\ue000"  # a character of no meaning, which no page needs: it stands for a blank that must stay
_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
     "time", "u"]
)  # fmt: skip
_HOLDERS = ("div", "section", "article", "td", "main", "center")
_LOOSE = 80  # characters of text that make a holder one of prose


def ready(tree: HtmlElement) -> None:
    """Marks blanks and makes paragraphs of loose text, in place."""
    for holder in list(tree.iter(*_HOLDERS)):
        if _is_loose(holder):
            _part(holder)
    for element in tree.iter(*_INLINE):
        _keep_blanks(element)


def restored(text: str) -> str:
    """The text with the blanks that were marked."""
    return text.replace(BLANK, " ") if BLANK in text else text


def _keep_blanks(element: HtmlElement) -> None:
    before, parent = element.getprevious(), element.getparent()
    if parent is None:
        return
    lead = before.tail if before is not None else parent.text
    if lead and lead[-1].isspace() and lead.strip():
        if before is not None:
            before.tail = lead + BLANK
        else:
            parent.text = lead + BLANK
    if element.tail and element.tail[0].isspace() and element.tail.strip():
        element.tail = BLANK + element.tail
    if element.text and element.text[-1].isspace() and element.text.strip():
        element.text += BLANK
    if element.text and element.text[0].isspace() and element.text.strip():
        element.text = BLANK + element.text


def _is_loose(holder: HtmlElement) -> bool:
    """Whether prose stands in the holder itself, parted by line breaks or beside paragraphs."""
    breaks = sum(1 for child in holder if child.tag == "br")
    if breaks < 2 and not any(child.tag == "p" for child in holder):
        return False
    texts = chain([holder.text], (child.tail for child in holder))
    return sum(len(text.strip()) for text in texts if text) >= _LOOSE


def _part(holder: HtmlElement) -> None:
    """Puts what stands between blocks and empty lines into paragraphs."""
    children = list(holder)
    made: list[HtmlElement] = []
    current = _paragraph(holder.text)
    for child, last in _with_last(children):
        tail, child.tail = child.tail, None
        inline = child.tag in _INLINE or child.tag == "br" or not isinstance(child.tag, str)
        if child.tag == "br" and (last is None or last.tag == "br") and not _ends(current).strip():
            current = _closed(made, current, tail)
        elif inline:
            child.tail = tail
            current.append(child)
        else:
            _closed(made, current, None)
            made.append(child)
            current = _paragraph(tail)
    _closed(made, current, None)
    for child in children:
        if child.getparent() is holder:
            holder.remove(child)
    holder.text = None
    for element in made:
        holder.append(element)


def _with_last(children: list[HtmlElement]) -> Iterator[tuple[HtmlElement, HtmlElement | None]]:
    last = None
    for child in children:
        yield child, last
        last = child


def _ends(paragraph: HtmlElement) -> str:
    """The text after the last element of a paragraph."""
    return (paragraph[-1].tail if len(paragraph) else paragraph.text) or ""


def _paragraph(text: str | None) -> HtmlElement:
    made = Element("p")
    made.text = text
    return made


def _closed(made: list[HtmlElement], paragraph: HtmlElement, text: str | None) -> HtmlElement:
    """Keeps the paragraph if it says anything; a new one that begins with ``text``."""
    if len(paragraph) or (paragraph.text or "").strip():
        made.append(paragraph)
    return _paragraph(text)
