"""Dates in text: what is found, what it means on the day it was said, and what is no date."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.text.times import KINDS, DateMention, _read_again, find_dates, resolve, shift

TUESDAY = "2023-08-15"
THURSDAY = "2023-05-04"

PHRASINGS = [
    # with a year
    ("It opens on June 7, 2024.", TUESDAY, "none", "2024-06-07"),
    ("It opens on June 7th, 2024.", TUESDAY, "none", "2024-06-07"),
    ("It opens on 7 June 2024.", TUESDAY, "none", "2024-06-07"),
    ("It opens on the 7th of June 2024.", TUESDAY, "none", "2024-06-07"),
    ("It opens on the seventh of June, 2024.", TUESDAY, "none", "2024-06-07"),
    ("It opens on 2024-06-07.", TUESDAY, "none", "2024-06-07"),
    ("It opens on 6/13/2024.", TUESDAY, "none", "2024-06-13"),
    ("It opens on 13/6/2024.", TUESDAY, "none", "2024-06-13"),
    ("It opens on 7.6.2024.", TUESDAY, "none", "2024-06-07"),
    ("It opens Fri., June 7, 2024.", TUESDAY, "none", "2024-06-07"),
    ("It opens on Friday 7 June 2024.", TUESDAY, "none", "2024-06-07"),
    ("JUNE 7, 2024: the doors open", TUESDAY, "none", "2024-06-07"),
    ("It came out in June 2022.", TUESDAY, "past", "2022-06"),
    ("It came out in Sept. 2022.", TUESDAY, "past", "2022-09"),
    ("It opens in December of next year.", TUESDAY, "future", "2024-12"),
    ("It wrapped in December of last year.", TUESDAY, "past", "2022-12"),
    ("It moves to 2 July of this year.", TUESDAY, "none", "2023-07-02"),
    ("It runs from 3 to 12 May 2024.", TUESDAY, "none", "2024-05-03/2024-05-12"),
    ("It runs June 7-9, 2024.", TUESDAY, "none", "2024-06-07/2024-06-09"),
    ("It runs 7–9 June 2024.", TUESDAY, "none", "2024-06-07/2024-06-09"),
    ("The festival (28 December 2024 – 4 January 2025) is on.", TUESDAY, "none", "2024-12-28/2025-01-04"),
    ("Shooting: 28 December–4 January 2025.", TUESDAY, "none", "2024-12-28/2025-01-04"),
    ("They shot between March and May 2024.", TUESDAY, "none", "2024-03/2024-05"),
    ("They shoot March–May 2024.", TUESDAY, "none", "2024-03/2024-05"),
    ("They shot from November 2022 to February 2023.", TUESDAY, "none", "2022-11/2023-02"),
    ("It is due in the spring of 2026.", TUESDAY, "none", "2026-21"),
    ("It is due in spring 2026.", TUESDAY, "none", "2026-21"),
    ("It is due in Fall 2025.", TUESDAY, "none", "2025-23"),
    ("the 2025 fall festivals", TUESDAY, "none", "2025-23"),
    ("It lands on Christmas Day 2025.", TUESDAY, "none", "2025-12-25"),
    ("It lands on Thanksgiving 2025.", TUESDAY, "none", "2025-11-27"),
    ("It lands the day before Thanksgiving 2024.", TUESDAY, "none", "2024-11-27"),
    ("It lands on Easter Monday 2025.", TUESDAY, "none", "2025-04-21"),
    ("over Memorial Day weekend 2025", TUESDAY, "none", "2025-05-23/2025-05-26"),
    ("It is due in Q3 2025.", TUESDAY, "none", "2025-07/2025-09"),
    ("It is due in the third quarter of 2025.", TUESDAY, "none", "2025-07/2025-09"),
    ("It is due in the first half of 2026.", TUESDAY, "none", "2026-01/2026-06"),
    ("It is due in the back half of 2026.", TUESDAY, "none", "2026-07/2026-12"),
    ("It is due late 2025.", TUESDAY, "none", "2025-10/2025-12"),
    ("It is due in early 2025.", TUESDAY, "none", "2025-01/2025-03"),
    ("It is due in mid-2025.", TUESDAY, "none", "2025-05/2025-08"),
    ("It is due mid-to-late 2025.", TUESDAY, "none", "2025-05/2025-12"),
    ("It is due at the end of 2025.", TUESDAY, "none", "2025-10/2025-12"),
    ("It is due in late June 2024.", TUESDAY, "none", "2024-06"),
    ("It comes around 2025.", TUESDAY, "none", "2025~"),
    ("It was made circa 1931.", TUESDAY, "none", "1931~"),
    ("It was made in 2019.", TUESDAY, "none", "2019"),
    ("It was made in '72.", TUESDAY, "none", "1972"),
    ("She worked through the 1990s.", TUESDAY, "none", "1990/1999"),
    ("the series (2008–2013)", TUESDAY, "none", "2008/2013"),
    ("the series (1974-85)", TUESDAY, "none", "1974/1985"),
    ("on the first Thursday of September 2024", TUESDAY, "none", "2024-09-05"),
    ("on the last Friday in May 2024", TUESDAY, "none", "2024-05-31"),
    ("in the first week of March 2024", TUESDAY, "none", "2024-03-01/2024-03-07"),
    ("in the week of June 3, 2024", TUESDAY, "none", "2024-06-03/2024-06-09"),
    # without one: the nearest in the direction of the tense
    ("It premieres Sept. 22.", TUESDAY, "future", "2023-09-22"),
    ("It premieres on 22 September.", TUESDAY, "future", "2023-09-22"),
    ("It premiered on Sept. 22.", TUESDAY, "past", "2022-09-22"),
    ("It premiered on June 2.", TUESDAY, "past", "2023-06-02"),
    ("It premieres on March 1.", TUESDAY, "future", "2024-03-01"),
    ("the Sept. 22 premiere", TUESDAY, "none", "2023-09-22"),
    ("the January 2 premiere", TUESDAY, "none", "2024-01-02"),
    ("It starts on Monday 3 June.", "2024-05-14", "future", "2024-06-03"),
    ("It starts on Thursday the 5th.", "2024-12-02", "future", "2024-12-05"),
    ("It joins them on the 13th.", "2024-12-20", "future", "2025-01-13"),
    ("It was shot in January.", TUESDAY, "past", "2023-01"),
    ("It will be shot in January.", TUESDAY, "future", "2024-01"),
    ("It has streamed since March.", TUESDAY, "past", "2023-03"),
    ("She returns in the autumn.", TUESDAY, "future", "2023-23"),
    ("It played in the spring.", TUESDAY, "past", "2023-21"),
    ("It is down for a fall release.", TUESDAY, "future", "2023-23"),
    ("In the new year it goes wide.", TUESDAY, "future", "2024-01/2024-03"),
    ("It runs June 7-9.", TUESDAY, "past", "2023-06-07/2023-06-09"),
    ("It runs from 28 December to 4 January.", TUESDAY, "future", "2023-12-28/2024-01-04"),
    ("It arrives on Halloween.", TUESDAY, "future", "2023-10-31"),
    ("It arrives on Valentine’s Day.", TUESDAY, "future", "2024-02-14"),
    ("It arrives on New Year's Day.", TUESDAY, "future", "2024-01-01"),
    ("It arrives on Boxing Day.", TUESDAY, "future", "2023-12-26"),
    ("It is out at Christmas.", TUESDAY, "future", "2023-12-25"),
    ("It opened on Independence Day.", TUESDAY, "past", "2023-07-04"),
    ("It opens at Thanksgiving.", TUESDAY, "future", "2023-11-23"),
    ("It opened on Easter Sunday.", "2024-04-11", "past", "2024-03-31"),
    ("due in the third quarter", TUESDAY, "future", "2023-07/2023-09"),
    ("It is expected at the end of March.", TUESDAY, "future", "2024-03"),
    ("It is expected in mid-January.", TUESDAY, "future", "2024-01"),
    ("It comes around Bonfire Night.", TUESDAY, "future", "2023-11-05~"),
    # counted from the day it was said
    ("It wrapped earlier this year.", TUESDAY, "past", "2023-01/2023-08"),
    ("It streams later this year.", TUESDAY, "future", "2023-08/2023-12"),
    ("It streams later this month.", TUESDAY, "future", "2023-08"),
    ("It comes this fall.", TUESDAY, "future", "2023-23"),
    ("It comes this winter.", "2024-01-10", "none", "2023-24"),
    ("It comes next summer.", TUESDAY, "future", "2024-22"),
    ("He died last spring.", "2024-01-26", "past", "2023-21"),
    ("He died last autumn.", "2025-04-04", "past", "2024-23"),
    ("He died this past May.", TUESDAY, "past", "2023-05"),
    ("It shoots this coming March.", TUESDAY, "future", "2024-03"),
    ("It comes next January.", TUESDAY, "future", "2024-01"),
    ("It wrapped last December.", TUESDAY, "past", "2022-12"),
    ("It is moved to next Aug. 30.", "2023-10-24", "future", "2024-08-30"),
    ("It came last month.", TUESDAY, "past", "2023-07"),
    ("It comes next month.", TUESDAY, "future", "2023-09"),
    ("It came this month.", TUESDAY, "past", "2023-08"),
    ("It came last year.", TUESDAY, "past", "2022"),
    ("It comes early next year.", TUESDAY, "future", "2024-01/2024-03"),
    ("It came late last year.", TUESDAY, "past", "2022-10/2022-12"),
    ("It waits till the middle of next year.", TUESDAY, "future", "2024-05/2024-08"),
    ("It came two years ago.", TUESDAY, "past", "2021"),
    ("It came three weeks ago.", TUESDAY, "past", "2023-07-25"),
    ("It came a fortnight ago.", TUESDAY, "past", "2023-08-01"),
    ("It came six months ago.", TUESDAY, "past", "2023-02"),
    ("It came a week ago today.", TUESDAY, "past", "2023-08-08"),
    ("She died two years ago this June.", TUESDAY, "past", "2021-06"),
    ("It opened yesterday.", TUESDAY, "past", "2023-08-14"),
    ("It opens tomorrow night.", TUESDAY, "future", "2023-08-16"),
    ("It opens tonight.", TUESDAY, "future", "2023-08-15"),
    ("It dropped this morning.", TUESDAY, "past", "2023-08-15"),
    ("It came last week.", TUESDAY, "past", "2023-08-07/2023-08-13"),
    ("It comes next week.", TUESDAY, "future", "2023-08-21/2023-08-27"),
    ("It opens this weekend.", TUESDAY, "future", "2023-08-19/2023-08-20"),
    ("It led the charts over the weekend.", "2017-07-10", "past", "2017-07-08/2017-07-09"),
    ("Its trailer came on Wednesday.", THURSDAY, "past", "2023-05-03"),
    ("Its trailer comes Friday.", THURSDAY, "future", "2023-05-05"),
    ("Its trailer comes this Friday.", THURSDAY, "future", "2023-05-05"),
    ("Its trailer comes next Friday.", THURSDAY, "future", "2023-05-12"),
    ("Its trailer came last Thursday.", THURSDAY, "past", "2023-04-27"),
    ("Its trailer came on Thursday.", THURSDAY, "past", "2023-05-04"),
    ("It opens on Friday week.", THURSDAY, "future", "2023-05-12"),
    ("It opens a week from Friday.", THURSDAY, "future", "2023-05-12"),
    ("It opens in two weeks.", THURSDAY, "future", "2023-05-18"),
    ("It opens next Tuesday, Sept. 5.", TUESDAY, "future", "2023-09-05"),
    ("It opens on the 15th of next month.", TUESDAY, "future", "2023-09-15"),
    ("It opens in two years' time.", TUESDAY, "future", "2025"),
    ("It goes wide in the New Year.", TUESDAY, "future", "2024-01/2024-03"),
    ("It is due in winter 2024-25.", TUESDAY, "future", "2024-24"),
    ("In May Orlo said so.", TUESDAY, "past", "2023-05"),
    # deadlines
    ("It will be out by the end of the year.", TUESDAY, "future", "../2023-12-31"),
    ("It will be out before the end of the year.", TUESDAY, "future", "../2023-12-31"),
    ("It will be out by year's end.", TUESDAY, "future", "../2023-12-31"),
    ("It will be out by year-end.", TUESDAY, "future", "../2023-12-31"),
    ("It will be out before the year is out.", TUESDAY, "future", "../2023-12-31"),
    ("It will be out by the end of next year.", TUESDAY, "future", "../2024-12-31"),
    ("It was finished by the end of May 2023.", TUESDAY, "past", "../2023-05-31"),
    ("It will be ready by the end of the summer.", TUESDAY, "future", "../2023-08-31"),
    ("It will be ready by June 2024.", TUESDAY, "future", "../2024-06"),
    ("It will be ready no later than March 1, 2024.", TUESDAY, "future", "../2024-03-01"),
    ("They film until mid-May.", TUESDAY, "future", "../2024-05"),
    ("It does not open until Feb. 2.", TUESDAY, "future", "2024-02-02"),
    ("It must wait until 16 January.", TUESDAY, "future", "2024-01-16"),
    ("It is out before Christmas.", TUESDAY, "future", "../2023-12-24"),
]


@pytest.mark.parametrize(("text", "said_on", "direction", "edtf"), PHRASINGS)
def test_a_phrase_means_its_edtf(text: str, said_on: str, direction: str, edtf: str) -> None:
    mentions = find_dates(text)
    assert len(mentions) == 1, mentions
    assert str(resolve(mentions[0], date.fromisoformat(said_on), direction)) == edtf


NONE = [
    "June 31 never comes.",
    "31 June 2024 never comes.",
    "February 29, 2023 never came.",
    "It may rain and they march on; prices fall and pipes spring leaks.",
    "May the best film win, and March through it.",
    "The fall of a dictator, in the fall from grace.",
    "It cost $2025 and took £38 million.",
    "Rated PG-13, it runs 2,019 minutes.",
    "Version 2.0.2024 of the 12A cut, at 9.30pm, on page 7.",
    "June Harcastle plays April Ludlow; August Penhale is Autumn.",
    "written by June Harcastle",
    "On 6/7/2024 it may be either.",
    "The Second Sun is a film about the Sun.",
    "the second half of the film drags",
    "Every Friday and each September they meet.",
    "It airs on Fridays.",
    "Black Friday and Ash, a Monday person.",
    "*Wednesday* is renewed; so is 'Halloween'.",
    "a Christmas special for Easter bunnies",
    "He kept a 24/7 shop.",
    "loved by May Ludlow until April Penhale came",
    "The Today Show and USA Today said so.",
    "a 2019-set drama",
    "There are 2024 screens.",
    "It was shot with 1999 extras.",
    "The Last Day of the Year After",
    "Saturday Night Live",
    "a Friday the 13th prequel",
    "in the coming weeks and months",
    "over the last year, in the last week of filming",
    "the last weekend of the run",
    "Blade of 3049",
    "an 18 certificate, part 2, season 3",
    "He will sun himself; she sat; they wed; mar it not.",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_gives_no_mention(text: str) -> None:
    assert find_dates(text) == ()


SEVERAL = [
    ("It moves from Sept. 18 to Feb. 12, 2021.", ["Sept. 18", "Feb. 12, 2021"]),
    ("It was pushed from Nov. 3, 2023, to Sept. 6, 2024.", ["Nov. 3, 2023", "Sept. 6, 2024"]),
    ("It slips from March 8 to June 28.", ["March 8", "June 28"]),
    ("The festival runs from March 8 to June 28.", ["from March 8 to June 28"]),
    ("They opened on June 2, Oct. 13 and Dec. 15.", ["June 2", "Oct. 13", "Dec. 15"]),
    ("Season 2 March 18 on Orlo", ["March 18"]),
    ("Oct. 1 – A Quiet Street\nOct. 3 – Loud", ["Oct. 1", "Oct. 3"]),
    ("- June 7\n- July 3", ["June 7", "July 3"]),
    ("last year's film, this year’s sequel", ["last year", "this year"]),
    ("late 2025 or early 2026", ["late 2025", "early 2026"]),
    ("A trailer is coming Friday.", ["Friday"]),
    ("on May 3 and 10, at noon", ["May 3"]),
    ("in July/August 2025", ["July/August 2025"]),
]


@pytest.mark.parametrize(("text", "words"), SEVERAL)
def test_where_one_date_ends_and_the_next_begins(text: str, words: list[str]) -> None:
    assert [mention.words for mention in find_dates(text)] == words


OFFSETS = [
    ("and in the US a week later", "2025-02-14", "2025-02-21"),
    ("and in the US two weeks after that", "2025-02-14", "2025-02-28"),
    ("two weeks earlier", "2026-02-13", "2026-01-30"),
    ("ten days later", "2025-09-10", "2025-09-20"),
    ("a fortnight later", "2025-09-10", "2025-09-24"),
    ("about a week later", "2026-08-27", "2026-09-03~"),
    ("a month later", "2025-11-08", "2025-12"),
    ("exactly a month after that date", "2022-11-23", "2022-12-23"),
    ("a year earlier", "2019-05", "2018"),
    ("two years later", "1984", "1986"),
    ("the following year", "1967", "1968"),
    ("the next year", "1984", "1985"),
    ("that year", "1984-06-01", "1984"),
    ("the same day", "2025-03-01", "2025-03-01"),
    ("the next day", "2025-02-28", "2025-03-01"),
    ("the day before", "2025-03-01", "2025-02-28"),
    ("that October", "2022-12-23", "2022-10"),
    ("and the following spring", "2023-09", "2024-21"),
    ("and in the October after that", "2020-10-16", "2021-10"),
    ("for Dec. 19 of the same year", "2025-05-23", "2025-12-19"),
    ("and June 13 of the year after", "2024-03-01", "2025-06-13"),
    ("opened on 13 May of that year", "2009", "2009-05-13"),
    ("at Thanksgiving of that year", "2025-07-04", "2025-11-27"),
    ("to the 25th in the US", "2020-11-12", "2020-11-25"),
    ("on April 4", "2019", "2019-04-04"),
]


@pytest.mark.parametrize(("text", "base", "edtf"), OFFSETS)
def test_an_offset_is_counted_from_another_date(text: str, base: str, edtf: str) -> None:
    (mention,) = find_dates(text)
    assert str(shift(mention, Edtf(base))) == edtf


@pytest.mark.parametrize(("text", "base"), [("a week later", "2025"), ("a month later", "2025"), ("in 2019", "2025")])
def test_an_offset_finer_than_its_base_is_no_date(text: str, base: str) -> None:
    (mention,) = find_dates(text)
    assert shift(mention, Edtf(base)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("June 7, 2024", "absolute"),
        ("on June 7", "yearless"),
        ("in the spring", "yearless"),
        ("last month", "relative"),
        ("on Friday", "weekday"),
        ("by the end of the year", "deadline"),
        ("tonight", "same_day"),
        ("in 2019", "bare_year"),
        ("(2002-2008)", "year_range"),
        ("a week later", "offset"),
    ],
)
def test_the_kind_says_what_it_is_counted_from(text: str, kind: str) -> None:
    (mention,) = find_dates(text)
    assert mention.kind == kind
    assert kind in KINDS


def test_in_two_weeks_is_no_date_of_the_past() -> None:
    (mention,) = find_dates("It grossed a million in two weeks.")
    assert resolve(mention, date(2024, 1, 1), "past") is None


def test_an_offset_has_no_meaning_by_itself() -> None:
    (mention,) = find_dates("a week later")
    assert resolve(mention, date(2024, 1, 1), "none") is None


def test_a_direction_that_is_none_is_refused() -> None:
    with pytest.raises(DateError, match="past, future, none"):
        resolve(DateMention(0, 4, "2019", "bare_year"), date(2024, 1, 1), "sideways")


def test_words_that_no_text_gave_mean_nothing() -> None:
    assert resolve(DateMention(0, 5, "hello", "absolute"), date(2024, 1, 1), "none") is None
    assert shift(DateMention(0, 5, "hello", "offset"), Edtf("2024")) is None


@pytest.mark.parametrize("edge", [date.min, date.max])
@pytest.mark.parametrize("direction", ["past", "future", "none"])
def test_the_ends_of_the_calendar_break_nothing(edge: date, direction: str) -> None:
    for text, *_ in PHRASINGS:
        for mention in find_dates(text):
            resolve(mention, edge, direction)
            shift(mention, Edtf.of(edge))


WORDS = """
from to by the end of a week later May 3 June 31 2024 , . – - ( ) ' ’ * 7th in on this next last Friday spring Q3 early
mid- late year 's until before about 13/6/2024 Christmas New Year's Eve $5 million 1990s '72 day after that same two ago
first quarter half weekend today night Sept. Fri. from between and no later than coming past following season
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n-"])


