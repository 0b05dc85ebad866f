"""Terms in words, for pages and the printed agreement."""

from partnerships.words.clauses import ClauseInWords, in_words, rows_in_words
from partnerships.words.comparing import ClauseChange, compared
from partnerships.words.phrases import parts_in_words

__all__ = ["ClauseChange", "ClauseInWords", "compared", "in_words", "parts_in_words", "rows_in_words"]
