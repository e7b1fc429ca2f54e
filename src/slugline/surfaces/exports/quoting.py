"""Texts as QuickStatements bears them.

It parts commands at every line feed and ``||``, and columns at every tab and ``|``, inside quotation marks too: none
of these may stand in a text, whoever wrote it.
"""

from __future__ import annotations

from urllib.parse import quote

from slugline.surfaces.terminal import clean

_LONGEST = 1500  # characters of a text on Wikidata
_LONGEST_ADDRESS = 500
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"  # of an address, with letters and digits


def string(text: str) -> str:
    """A text in quotation marks; empty where there is none, or too much."""
    plain = " ".join(clean(text).replace("|", "¦").split())
    return f'"{plain}"' if plain and len(plain) <= _LONGEST else ""


def mono(language: str, text: str) -> str:
    """The same as a text in a language."""
    made = string(text)
    return f"{language}:{made}" if made else ""


def exact(language: str, text: str) -> str:
    """The same, but empty where any of the words would have to be changed; white space is not."""
    made = mono(language, text)
    return made if made == f'{language}:"{" ".join(text.split())}"' else ""


def address(url: str) -> str:
    """An address of the web in quotation marks; empty for anything else."""
    if not url.startswith(("https://", "http://")):
        return ""
    made = quote(url, safe=_SAFE, errors="replace")
    return f'"{made}"' if len(made) <= _LONGEST_ADDRESS else ""