def read_again(words: str) -> str:
    """The kind that a mention's words have by themselves: what `resolve` and `shift` go by."""
    reading = _read_again(words)
    return reading.kind if reading else ""


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join)), st.dates())
def test_spans_are_exact_in_order_and_apart(text: str, said_on: date) -> None:
    before = 0
    for mention in find_dates(text):
        assert text[mention.start : mention.end] == mention.words
        assert mention.start >= before
        assert mention.end > mention.start
        assert mention.kind in KINDS
        assert read_again(mention.words) == mention.kind
        before = mention.end
        for direction in ("past", "future", "none"):
            resolve(mention, said_on, direction)
        shift(mention, Edtf.of(said_on))


STYLES = [
    "{day:%B} {d}, {y}",
    "{day:%b} {d}, {y}",
    "{day:%b}. {d}, {y}",
    "{d} {day:%B} {y}",
    "{d} {day:%b} {y}",
    "{day:%A}, {day:%B} {d}, {y}",
    "{day:%a}., {day:%b}. {d}, {y}",
    "{day:%A} {d} {day:%B} {y}",
    "{day:%A}, the {d}{th} of {day:%B}, {y}",
    "{day:%B} {d}{th}, {y}",
    "{d}.{day.month}.{y}",
    "{day:%Y-%m-%d}",
]


