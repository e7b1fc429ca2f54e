"""What a name is: the words beside it, its own words and the lists of known names."""

from __future__ import annotations

import pytest

from slugline.text.mentions import VotingTagger, plain_name
from slugline.text.sentences import sentences
from slugline.text.voting import LABELS
from text.notes import named, note

LABELLED = [
    # outlets in italics and quotation marks are no titles
    ("She told *Variety* that it is done.", "Variety", "organization"),
    ("She told *Harrow Weekly* that it is done.", "Harrow Weekly", "organization"),
    ("She told the *Harrow Bugle* that it is done.", "Harrow Bugle", "organization"),
    ("*Harrow Weekly* reported that it is done.", "Harrow Weekly", "organization"),
    ("It is done, according to *Harrow Weekly*.", "Harrow Weekly", "organization"),
    ("It is done, he said in an interview with “Harrow Weekly”.", "Harrow Weekly", "organization"),
    # companies
    ("Harrow Pictures will release it.", "Harrow Pictures", "organization"),
    ("It is distributed by Harrow.", "Harrow", "organization"),
    ("The studio Harrow has bought it.", "Harrow", "organization"),
    ("It comes from Velora Entertainment.", "Velora Entertainment", "organization"),
    ("The streaming service Velora has it.", "Velora", "platform"),
    ("It will stream exclusively on Velora.", "Velora", "platform"),
    ("It lands on Velora+ in May.", "Velora+", "platform"),
    ("It lands on Netflix in May.", "Netflix", "platform"),
    ("It airs on Kanal Nord in May.", "Kanal Nord", "network"),
    ("It airs on BBC One in May.", "BBC One", "network"),
    ("The broadcaster Nordia has it.", "Nordia", "network"),
    # places, awards, parts, franchises
    ("It was filmed in Harrowgate.", "Harrowgate", "place"),
    ("It opens in Norway in May.", "Norway", "place"),
    ("It was shot in Copper Valley.", "Copper Valley", "place"),
    ("She won a Golden Otter for it. The Golden Otter nomination is new.", "Golden Otter", "award"),
    ("She won the Harrow Prize.", "Harrow Prize", "award"),
    ("She plays Detective Orla.", "Detective Orla", "character"),
    ("Mara Quill will play Orla.", "Orla", "character"),
    ("Part of the Kestrel franchise, it opens.", "Kestrel", "franchise"),
    ("It belongs to the Kestrel universe.", "Kestrel", "franchise"),
    # works of other arts
    ("The novel “Copper Lanes” sold well.", "Copper Lanes", "name"),
    ("The album *Copper Lanes* sold well.", "Copper Lanes", "name"),
]


@pytest.mark.parametrize(("body", "name", "label"), LABELLED)
def test_what_a_name_is(body: str, name: str, label: str) -> None:
    assert named(body).get(name) == label, named(body)


def test_a_label_is_one_for_all_places_of_a_name() -> None:
    body = "Orr opens the door. Director Mara Orr said so. They saw Orr."
    assert set(named(body).values()) == {"person"}


def test_the_tagger_knows_the_labels_only() -> None:
    body = "\n\n".join(one for one, _, _ in LABELLED)
    assert set(named(body).values()) <= set(LABELS)


def test_closed_spans_hold_no_names() -> None:
    article = note("The bakers of May Harrow met Mara Quill.")
    spans = sentences(article.text, 0, len(article.text))
    start = article.text.index("May Harrow")
    found = VotingTagger().tag(article, spans, [(start, start + 10)])
    assert [one.evidence.quote for one in found] == ["Mara Quill"]


def test_no_sentence_no_mention() -> None:
    assert VotingTagger().tag(note("Mara Quill met Ned Brann."), [], []) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [("Copper\nLanes", "Copper Lanes"), (" *Copper*  Lanes ", "Copper Lanes"), ("A\u00a0B", "A B"), ("", "")],
)
def test_plain_name(text: str, name: str) -> None:
    assert plain_name(text) == name


@pytest.mark.parametrize(
    ("headline", "label"), [("A second season of Harrow", "title"), ("A note on Harrow", "person")]
)
def test_the_headline_has_a_vote(headline: str, label: str) -> None:
    assert named("It says that Harrow is back, and Harrow is glad.", headline)["Harrow"] == label
