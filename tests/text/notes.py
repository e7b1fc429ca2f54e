"""Notes for the tests of the text layer: an article from a few lines, and what was read in it."""

from __future__ import annotations

from datetime import date

from slugline.articles import article_of
from slugline.model import Article
from slugline.pages import Page
from slugline.text.mentions import plain_name
from slugline.text.reader import read
from slugline.text.reading import Line, Reading

DAY = date(2024, 3, 5)


def note(body: str, title: str = "A note") -> Article:
    """An article in Markdown, dated 5 March 2024."""
    front = f'---\ntitle: "{title}"\ndate: 2024-03-05\n---\n'
    return article_of(Page((front + body).encode(), "markdown", "note.md"))


def reading(body: str, title: str = "A note") -> Reading:
    """The note, read."""
    return read(note(body, title))


def named(body: str, title: str = "A note") -> dict[str, str]:
    """The names of the note, each as it stands, with the label of its last place."""
    made = reading(body, title)
    return {plain_name(one.evidence.quote): one.label for one in made.mentions}


def line(body: str, holding: str, title: str = "A note") -> Line:
    """The only line of the note that holds these words."""
    found = [one for one in reading(body, title).lines if holding in one.text]
    assert len(found) == 1, [one.text for one in found]
    return found[0]
