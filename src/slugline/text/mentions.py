"""Who and what an article names: a tagger by rules, in which the whole article votes.

Forms come first (a name in italics, a year in brackets, a run of capitals); what each name is
then follows from every place where it stands: the words beside it, its own words, the lists of
companies and countries. `Tagger` is the interface that a trained tagger takes over.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from slugline.model import Article, Evidence, Mention
from slugline.text.lexicon import lexicon, word_set
from slugline.text.names import bare, runs
from slugline.text.numbered import numbered
from slugline.text.sentences import tokens
from slugline.text.titles import (
    Styled,
    before_years,
    bold,
    capitals,
    lower_styled,
    set_apart,
    short_quotes,
    title_shaped,
)

LABELS = ("person", "title", "character", "organization", "platform", "network", "place", "award", "franchise", "name")
_MARKS = "\"'“”‘’«»*_„"


class Tagger(Protocol):
    """What finds names: a pure function of an article and the spans of its sentences."""

    def tag(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> tuple[Mention, ...]:
        """The mentions, in order, without overlaps. ``closed`` spans (dates, sums) hold no names."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A span that names something, and how it was set."""

    start: int
    end: int
    text: str
    style: str
    opens: bool = False


@cache
def _cue(key: str, left: bool) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(lexicon("cues")[key], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})$" if left else rf"(?:{words})(?![\w])", re.IGNORECASE)


@cache
def _title_cue(key: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(lexicon("titles")[key], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})$" if key == "before" else rf"(?:{words})(?![\w])", re.IGNORECASE)


@cache
def _work_noun() -> re.Pattern[str]:
    lists = lexicon("titles")
    nouns = sorted(
        {word for key in ("film", "series", "special", "either") for word in lists[key]}, key=len, reverse=True
    )
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, nouns))})(?: called| titled| named|,)?$", re.IGNORECASE)


@cache
def _work_after() -> re.Pattern[str]:
    lists = lexicon("titles")
    nouns = sorted(
        {word for key in ("film", "series", "special", "either") for word in lists[key]}, key=len, reverse=True
    )
    return re.compile(
        rf",? (?:is )?(?:a|an|the|its|his|her) (?:[\w’'-]+ ){{0,4}}?(?:{'|'.join(map(re.escape, nouns))})\b",
        re.IGNORECASE,
    )


@cache
def _other_work() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(lexicon("titles")["other_works"], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?:,| called| titled)?$", re.IGNORECASE)


@cache
def _gazetteer() -> dict[str, str]:
    companies = lexicon("companies")
    known = dict.fromkeys(companies["outlets"], "organization")
    known |= dict.fromkeys(companies["studios"], "organization")
    known |= dict.fromkeys(companies["channels"], "network")
    known |= dict.fromkeys(companies["services"], "platform")
    for place in (*lexicon("geography")["countries"], *lexicon("geography")["cities"]):
        known.setdefault(place, "place")
    return known


@cache
def _gazetteer_words() -> re.Pattern[str]:
    names = sorted((name for name in _gazetteer() if " " in name or not name.isalpha()), key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, names))})(?![\w+])")


