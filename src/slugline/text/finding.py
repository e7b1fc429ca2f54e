"""Where an article names something: spans by form, the surest first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from slugline.model import Article
from slugline.text.cues import cue, gazetteer, gazetteer_words
from slugline.text.lexicon import lexicon, word_set
from slugline.text.names import bare, runs
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


@dataclass(frozen=True, slots=True)
class Found:
    """A span that names something, and how it was set."""

    start: int
    end: int
    text: str
    style: str
    opens: bool = False


class Finder:
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
        for hit in gazetteer_words().finditer(self.text):
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
        if word in gazetteer():
            return True
        if re.search(rf"[\w,;’'] {re.escape(word)}(?![\w])", self.text):
            return True
        tail = self.text[end : end + 40]
        if re.match(r"[’']s? ", tail):
            return True
        acts = cue("person_after", left=False).match(tail[1:]) or cue("organization_after", left=False).match(tail[1:])
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


def _spoken(words: str) -> bool:
    """Whether words in quotation marks are English speech and no foreign title."""
    low = words.lower().split()
    return (
        len(low) > 4
        or any(word.strip(".,") in word_set("names", "not_names") and word not in ("la", "el") for word in low[1:])
        or len(low) == 1
    )


def with_particles(text: str, found: Sequence[Found]) -> list[Found]:
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
