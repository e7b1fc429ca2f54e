"""Every error that Slugline raises on purpose.

SluglineError                 anything below; its text is one line that a user may read
├── UnreadableInput           a file, page or text that cannot become an article
│   └── FetchError            a page or feed of the web that cannot be had, or may not be asked for
├── DateError                 a date that is not EDTF, or does not exist
├── WordsError                a lexicon, words or examples file with a fault
├── ContractError             a claim from outside that is not of the claim contract
├── EngineError               an engine that cannot be had, or that gives no answer
├── ModelError                the weights of the trained eye, missing or damaged
├── PolicyError               a policy file with a fault
├── RecordError               a record that cannot be opened, read or written
├── UnknownProperty           a property that there is not; lists those there are
├── AccountError              an account, a password or a token that cannot be had, or made so
├── HookError                 a webhook that cannot be had, or may not be posted to
├── DecisionError             a decision that cannot be taken: of what, or in what form
└── TitleError                a title, or a person, that the record cannot settle on
    ├── UnknownTitle          nothing of that name; offers the nearest names
    ├── UnknownPerson         nobody of that name; offers the nearest names
    └── AmbiguousTitle        several of that name; lists the choices
"""

from __future__ import annotations


class SluglineError(Exception):
    """The root of the tree.

    ``fault`` says what is wrong, ``where`` names the place (a file, a line, a key) and
    ``allowed`` what would have been right; the message joins the three in one line.
    """

    def __init__(self, fault: str, *, where: str = "", allowed: str = "") -> None:
        self.fault = fault
        self.where = where
        self.allowed = allowed
        message = f"{where}: {fault}" if where else fault
        super().__init__(f"{message} (allowed: {allowed})" if allowed else message)


class UnreadableInput(SluglineError):
    """A file, page or text that cannot become an article."""


class FetchError(UnreadableInput):
    """A page or feed of the web that cannot be had, or that may not be asked for.

    ``status`` is what the server answered, 0 where it did not; ``passing`` says that another try later may help,
    and ``wait`` for how many seconds the server asks to be left alone first.
    """

    def __init__(
        self,
        fault: str,
        *,
        where: str = "",
        allowed: str = "",
        status: int = 0,
        passing: bool = False,
        wait: float = 0.0,
    ) -> None:
        self.status = status
        self.passing = passing
        self.wait = wait
        super().__init__(fault, where=where, allowed=allowed)

    @property
    def gone(self) -> bool:
        """Whether the server says that there is no such page, or no longer."""
        return self.status in (404, 410)


class DateError(SluglineError):
    """A date that is not EDTF, or that no calendar holds."""


class WordsError(SluglineError):
    """A lexicon, words or examples file with a fault."""


class ModelError(SluglineError):
    """The weights of the trained eye are missing or damaged."""


class ContractError(SluglineError):
    """A claim from outside that is not of the claim contract."""


class EngineError(SluglineError):
    """An engine that cannot be had, is not set up, or gives no answer."""


class PolicyError(SluglineError):
    """A policy file with a fault."""


class RecordError(SluglineError):
    """A record that cannot be opened, read or written."""


class UnknownProperty(SluglineError):
    """No property has such a name; ``allowed`` are those there are."""


class AccountError(SluglineError):
    """An account, a password or a token that there is not, or that cannot be made so."""


class HookError(SluglineError):
    """A webhook that there is not, or an address that may not be posted to."""


class DecisionError(SluglineError):
    """A decision that cannot be taken: of what, or in what form."""


class TitleError(SluglineError):
    """A title, or a person, that the record cannot settle on; ``choices`` are the names to choose from."""

    def __init__(self, fault: str, *, where: str = "", choices: tuple[str, ...] = ()) -> None:
        self.choices = choices
        super().__init__(fault, where=where, allowed="; ".join(choices))


class UnknownTitle(TitleError):
    """Nothing of that name is in the record."""


class UnknownPerson(TitleError):
    """Nobody of that name is in the record."""


class AmbiguousTitle(TitleError):
    """Several titles bear that name."""
