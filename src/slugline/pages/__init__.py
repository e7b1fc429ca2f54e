"""Where articles come from: files and folders of them, as bytes with an address."""

from slugline.pages.files import SUFFIXES, pages_of
from slugline.pages.page import MAX_BYTES, Given, Page

__all__ = ["MAX_BYTES", "SUFFIXES", "Given", "Page", "pages_of"]
