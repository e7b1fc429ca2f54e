"""Slugs: each title's own leads to it and to no other."""

from __future__ import annotations

import scenes
from scenes import day, note, say
from slugline.answers.addresses import title_slug, titles_at
from slugline.model import Entity

OLD, UNDATED = Entity("film", "Ash", 1997), Entity("film", "Ash")


def test_a_title_without_a_year_is_reached_beside_one_of_its_name_and_kind() -> None:
    notes = (
        note("2026-01-10", "The Marquee Post", say("director", "Jana Olt", of=OLD)),
        note("2026-02-10", "Second Reel", say("director", "Rue Vane", of=UNDATED)),
    )
    on = day("2026-07-01")
    with scenes.told(notes) as record:
        view, every = titles_at(record, "ash", on)
        slugs = [title_slug(view, one) for one in every]
        assert sorted(slugs) == ["ash-1997", "ash-film"]
        for slug, title in zip(slugs, every, strict=True):
            _, found = titles_at(record, slug, on)
            assert [one.key for one in found] == [title.key]
