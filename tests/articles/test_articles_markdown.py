"""What a Markdown page becomes: its fields, its text as it stands, and each part for what it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from slugline.articles import article_of
from slugline.model import Article
from slugline.pages import Page

SAVED = Path(__file__).parent / "saved"
DAY = date(2024, 3, 5)


def read(body: str, *, title: str = "", kind: str = "markdown") -> Article:
    front = f"---\ntitle: {title!r}\ndate: 2024-03-05\n---\n"
    return article_of(Page(content=(front + body).encode(), kind=kind, file="note.md"))


def parts(body: str, **more: str) -> list[tuple[str, str]]:
    """Kind and words of each part."""
    article = read(body, **more)
    return [(part.kind, article.text[part.start : part.end]) for part in article.parts]


def kinds(body: str, **more: str) -> list[str]:
    return [kind for kind, _ in parts(body, **more)]


PROSE = "The film opens in cinemas on 4 October, the studio said on Monday."
"""A paragraph for others to stand above."""


def test_a_page_with_all_the_furniture() -> None:
    page = Page(content=(SAVED / "furniture.md").read_bytes(), kind="markdown", file="furniture.md")
    article = article_of(page)
    assert [(p.kind, p.level, article.text[p.start : p.end]) for p in article.parts] == [
        ("headline", 0, "Everything We Know About ‘The Salt Ferry’"),
        ("notice", 0, "By Mara Quill and Tom Beck"),
        ("notice", 0, "Updated 9 March 2024"),
        ("notice", 0, "Oops!\n    Something went wrong.\n    Please try again later."),
        ("caption", 0, "Nadia Orr at the wheel"),
        ("credit", 0, "*Photo: Ida Holm/Northlight*"),
        (
            "paragraph",
            0,
            """*The Salt Ferry* opens in cinemas on 4 October 2024, **Brightwater Films**
