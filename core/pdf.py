"""Documents as PDF, by typst. Data goes in as JSON, so that what people wrote is never markup.

The same data gives the same bytes: a document can be signed by its digest, and made again later.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language
from django.utils.translation import gettext as _

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "pdf"
HAN_FACES = ("Noto Serif CJK SC", "Noto Sans CJK SC")


class ChineseFontMissing(ImproperlyConfigured):
    """Without a Chinese face a document would show boxes; better none than that."""


def render_pdf(
    template: str, data: Mapping[str, Any], *, title: str, made_on: date, header: str = "", stamp: str = ""
) -> bytes:
    """The document of templates/pdf/<template>, in the language of the moment.

    `data` is JSON-ready; the template has it as `data`. `header` and `stamp` stand at the head of each page, left and
    right. `made_on` is the document's date: pass the business day, so that it can be made again. Raises
    ChineseFontMissing; typst.TypstError for a mistake in the template.
    """
    import typst  # heavy, and a process that makes no document needs none

    require_han_faces()
    words = {
        "title": title,
        "header": header or title,
        "stamp": stamp,
        "page": _("Page {page} of {pages}"),
        "language": "zh" if (get_language() or "").startswith("zh") else "en",
        "made_on": [made_on.year, made_on.month, made_on.day],
    }
    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_font_paths(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "words": json.dumps(words, ensure_ascii=False)},
    )


def _font_paths() -> list[str]:
    """Further folders with fonts, for machines where none can be installed (settings.FONT_DIRS)."""
    return [str(path) for path in settings.FONT_DIRS]


@lru_cache(maxsize=1)
def require_han_faces() -> None:
    """Raises ChineseFontMissing where documents cannot be made; set-up asks too, and says so at once."""
    import typst

    found = set(typst.Fonts(font_paths=_font_paths()).families())
    missing = [face for face in HAN_FACES if face not in found]
    if missing:
        raise ChineseFontMissing(
            f"No font {missing[0]!r}: install the Debian package fonts-noto-cjk, or put the fonts into a folder that "
            "FONT_DIRS names."
        )
