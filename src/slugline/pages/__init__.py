"""Where articles come from: files and folders of them, as bytes with an address."""

from slugline.pages.files import MAX_BYTES, SUFFIXES, pages_of
from slugline.pages.page import Given, Page

__all__ = ["MAX_BYTES", "SUFFIXES", "Given", "Page", "pages_of"]
