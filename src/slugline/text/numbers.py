"""Counts, ordinals and sums of money, in figures and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from slugline.model import Quantity
from slugline.text.lexicon import either, lexicon

_FIGURE = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``[start, end)``. ``kind`` is ``count``, ``ordinal`` or ``money``."""

    start: int
    end: int
    kind: str
    quantity: Quantity


@cache
def _values() -> dict[str, tuple[str, float]]:
    words = lexicon("numbers")
    found = {word: ("count", float(n)) for n, word in enumerate(words["units"])}
    found |= {word: ("count", 20.0 + 10 * n) for n, word in enumerate(words["tens"])}
    found |= dict.fromkeys(words["single"], ("count", 1.0))
    found |= {word: ("ordinal", 1.0 + n) for n, word in enumerate(words["ordinals"])}
    for n, ten in enumerate(words["tens"]):
        for m, unit in enumerate(words["units"][1:10], 1):
            found[f"{ten}-{unit}"] = ("count", 20.0 + 10 * n + m)
        for m, unit in enumerate(words["ordinals"][:9], 1):
            found[f"{ten}-{unit}"] = ("ordinal", 20.0 + 10 * n + m)
        found[ten[:-1] + "ieth"] = ("ordinal", 20.0 + 10 * n)
    return found


@cache
def _scales() -> dict[str, float]:
    sizes = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "lakh": 1e5, "crore": 1e7}
    return {word: size for name, size in sizes.items() for word in lexicon("numbers")[name]}


def _pairs(key: str) -> dict[str, str]:
    flat = lexicon("numbers")[key]
    return dict(zip(flat[::2], flat[1::2], strict=True))


@cache
def _master() -> re.Pattern[str]:
    """A sum behind a sign, a sum before a currency's name, an ordinal in figures, a figure, a number in words."""
    spelled = either(_values())
    sign, name = either(_pairs("signs")), either(_pairs("names"))
    scale, scale2, scale3 = (
        rf"(?:[\s-]?(?P<{group}>{either(_scales())})\b)?" for group in ("scale", "scale2", "scale3")
    )
    return re.compile(
        rf"(?<![^\W\d_])(?P<sign>{sign})\s?(?P<sum>{_FIGURE}){scale}"
        rf"|(?<![\w.])(?P<sum2>{_FIGURE}|{spelled}){scale2}\s(?P<name>{name})\b"
        rf"|(?<![\w.,:/$£€-])(?P<ord>\d+)(?:st|nd|rd|th)\b"
        rf"|(?<![\w.,:/$£€-])(?P<figure>{_FIGURE}){scale3}(?![\w/:%]|[.,]\d)"
        rf"|\b(?P<word>{spelled})\b",
        re.IGNORECASE,
    )


def _amount(text: str) -> float:
    low = text.lower()
    return _values()[low][1] if low in _values() else float(text.replace(",", ""))


def find_numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers of ``text[start:end]``, in order; money has its currency's code as unit."""
    found: list[Number] = []
    for hit in _master().finditer(text, start, end):
        if hit["sign"]:
            signs = {sign.lower(): code for sign, code in _pairs("signs").items()}
            amount = _amount(hit["sum"]) * _scales().get((hit["scale"] or "").lower(), 1.0)
            quantity, kind = Quantity(amount, signs[hit["sign"].lower()]), "money"
        elif hit["name"] and hit["name"].lower() == "won" and not hit["scale2"]:
            continue
        elif hit["name"]:
            amount = _amount(hit["sum2"]) * _scales().get((hit["scale2"] or "").lower(), 1.0)
            quantity, kind = Quantity(amount, _pairs("names")[hit["name"].lower()]), "money"
        elif hit["ord"]:
            quantity, kind = Quantity(float(hit["ord"]), ""), "ordinal"
        elif hit["figure"]:
            amount = _amount(hit["figure"]) * _scales().get((hit["scale3"] or "").lower(), 1.0)
            quantity, kind = Quantity(amount, ""), "count"
        else:
            kind, amount = _values()[hit["word"].lower()]
            quantity = Quantity(amount, "")
        found.append(Number(hit.start(), hit.end(), kind, Quantity(round(quantity.amount, 4), quantity.unit)))
    return found
