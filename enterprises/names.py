"""Names of enterprises, reduced to what tells one from another. For finding possible duplicates, never for merging."""

import re
import unicodedata

# Marks of the stock exchange before a short name: special treatment, and the like.
EXCHANGE_MARKS = re.compile(r"^(\*?st|s\*st|sst|xd|xr|dr|[ns](?=[\u3400-\u9fff]))(?=[\u3400-\u9fff])")
SHARE_CLASS = re.compile(r"\bclass [abh]\b")
PUNCTUATION = re.compile(r"[^\w\u3400-\u9fff]+")
LEGAL_FORMS_ZH = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团|总公司|公司)")
LEGAL_FORMS_EN = frozenset(
    {"co", "company", "corp", "corporation", "group", "holding", "holdings", "inc", "incorporated", "joint"}
    | {"limited", "ltd", "plc", "stock", "the"}
)


def name_key(name: str) -> str:
    """What two spellings of one name have in common: width, case, brackets, legal form and exchange marks do not count.

    "Ganfeng Lithium Co., Ltd. Class H" and "GANFENG LITHIUM CO LTD" give "ganfeng lithium"; "*ST宋都" gives "宋都".
    Empty if nothing is left.
    """
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    text = EXCHANGE_MARKS.sub("", SHARE_CLASS.sub(" ", text))
    words = PUNCTUATION.sub(" ", LEGAL_FORMS_ZH.sub(" ", text)).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS_EN)