def _th(number: int) -> str:
    return "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@given(st.dates(date(1900, 1, 1), date(2039, 12, 31)), st.sampled_from(STYLES), st.dates())
def test_a_day_in_any_style_is_read_back(day: date, style: str, said_on: date) -> None:
    written = style.format(day=day, d=day.day, y=day.year, th=_th(day.day)).replace("May.", "May")
    (mention,) = find_dates(f"It reaches cinemas on {written}, its makers said.")
    assert mention.words == written
    assert resolve(mention, said_on, "none") == Edtf.of(day)


@given(st.dates(date(1950, 1, 1), date(2039, 12, 31)), st.integers(0, 360), st.booleans())
def test_a_yearless_day_is_the_nearest_in_its_direction(said_on: date, away: int, ahead: bool) -> None:
    day = said_on + timedelta(days=away if ahead else -away)
    if (day.month, day.day) == (2, 29):
        return
    (mention,) = find_dates(f"It was or is on {day:%B} {day.day}, they said.")
    assert resolve(mention, said_on, "future" if ahead else "past") == Edtf.of(day)


@pytest.mark.parametrize(
    "text",
    [
        "from " * 20_000,
        "by the end of " * 7_000,
        "mid-to-" * 14_000,
        "last " * 20_000,
        "1," * 50_000,
        "'" * 100_000,
        " " * 100_000,
        "New Year" + " " * 100_000,
        "June-" * 20_000,
        "June\n\n-" * 14_000,
        "until June " * 9_000,
        "7 June, " * 12_500,
    ],
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    began = time.perf_counter()
    find_dates(text)
    assert time.perf_counter() - began < 10
