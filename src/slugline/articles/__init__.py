"""Pages made articles: a dated text, and what each part of it is."""

from slugline.articles.article import article_of, articles_of
from slugline.articles.reading import MAX_CHARACTERS, MAX_LINES

__all__ = ["MAX_CHARACTERS", "MAX_LINES", "article_of", "articles_of"]