class RuleTagger:
    """Names by form and by vote. Holds no state; the same article always gives the same mentions."""

    def tag(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> tuple[Mention, ...]:
        """See `Tagger.tag`."""
        found = _Finder(article, sentences, closed).find()
        found = _with_particles(article.text, found)
        labels = _vote(article.text, article.title, found)
        names = _fullest(found, labels)
        mentions = [
            Mention(Evidence(article.id, one.start, one.end, one.text), labels[one], names[one])
            for one in sorted(found, key=lambda f: f.start)
        ]
        return tuple(numbered(article, sentences, mentions))


class _Finder:
    """Finds the spans; what is found first keeps its place."""

    def __init__(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> None:
        self.article = article
        self.text = article.text
        self.headline = article.title
        self.sentences = sentences
        self.tokens = [tokens(self.text, *span) for span in sentences]
        self.taken = bytearray(len(self.text))
        for start, end in closed:
            self.taken[start:end] = b"\1" * (end - start)
        self.found: list[Found] = []

    def find(self) -> list[Found]:
        """Every span, in the order of certainty."""
        styled = [span for start, end in self.sentences for span in set_apart(self.text, start, end)]
        aside = {
            self.text[s.start : s.end]
            for part in self.article.parts
            if part.kind in ("link", "headline")
            for s in set_apart(self.text, part.start, part.end)
        }
        for start, end in self.article.emphasis:
            styled += [
                Styled(low, high, "italic") for low, high in [(start, end)] if title_shaped(self.text, low, high)
            ]
        headline = {self.headline[s.start : s.end] for s in set_apart(self.headline, 0, len(self.headline))}
        years = [span for toks in self.tokens for span, _ in before_years(self.text, toks)]
        for span in styled:
            self.taken[span.start : span.end] = bytes(span.end - span.start)  # a date inside a title is the title's
            self._take(span)
        for span in years:
            self._take(span)
        for span in (*self._cells(), *self._leads()):
            self.taken[span.start : span.end] = bytes(span.end - span.start)
            self.found = [one for one in self.found if one.end <= span.start or one.start >= span.end]
            self._take(span)
        for start, end in self.sentences:
            for span in bold(self.text, start, end):
                self._take(span)
        shouted = [span for start, end in self.sentences for span in capitals(self.text, start, end)]
        singles = sum(" " not in self.text[s.start : s.end] for s in shouted)
        for span in shouted:
            dateline = span.start == self.sentences[0][0]
            if not dateline and (" " in self.text[span.start : span.end] or singles > 2):
                self._take(span)
        set_names = {self.text[s.start : s.end] for s in styled} | headline
        for start, end in self.sentences:
            for span in lower_styled(self.text, start, end, frozenset(set_names)):
                self._take(span)
        habits = Counter(span.style for span in styled)
        loose = Counter(
            self.text[s.start : s.end] for start, end in self.sentences for s in short_quotes(self.text, start, end)
        )
        for start, end in self.sentences:
            for span in short_quotes(self.text, start, end):
                usual = habits[span.style] > 1 and not re.search(
                    r"\b(?:said|says|called|calls|asked)[ ,:]*$", self.text[max(0, span.start - 14) : span.start - 1]
                )
                if loose[self.text[span.start : span.end]] > 1 or (
                    usual and not _spoken(self.text[span.start : span.end])
                ):
                    self._take(span)
        self._propagate({self.text[f.start : f.end] for f in self.found} | headline | aside | self._repeated())
        for hit in _gazetteer_words().finditer(self.text):
            self._take(Styled(hit.start(), hit.end(), "list"))
        common = self._written_small()
        for toks in self.tokens:
            for run in runs(toks, lambda tok: not self.taken[tok.start], common):
                if not run.opens or len(run.words) > 1 or self._names_at_opening(run.start, run.end):
                    self._take(Styled(run.start, run.end, "plain"), run.opens)
        return self.found

    def _names_at_opening(self, start: int, end: int) -> bool:
        """Whether a single word that opens a sentence is a name: it stands inside one too, or acts as names do."""
        word = self.text[start:end]
        if word in _gazetteer():
            return True
        if re.search(rf"[\w,;’'] {re.escape(word)}(?![\w])", self.text):
            return True
        tail = self.text[end : end + 40]
        if re.match(r"[’']s? ", tail):
            return True
        acts = _cue("person_after", left=False).match(tail[1:]) or _cue("organization_after", left=False).match(
            tail[1:]
        )
        return bool(tail[:1] in " ," and acts) or not re.match(r" [a-z]", tail)

    def _leads(self) -> list[Styled]:
        """Titles that head the items of a list: "Oct. 1 – Salt Road (Lumio)", where two items or more are so made."""
        name = (
            r"[A-Z0-9¡¿][\w’'&!?.-]*(?:[: ]+(?:(?:of|the|and|a|in|to|on|for|with|de|la|el) )*[A-Z0-9][\w’'&!?.-]*){0,8}"
        )
        lead = re.compile(
            rf"[\s#*•→-]*(?:(?:[A-Z][a-z]+\.? \d{{1,2}}|\d{{1,2}} [A-Z][a-z]+|[A-Z][a-z]+day[^–—:]{{0,20}}|\d{{1,2}}\.)[:,]? ?[–—-]? ?)({name})(?:, (?:season|series) \d+)? \((?:[A-Z][\w+&.-]*(?: [A-Z0-9][\w+.-]*)?|\d{{4}})\)"
        )
        hits: list[tuple[int, int]] = []
        for part in self.article.parts:
            hit = (
                lead.match(self.text, part.start, part.end)
                if part.kind in ("heading", "list_item", "paragraph")
                else None
            )
            if hit:
                hits.append(hit.span(1))
        return [Styled(start, end, "lead") for start, end in hits] if len(hits) > 1 else []

    def _cells(self) -> list[Styled]:
        """The first cells of a table whose head says that they are titles."""
        heads = {word for key in ("film", "series", "either") for word in lexicon("titles")[key]} | {
            "title",
            "titles",
            "films",
            "programme",
        }
        found: list[Styled] = []
        titled, last = False, -1
        for part in self.article.parts:
            if part.kind != "table_row":
                continue
            row = self.text[part.start : part.end]
            first = re.match(r"[\s|]*([^|\t]+?)\s*[|\t]", row)
            if not first:
                continue
            if "\n\n" in self.text[last : part.start] or last < 0:
                titled = first[1].strip("* ").lower() in heads
            elif titled and re.search(r"\w", first[1]):
                inner = re.match(r"[*_“\"]*(.+?)[*_”\"]*(?: \(\d{4}\))?$", first[1])
                if inner:
                    found.append(
                        Styled(
                            part.start + first.start(1) + inner.start(1),
                            part.start + first.start(1) + inner.end(1),
                            "cell",
                        )
                    )
            last = part.end
        return found

    def _take(self, span: Styled, opens: bool = False) -> None:
        if span.end > span.start and not any(self.taken[span.start : span.end]):
            self.taken[span.start : span.end] = b"\1" * (span.end - span.start)
            self.found.append(Found(span.start, span.end, self.text[span.start : span.end], span.style, opens))

    def _propagate(self, names: set[str]) -> None:
        """Takes the plain occurrences of names that the text sets apart elsewhere, and of their last parts (Gate: Exile)."""
        names = names | {part for name in names for part in re.split(r": | [–—-] ", name)[1:] if part[:1].isupper()}
        sure = {
            name
            for name in names
            if len(name) > 2
            and (" " in name or "-" in name or any(c.isdigit() for c in name) or self._stands_inside(name))
        }
        if not sure:
            return
        # A known title may go on: a number, or a colon and more capitals.
        word = r"[A-Z0-9][\w’'-]*"
        more = rf"(?::? (?:Part|Chapter|Vol\.|Volume) (?:\d+|[A-Z]\w*)(?: [–—-] {word}(?: {word})*)?|: {word}(?: (?:(?:of|the|and|in|to|from|for|with|a) ){{0,2}}{word})*| (?:\d{{1,2}}|II|III|IV)(?![\w.,]*\d))?"
        pattern = re.compile(
            rf"(?<![\w])(?:{'|'.join(map(re.escape, sorted(sure, key=len, reverse=True)))}){more}(?![\w])"
        )
        inside = [(start, end) for start, end in self.sentences]
        for start, end in inside:
            for hit in pattern.finditer(self.text, start, end):
                if " " in hit[0] or not self._inside_name(hit.start(), hit.end()):
                    self._take(Styled(hit.start(), hit.end(), "known"))

    def _inside_name(self, start: int, end: int) -> bool:
        """Whether a single word is a piece of a longer name (Robert Oppenheimer)."""
        before = re.search(r"([A-Z][\w’'-]*\.?) $", self.text[max(0, start - 24) : start])
        lone = (
            before
            and bare(before[1]) == before[1]
            and before[1].lower().strip(".") not in word_set("names", "not_names") | word_set("names", "roles")
        )
        return bool(lone) or bool(re.match(r" [A-Z][a-z]", self.text[end : end + 3]) and before)

    def _stands_inside(self, word: str) -> bool:
        """Whether a single word is a name wherever it stands: never small, once inside a sentence."""
        return not re.search(rf"(?<![\w]){re.escape(word.lower())}(?![\w])", self.text) and bool(
            re.search(rf"[a-z,] {re.escape(word)}(?![\w])", self.text)
        )

    def _repeated(self) -> set[str]:
        """Runs joined by small words (Song of the Weir) that stand twice, the headline included."""
        pattern = re.compile(
            r"(?<![\w])[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*(?: (?:of|the|and|to|in|on|for|at|from|a|with)){1,2} [A-Z][\w’'-]+(?:(?: (?:of|the|and|to|in|on|for|at|from|a|with)){1,2} [A-Z][\w’'-]+| [A-Z][\w’'-]+)*"
        )
        counts: Counter[str] = Counter()
        for start, end in self.sentences:
            for hit in pattern.finditer(self.text, start, end):
                words = hit[0].split()
                low = words[0].lower()
                if low in word_set("names", "not_names") and not (
                    low in ("the", "a", "no", "one") or words[0].isdigit()
                ):
                    continue
                counts[bare(hit[0])] += 1
        fields = {
            hit[1].strip()
            for start, end in self.sentences
            for hit in re.finditer(
                r"(?:^|[:|(→•–]\s*|\bfor )((?:[A-Z][\w’'-]*)(?: (?:of|the|and|to|in|on|for|at|from|a|with|all|is))+ (?:[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*| (?:of|the|and|to|in|on|for|at|from|a|with))*)(?=\s*(?:$|[,;|(\n]|\.\s|\.$))",
                self.text[start:end],
            )
            if (
                hit[1].split()[0].lower() not in word_set("names", "not_names")
                or re.match(r"(?:The|A|An|No|One|To) ", hit[1])
            )
            and not re.match(r"(?:Best|Outstanding) ", hit[1])
            and " and " not in re.sub(r"^(?:The|A) ", "", hit[1]).replace(" and the ", " & the ")
        }
        return fields | {
            name
            for name, count in counts.items()
            if (count > 1 or name.lower() in self.headline.lower())
            and " and " not in name
            and len(name.split()) <= 7
            and " in " not in name
        }

    def _written_small(self) -> frozenset[str]:
        return frozenset(tok.text.lower() for toks in self.tokens for tok in toks if tok.text[0].islower())


def _with_particles(text: str, found: Sequence[Found]) -> list[Found]:
    """Takes in the small words before a surname where a full name has them: de Sá, van den Berg."""
    tails: dict[str, set[str]] = defaultdict(set)
    for one in found:
        words = one.text.split()
        for n in range(1, len(words) - 1):
            if words[n][0].islower():
                tails[words[-1]].add(" ".join(words[n:]))
    grown: list[Found] = []
    for one in found:
        best = one
        for tail in sorted(tails.get(one.text.split()[-1], ())):
            start = one.end - len(tail)
            if start < best.start and text[start : one.end] == tail and not re.match(r"\w", text[start - 1 : start]):
                best = Found(start, one.end, tail, one.style, one.opens)
        grown.append(best)
    return grown


def _contexts(text: str, one: Found) -> tuple[str, str]:
    """What stands left and right of a span, marks and bold dropped, 48 characters each."""
    left = text[max(0, one.start - 48) : one.start].rstrip(_MARKS).rstrip()
    right = text[one.end : one.end + 64]
    right = re.sub(rf"^[{re.escape(_MARKS)}]*", "", right)
    return re.split(r"[\n.!?;]\s?", left)[-1] if not left.lower().endswith(
        ("mr.", "ms.", "mrs.", "dr.")
    ) else left, right


def _vote(text: str, headline: str, found: Sequence[Found]) -> dict[Found, str]:
    """One label for each span: every place where its name stands has a vote."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    counts = Counter(_key(one) for one in found)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        votes[_key(one)].update(_ballot(text, one))
        forms[_key(one)] |= _own(one)  # the larger of each
    heads = {
        re.sub(r"^the ", "", part.lower())
        for one in found
        if one.style != "plain"
        for part in re.split(r": ", one.text.replace("’", "'"))[:1]
        if ": " in one.text
    }
    for key, form in forms.items():
        votes[key].update(form)
        if key in heads:
            votes[key]["franchise"] += 4
    for key in counts:
        if " " not in key:
            continue
        if counts[key.split()[-1]]:
            votes[key]["person"] += 2
        elif counts[key] > 2 and key in headline.lower().replace("’", "'"):
            votes[key]["title"] += 4
    bolds = [one for one in found if one.style == "bold"]
    named = sum(not _person_shape(one.text.split()) and len(one.text.split()) > 1 for one in bolds)
    if len(bolds) > 2 and named * 3 >= len(bolds):
        for one in bolds:
            votes[_key(one)]["title"] += 4
    surnames = {
        key.split()[-1]: key
        for key in votes
        if " " in key and max(votes[key].values(), default=0) >= 2 and votes[key].most_common(1)[0][0] == "person"
    }
    labels: dict[Found, str] = {}
    for one in found:
        key = _key(one)
        tally = votes[key]
        plain = re.sub(r"^(?:mr|ms|mrs|miss|dr|sir|dame)\.? ", "", key)
        if plain != key and plain in surnames:
            labels[one] = "person"
            continue
        if " " not in key and key in surnames and not one.style.startswith(("italic", "double")):
            labels[one] = "person"
            continue
        best = [(count, label) for label, count in tally.items() if count > 0]
        if not best:
            labels[one] = "name"
            continue
        count, label = max(best, key=lambda pair: (pair[0], -LABELS.index(pair[1])))
        labels[one] = _here(text, one, label if count >= 2 else "name", tally)
    return labels


def _here(text: str, one: Found, label: str, tally: Counter[str]) -> str:
    """The label of one place: a title's name may stand for its franchise or its hero."""
    left, right = _contexts(text, one)
    if tally["person"] < 5 and re.match(r" (?:spin-?off|franchise|universe|saga|cinematic universe)\b", right):
        return "franchise"
    if label not in ("title", "franchise", "character", "person") or tally["title"] <= 0:
        return label
    tail = right.lstrip(" ")
    if right[:1] == " " and _cue("franchise_after", left=False).match(tail) and not _work_noun().search(left):
        return "franchise"
    if one.style in ("plain", "known") and _cue("character_before", left=True).search(left):
        return "character"
    return label


def _key(one: Found) -> str:
    return re.sub(r"^the ", "", bare(one.text).lower().replace("’", "'"))


def _own(one: Found) -> Counter[str]:
    """What a name's own form and words say of it; counted once, however often it stands."""
    votes: Counter[str] = Counter()
    words = one.text.split()
    last = bare(words[-1]).lower().strip(".")
    known = _gazetteer().get(one.text)
    if known and one.style in ("list", "plain", "known"):
        votes[known] += 7
    styles = {
        "capitals": 4,
        "cell": 9,
        "italic": 6,
        "double": 6,
        "single": 6,
        "guillemets": 6,
        "year": 7,
        "known": 3,
        "lead": 9,
    }
    votes["title"] += styles.get(one.style, 0)
    if one.style == "bold":
        votes["title"] += 1 if _person_shape(words) else 4
    if one.style in ("plain", "known", "bold"):
        votes["person"] += _person_shape(words)
        if len(words) > 1 and words[0].lower().strip(".") in word_set("names", "honorifics"):
            votes["character"] += 3
        if last in word_set("names", "organizations") and len(words) > 1:
            votes["organization"] += 6
        if last in word_set("names", "awards") or (len(words) == 1 and last in word_set("names", "awards")):
            votes["award"] += 7
        if len(words) > 1 and words[0].lower() in word_set("names", "award_heads") and one.text[:4] != "The ":
            votes["award"] += 4
        if last in word_set("names", "places") and len(words) > 1:
            votes["place"] += 3
        if words[0].lower() in word_set("names", "channels") or (
            last in word_set("names", "channels") and len(words) > 1
        ):
            votes["network"] += 6
        if one.text.endswith("+"):
            votes["platform"] += 6
        if one.text.startswith("The ") and not one.opens:
            votes["title"] += 2
    return votes


def _ballot(text: str, one: Found) -> Counter[str]:
    """What the words beside one place of a name say of it."""
    votes: Counter[str] = Counter()
    left, right = _contexts(text, one)
    tail = right.lstrip(" ,") if right[:1] in " ," else right
    if one.style in ("italic", "double", "single", "guillemets"):
        if _other_work().search(left):
            votes["title"] -= 9
        outlet = _cue("outlet_before", left=True).search(left) or _cue("outlet_after", left=False).match(
            right.lstrip(" ")
        )
        if outlet or re.search(
            r"\b(?:report|interview|story|article|column|essay|piece|dispatch|post)\b[\w ]{0,20}\b(?:in|for|with)$",
            left,
        ):
            votes["organization"] += 9
    if one.style == "bold" and re.match(r"\W* (?:as |– |plays |is |stars )|\W* \((?:as )?[A-Z]", right):
        votes["person"] += 1
    _beside(votes, left, right, tail, plain=one.style in ("plain", "list", "bold"))
    if (
        one.style == "plain"
        and re.search(r"(?:^|\n)\W*(?:[\w.]+ \d{1,2}\s)?[\W\d]*$", text[max(0, one.start - 24) : one.start])
        and re.match(r",? (?:season|series) \d| \([A-Z]", right)
        and not re.match(r" \([A-Z][\w’'-]+ [A-Z][\w’'-]+\)[,.]? (?!$)", right)
    ):
        votes["title"] += 4
    return votes


def _person_shape(words: Sequence[str]) -> int:
    particles = word_set("names", "particles")
    caps = [word for word in words if word[0].isupper()]
    if not 2 <= len(caps) <= 4 or any(not word[0].isupper() and word.lower() not in particles for word in words):
        return 0
    if any(word.lower() in ("the", "of", "and") or any(c.isdigit() for c in word) or word in "&" for word in words):
        return 0
    if any(word.isupper() and len(word) > 3 for word in words):
        return 0
    return 2


def _beside(votes: Counter[str], left: str, right: str, tail: str, *, plain: bool) -> None:
    if not plain:
        if _cue("franchise_after", left=False).match(tail):
            votes["franchise"] += 1
        return
    space = right[:1] == " "
    if _cue("person_before", left=True).search(left.rstrip(", ")):
        votes["person"] += 2
    if (space or right[:1] == ",") and _cue("person_after", left=False).match(tail):
        votes["person"] += 2
    apposed = left.rstrip(", ")
    if _cue("organization_before", left=True).search(apposed):
        votes["organization"] += (
            2 if apposed.split()[-1].lower() not in ("from", "at", "through", "via", "production") else 1
        )
    if (space or right[:1] == ",") and _cue("organization_after", left=False).match(tail):
        votes["organization"] += 3
    if _cue("service_before", left=True).search(left):
        votes["platform"] += 4
    if space and _cue("service_after", left=False).match(tail):
        votes["platform"] += 2
    if _cue("channel_before", left=True).search(left.rstrip(", ")):
        votes["network"] += 4
    if space and _cue("channel_after", left=False).match(tail):
        votes["network"] += 1
    if _cue("place_before", left=True).search(left):
        votes["place"] += (
            3
            if not left.lower().endswith(" in") or re.search(r"(?:film|sh[oo]*t|location|roll)\w* in$", left.lower())
            else 2
        )
    if _cue("award_after", left=False).match(tail):
        votes["award"] += 2
    if _cue("character_before", left=True).search(left):
        votes["character"] += 3
    if _cue("franchise_after", left=False).match(tail) and space:
        votes["franchise"] += 2
    if _title_cue("before").search(left) or _work_noun().search(left):
        votes["title"] += 3
    if space and _title_cue("after").match(tail):
        votes["title"] += 2
    if _work_after().match(right):
        votes["title"] += 3
    if _other_work().search(left):
        votes["title"] -= 4
    if re.match(
        r"['’]s (?:\w+ )?(?:director|star|stars|producer|creator|showrunner|finale|cast|sequel|premiere|trailer|first season|second season|third season|final season|release|makers|ending|villain)\b",
        right,
    ):
        votes["title"] += 3
    if space and re.match(r"(?:director|producer|creator|star|showrunner|co-creator|writer) [A-Z]", tail):
        votes["title"] += 2
    if re.search(r"(?<![\w-])(?:in|of)$", left, re.IGNORECASE):
        votes["person"] -= 2 if left[-2:].lower() == "in" else 0
        votes["title"] += 1
    if re.search(r"(?<![\w-])[Tt]he$", left):
        votes["person"] -= 2
    if re.match(r",? (?:took|grossed|made|earned) [$£€]", right) or re.match(
        r" \((?:[A-Z][\w+&]+(?: [A-Z0-9][\w+]*)?),? ?(?:\d|\))", right
    ):
        votes["title"] += 2


def _fullest(found: Sequence[Found], labels: dict[Found, str]) -> dict[Found, str]:
    """The fullest form that the text gives of each name: Reeves, Keanu Reeves; Exile, Gate: Exile."""
    people = {one.text for one in found if labels[one] == "person" and " " in one.text}
    titles = {one.text for one in found if labels[one] in ("title", "franchise")}
    by_last: dict[str, set[str]] = defaultdict(set)
    for name in people:
        words = [word for word in name.split() if word.lower().strip(".") not in word_set("names", "suffixes")]
        for n in range(1, len(words)):
            by_last[" ".join(words[n:]).lower()].add(name)
        by_last[words[0].lower()].add(name)
    by_part: dict[str, set[str]] = defaultdict(set)
    for name in titles:
        for part in re.split(r"\s?[:–—]\s|: ", name):
            if part != name:
                by_part[part.lower()].add(name)
    names: dict[Found, str] = {}
    for one in found:
        label = labels[one]
        if label in ("person", "name", "character"):
            text = re.sub(r"^(?:Mr|Ms|Mrs|Dr|Miss|Sir|Dame)\.? ", "", one.text) if label != "character" else one.text
            full = by_last.get(text.lower(), set())
            names[one] = next(iter(full)) if len(full) == 1 and (label == "person" or labels[one] == "name") else text
        elif label == "title":
            # A part after the colon is the short form of one title; a part before it is a title of its own.
            low = one.text.lower()
            full = {
                name
                for name in by_part.get(low, set())
                if not name.lower().startswith(low) or re.match(rf"{re.escape(low)} [–—] ", name.lower())
            }
            names[one] = next(iter(full)) if len(full) == 1 else one.text
        elif label == "franchise":
            names[one] = re.sub(r"^[Tt]he ", "", one.text)
        else:
            names[one] = one.text
    return names


def _spoken(words: str) -> bool:
    """Whether words in quotation marks are English speech and no foreign title."""
    low = words.lower().split()
    return (
        len(low) > 4
        or any(word.strip(".,") in word_set("names", "not_names") and word not in ("la", "el") for word in low[1:])
        or len(low) == 1
    )


def plain_name(text: str) -> str:
    """A name on one line, its blanks single and its marks of layout dropped."""
    return re.sub(r"\s+", " ", text.replace("*", "").replace("\u00a0", " ")).strip()