said on Monday, and the trailer is expected to follow
before the summer is out.""",
        ),
        ("link", 0, "Related: Ten harbours on screen, from the sixties to now"),
        ("heading", 2, "When does it open?"),
        ("paragraph", 0, "On 4 October, in cinemas only."),
        ("paragraph", 0, "It was once due in June."),
        ("heading", 2, "The cast"),
        ("credit", 0, "Ida Holm/Northlight"),
        ("credit", 0, "Ida Holm/Northlight"),
        ("heading", 3, "Nadia Orr"),
        ("paragraph", 0, "Nadia Orr plays Captain Vell. She is known for *Long Quay* (2018)."),
        ("heading", 3, "Petra Sand"),
        ("paragraph", 0, "Sand has a part that has not been disclosed."),
        ("list_item", 0, "**Ivo Lind** – the pilot\n  and his double"),
        ("list_item", 0, "a nested line"),
        ("list_item", 0, "Bo Strand, as the cook"),
        ("list_item", 0, "First, the storm."),
        ("list_item", 0, "Then the calm."),
        ("paragraph", 0, '"We are not finished with the sea," Orr said.'),
        ("table_row", 0, "Film | Opened"),
        ("table_row", 0, "Long Quay | 2018"),
        ("table_row", 0, "The Salt Ferry | 2024"),
        ("table_row", 0, "Film | Mins"),
        ("table_row", 0, "Long Quay | 96"),
        ("caption", 0, "Nadia Orr as Captain Vell. Photo: Ida Holm/Northlight"),
        ("link", 0, "[Read our review of Long Quay](https://quayreview.example/long-quay)"),
        ("link", 0, "https://quayreview.example/all"),
        ("notice", 0, "Sign up for our newsletter to get stories like this one."),
        ("notice", 0, "Advertisement"),
        ("heading", 2, "Will there be a sequel?"),
        ("paragraph", 0, "Nobody has said so."),
        ("link", 0, "Read more"),
        ("link", 0, "A list of harbours"),
        ("link", 0, "Another list of boats"),
        ("notice", 0, "Comments"),
        ("notice", 0, "First! It opens in June 2027, I heard."),
        ("notice", 0, "Next, The ten best ferries"),
    ]


def test_the_fields_come_from_the_front_matter() -> None:
    page = Page(content=(SAVED / "furniture.md").read_bytes(), kind="markdown", file="saved/furniture.md")
    article = article_of(page, date=date(1999, 1, 1))
    assert (article.title, article.publisher, article.author, article.url, article.file) == (
        "Everything we know about 'The Salt Ferry'",
        "The Quay Review",
        "Mara Quill, Tom Beck",
        "https://quayreview.example/salt-ferry",
        "saved/furniture.md",
    )
    assert (article.published, article.modified) == (DAY, date(2024, 3, 9))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_text_is_what_stands_after_the_front_matter(ends: str) -> None:
    whole = (SAVED / "furniture.md").read_text(encoding="utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", whole, flags=re.DOTALL)
    page = Page(content=whole.replace("\n", ends).encode(), kind="markdown", file="a.md")
    assert article_of(page).text == body


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    page = Page(content=f"{PROSE}\n\n---\n\nAnd so on.\n".encode(), kind="markdown", file="a.md")
    article = article_of(page, date=DAY)
    assert article.text == f"{PROSE}\n\n---\n\nAnd so on.\n"
    assert [part.kind for part in article.parts] == ["paragraph", "paragraph"]


def test_the_id_hashes_the_address_and_the_text() -> None:
    def ident(text: str, file: str = "a.md", url: str = "") -> str:
        return article_of(Page(content=text.encode(), kind="markdown", file=file, url=url), date=DAY).id

    assert re.fullmatch("[0-9a-f]{24}", ident(PROSE))
    assert ident(PROSE) == ident(PROSE)
    assert ident(PROSE) != ident(PROSE + "!")
    assert ident(PROSE) != ident(PROSE, file="b.md")
    assert ident(PROSE, url="https://a.example/1") == ident(PROSE, file="b.md", url="https://a.example/1")


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("# Salt", 1),
        ("### Salt ###", 3),
        ("Salt\n====", 1),
        ("Salt\n----", 2),
        ("**Salt**", 3),
        ("__Salt__", 3),
        ("Salt Ferry", 3),
        ("Robin Orr Jr.", 3),
        ("When does it open?", 2),
        ("**When does it open?**", 3),
        ("*Will she be back? — Anon, Riga*", 3),
        ("<h2>Salt</h2>", 2),
        ("<strong>Salt</strong>", 3),
        ("Why ‘The Salt Ferry’ was moved", 3),
    ],
)
def test_headings(line: str, level: int) -> None:
    article = read(f"{PROSE}\n\n{line}\n\n{PROSE}\n")
    assert [(p.kind, p.level) for p in article.parts] == [("paragraph", 0), ("heading", level), ("paragraph", 0)]


@pytest.mark.parametrize(
    "line",
    [
        "He is out.",
        "The cast, in order:",
        "And yet, said Orr, it moves; it does not stop; it goes on and on until nobody is left",
        "“We are not finished with the sea and it is not finished with us”",
        "ORR: When did we begin?",
        "**ORR:** When did we begin?",
        "**12.20** Lunch, no news",
        "so she went to sea",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}\n") == ["paragraph"] * 3


def test_a_short_line_at_the_end_is_no_heading() -> None:
    assert kinds(f"{PROSE}\n\nMore to come\n") == ["paragraph", "paragraph"]


def test_lines_alone_in_a_row_are_a_list() -> None:
    assert kinds(f"{PROSE}\n\nOrr\n\nLind\n\nStrand\n\n{PROSE}\n") == ["paragraph", *["list_item"] * 3, "paragraph"]
    assert kinds(f"{PROSE}\n\nThe Cast\n\nOrr\n\n{PROSE}\n") == ["paragraph", "heading", "heading", "paragraph"]


def test_levels_nest_under_the_headings_that_are_marked() -> None:
    article = read(f"## Cast\n\nNadia Orr\n\n{PROSE}\n\n### Crew\n\n**Ivo Lind**\n\n{PROSE}\n")
    assert [p.level for p in article.parts if p.kind == "heading"] == [2, 3, 3, 4]


@pytest.mark.parametrize(
    "line", ["The Salt Ferry: all we know", "# The Salt Ferry: All We Know", "**The Salt Ferry: all we know**"]
)
def test_the_headline_repeated(line: str) -> None:
    assert kinds(f"{line}\n\n{PROSE}\n", title="The Salt Ferry – all we know") == ["headline", "paragraph"]
    assert kinds(f"{line}\n\n{PROSE}\n", title="Another") == ["heading", "paragraph"]


def test_a_page_without_a_title_takes_its_first_heading() -> None:
    assert article_of(Page(b"# Salt\n\nWords.\n", "markdown", "a.md"), date=DAY).title == "Salt"
    assert article_of(Page(b"Words, and more words.\n", "markdown", "a.md"), date=DAY).title == ""


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Related: Ten harbours", "link"),
        ("**Related:** Ten harbours", "link"),
        ("Related:\u00a0Ten harbours.", "link"),
        ("Read More: Ten harbours", "link"),
        ("See also: Ten harbours.", "link"),
        ("Next, The ten best harbours", "link"),
        ("Next, the crew moves to Riga for a month.", "paragraph"),
        ("More than a sequel, it is a farewell.", "paragraph"),
        ("[Ten harbours](https://a.example/10)", "link"),
        ("See [Ten harbours](https://a.example/10) for the rest of it.", "paragraph"),
        ("www.harbours.example", "link"),
        ("Don't miss the first part on 3 May.", "paragraph"),
        ("Watch: Lumio, 3 May.", "paragraph"),
        ("Oops! Something went wrong. Please try again later.", "notice"),
        ("We use cookies to make this site work.", "notice"),
        ("Sign up to our newsletter.", "notice"),
        ("Orr has signed up for two more films.", "paragraph"),
        ("ADVERTISEMENT", "notice"),
        ("An advertisement for the film went wrong on Monday.", "paragraph"),
        ("Let us know in the comments!", "notice"),
        ("Subscribe to keep reading this article and get unlimited access.", "notice"),
        ("ENDS", "notice"),
        ("It ends in May.", "paragraph"),
        ("Photo: Ida Holm", "credit"),
        ("(Photo by Ida Holm/Getty Images)", "credit"),
        ("*Courtesy of Northlight*", "credit"),
        ("Ida Holm/Northlight", "credit"),
        ("Getty Images", "credit"),
        ("Photo: Nadia Orr waits for the tide in the second episode", "caption"),
        ("Pictured: Nadia Orr", "caption"),
        ("Orr as Vell in a scene from the film. (Photo: Ida Holm)", "caption"),
        ("<figcaption>Orr as Vell</figcaption>", "caption"),
        ("![Orr as Vell](orr.jpg)", "caption"),
        ("The photo was taken in Riga by a friend.", "paragraph"),
        ("<p>The film has a new date.</p>", "paragraph"),
        ("<p>Ida Holm</p>", "credit"),
        ("Drama/Comedy", "heading"),
    ],
)
def test_furniture_and_what_only_looks_like_it(line: str, kind: str) -> None:
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE} Twice.\n") == ["paragraph", kind, "paragraph"]


def test_a_page_all_in_tags_is_prose() -> None:
    lines = "".join(f"<p>{words}</p>\n\n" for words in (PROSE, "Ida Holm", PROSE + " Twice."))
    assert kinds(lines) == ["paragraph", "heading", "paragraph"]


def test_a_line_that_stands_twice() -> None:
    twice = "Long Quay Films\n\nLong Quay Films\n\n"
    assert kinds(f"{PROSE}\n\n{twice}Nadia Orr\n\n{PROSE}!\n") == [
        "paragraph",
        "credit",
        "credit",
        "heading",
        "paragraph",
    ]
    assert kinds(f"{PROSE}\n\n{twice}{PROSE}!\n") == ["paragraph", "credit", "heading", "paragraph"]
    assert kinds(f"{PROSE}\n\n{PROSE}\n") == ["paragraph", "notice"]


def test_comments_last_until_the_next_heading_of_their_depth() -> None:
    body = f"{PROSE}\n\n## Comments\n\n### Anon\n\nFirst! {PROSE}\n\n## The cast\n\n{PROSE}\n"
    assert kinds(body) == ["paragraph", "notice", "notice", "notice", "heading", "paragraph"]


def test_a_list_of_links_ends_where_prose_begins() -> None:
    body = f"{PROSE}\n\n## Most read\n\n- Ten harbours\n- Ten boats\n\n{PROSE} Twice.\n"
    assert kinds(body) == ["paragraph", "link", "link", "link", "paragraph"]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("• One\n• Two", ["One", "Two"]),
        ("1) One\n2) Two", ["One", "Two"]),
        ("- One\n\n- Two", ["One", "Two"]),
        ("- One\n    - Two\n        - Three", ["One", "Two", "Three"]),
        ("- One and\n  the rest", ["One and\n  the rest"]),
        ("> - One", ["One"]),
        ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
        ("- One<br>Two", ["One", "Two"]),
        ("1. Where: Lumio\nWhen: 3 May", ["Where: Lumio", "When: 3 May"]),
    ],
)
def test_list_items(block: str, said: list[str]) -> None:
    assert parts(f"{PROSE}\n\n{block}\n")[1:] == [("list_item", item) for item in said]


def test_a_year_is_no_number_of_an_item() -> None:
    assert parts("2019. Orr is cast.\n") == [("list_item", "2019. Orr is cast.")]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("Cast: Orr\nCrew: Lind", ["Cast: Orr", "Crew: Lind"]),
        ("The film opens on the first\nof May.", ["The film opens on the first\nof May."]),
        (
            "It was all shot in and around the old town of\nRiga in May.",
            ["It was all shot in and around the old town of\nRiga in May."],
        ),
        ("It was shot in Riga.\nIt opens in May.", ["It was shot in Riga.", "It opens in May."]),
        ("Tuesday 12\nOrr sails.", ["Tuesday 12", "Orr sails."]),
        ("She said:\n“We are done.”", ["She said:", "“We are done.”"]),
    ],
)
def test_a_line_break_is_a_fold_or_an_end(block: str, said: list[str]) -> None:
    assert [words for _, words in parts(f"{block}\n\n{PROSE}\n")[:-1]] == said


def test_a_bold_line_above_its_paragraph_is_a_heading() -> None:
    assert kinds(f"**3 May – Salt (Lumio)**\n{PROSE}\n") == ["heading", "paragraph"]
    assert kinds(f"**NEW: Salt** Lumio, 9pm\n{PROSE}\n") == ["heading", "paragraph"]
    assert kinds("**Heard:** that it is off.\n**Finding:** it is not.\n") == ["paragraph", "paragraph"]


def test_plain_text_is_read_without_marks() -> None:
    assert parts(f"The Cast\n\n{PROSE}\n\n- Orr\n- Lind\n", kind="text") == [
        ("heading", "The Cast"),
        ("paragraph", PROSE),
        ("list_item", "Orr"),
        ("list_item", "Lind"),
    ]


def test_plain_text_may_say_its_fields_in_its_first_lines() -> None:
    text = f"The Salt Ferry\nBy Mara Quill\nPublished: March 5, 2024\nPublisher: The Quay Review\n\n{PROSE}\n"
    article = article_of(Page(text.encode(), "text", "a.txt"))
    assert (article.published, article.author, article.publisher) == (DAY, "Mara Quill", "The Quay Review")
    assert article.text == text
    assert [p.kind for p in article.parts][1:] == ["notice", "notice", "notice", "paragraph"]
