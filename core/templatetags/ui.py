"""Tags and filters of every template (a builtin: nothing to load). The style page (/style/) shows each of them.

Lights carry a verdict (hue, shape and word); states say how far work is (an ink square and a word).
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.defaultfilters import linebreaksbr
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import clock, wording

register = template.Library()

LIGHTS = {
    "red": gettext_lazy("Red"),
    "yellow": gettext_lazy("Yellow"),
    "green": gettext_lazy("Green"),
    "grey": gettext_lazy("Grey"),
}
SHAPES = frozenset({"draft", "open", "half", "full", "done", "ended", "ask"})
ICONS = frozenset(LIGHTS) | SHAPES | {"brand"}
ERROR_CLASSES = {"error": "red", "warning": "yellow"}


# ---- Shapes ---------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape of static/img/icons.svg, hidden from screen readers: a word stands beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon {name!r}; known: {', '.join(sorted(ICONS))}")
    return format_html(
        '<svg class="ico" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def light(value: Any, text: str = "") -> SafeString:
    """A light: `{% light "yellow" %}`, `{% light row.light "Yellow, firm" %}`. What is no light is grey."""
    hue = str(value) if str(value) in LIGHTS else "grey"
    return format_html('<span class="light {}">{}{}</span>', hue, icon(hue), text or LIGHTS[hue])


@register.simple_tag
def state(label: str, shape: str) -> SafeString:
    """A state of work: `{% state "In signature" "half" %}`; shapes: draft open half full done ended ask."""
    if shape not in SHAPES:
        raise template.TemplateSyntaxError(f"There is no state shape {shape!r}; known: {', '.join(sorted(SHAPES))}")
    return format_html('<span class="state">{}{}</span>', icon(shape), label)


@register.filter
def article(cited: str) -> str:
    """Where in a document something stands: `{{ rule.source.article|article }}`."""
    return wording.article(cited)


# ---- Figures and dates ----------------------------------------------------------------------------------------------


@register.filter
def number(value: wording.Number | None, places: int | None = None) -> str:
    """1,306; `{{ score|number:1 }}` is 55.2."""
    return "" if value is None else wording.number(value, places)


@register.filter
def signed(value: wording.Number | None, places: int | None = None) -> str:
    """A change: +1.8, −4.1, 0."""
    return "" if value is None else wording.signed(value, places)


@register.filter
def percent(rate: wording.Number | None, places: int = 1) -> str:
    """A rate from 0 to 1 as 38.4%."""
    return "" if rate is None else wording.percent(rate, places)


@register.filter
def money(amount: wording.Number | None, unit: str = "") -> SafeString:
    """An amount in CNY; `money:"wan"` speaks in 万元 on Chinese pages, `money:"figure"` is the number alone."""
    if amount is None:
        return mark_safe("")
    return format_html('<span class="nobr">{}</span>', wording.money(amount, unit))


@register.filter
def date_long(value: date | None) -> SafeString:
    """20 November 2026 or 2026年11月20日; a moment with its time in Shanghai."""
    return _time(value, wording.day)


@register.filter
def date_short(value: date | None) -> SafeString:
    """20 Nov 2026 or 2026年11月20日, for tables."""
    return _time(value, wording.day_short)


def _time(value: date | None, words: Any) -> SafeString:
    if not value:
        return mark_safe("")
    return format_html('<time class="nobr" datetime="{}">{}</time>', value.isoformat(), words(value))


@register.simple_tag
def date_range(start: date | None, end: date | None) -> SafeString:
    """A period, both days included."""
    if start and end:
        return format_html("{} {} {}", date_short(start), pgettext("range", "to"), date_short(end))
    return date_short(start or end)


@register.simple_tag
def days_left(due_on: date | None, on: date | None = None) -> str:
    """in 4 days, today, 2 days late."""
    return wording.days_left(due_on, on or clock.today()) if due_on else ""


@register.filter
def listed(items: Iterable[Any]) -> str:
    """Items one after the other: a, b, c."""
    return wording.listed(items)


# ---- Names and languages --------------------------------------------------------------------------------------------


@register.simple_tag
def page_language() -> str:
    """The language of the page for `lang`."""
    return "zh-Hans" if wording.is_chinese() else "en"


@register.filter
def other_language(text: Any) -> str:
    """The value of `lang` for a text that is not in the page's language; empty where it is, or has no letters."""
    words = str(text or "")
    if wording.has_han(words):
        return "" if wording.is_chinese() else "zh-Hans"
    return "en" if wording.is_chinese() and any(letter.isalpha() for letter in words) else ""


@register.filter
def as_written(text: Any) -> SafeString:
    """What a person wrote, in the language they wrote it: marked where it differs from the page's."""
    words, language = str(text or ""), other_language(text)
    return format_html('<span lang="{}">{}</span>', language, words) if language else conditional_escape(words)


@register.filter
def as_written_lines(text: Any) -> SafeString:
    """The same for longer text: line breaks are kept."""
    inner = linebreaksbr(str(text or ""))
    language = "zh-Hans" if wording.has_han(str(text or "")) else "en"
    return format_html('<div class="as-written prose" lang="{}">{}</div>', language, inner)


@register.filter
def name_of(thing: Any) -> SafeString:
    """The name in the language of the page; a missing English name falls back to the Chinese one, marked as such."""
    return mark_safe("") if thing is None else as_written(wording.name_of(thing))


@register.filter
def other_name(thing: Any) -> SafeString:
    """The name in the other language, in soft ink; nothing where there is none."""
    words = "" if thing is None else wording.other_name(thing)
    if not words:
        return mark_safe("")
    language = "en" if wording.is_chinese() else "zh-Hans"
    return format_html('<span class="other-name" lang="{}">{}</span>', language, words)


register.simple_tag(name_of, name="name_of")
register.simple_tag(other_name, name="other_name")


# ---- Addresses and forms --------------------------------------------------------------------------------------------


@register.simple_tag
def submission() -> SafeString:
    """The hidden field that makes a double click one submission (accounts.idempotency)."""
    return format_html('<input type="hidden" name="submission" value="{}">', uuid.uuid4())


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The query of this page with changes, back on its first page: `{% query_with state="open" %}`; None removes."""
    query: QueryDict = context["request"].GET.copy()
    for name in ("page", "export"):
        query.pop(name, None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of a form with the field that it is about, in the order of the fields."""
    links = [{"id": "", "label": "", "message": str(message)} for message in form.non_field_errors()]
    for field in form:
        links += [
            {"id": first_input(field), "label": str(field.label), "message": str(message)} for message in field.errors
        ]
    return links


@register.filter
def first_input(field: BoundField) -> str:
    """The id that a link to a field goes to: of the input, or of the first one of a group."""
    if field.id_for_label:
        return field.id_for_label
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.filter
def message_light(tags: str) -> str:
    """The hue of a message; success and information have none."""
    return next((hue for tag, hue in ERROR_CLASSES.items() if tag in (tags or "").split()), "plain")


# ---- Blocks that hold content ---------------------------------------------------------------------------------------


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way here, as `<li>` items; nothing at all where there are none."""
    if not content.strip():
        return mark_safe("")
    return format_html('<nav aria-label="{}"><ol class="crumbs">{}</ol></nav>', _("You are here"), content)


@register.simple_block_tag
def filled(content: str, css: str) -> SafeString:
    """A `<div>` of this class around the content; nothing where there is none."""
    return format_html('<div class="{}">{}</div>', css, content) if content.strip() else mark_safe("")


@register.simple_block_tag
def stamp(content: str) -> SafeString:
    """Where the figures come from: `<div>Run <b>812</b></div>` items; nothing where there are none."""
    return filled(content, "stamp")


@register.simple_block_tag
def note(content: str, hue: str = "plain") -> SafeString:
    """What the page has to say: `{% note "yellow" %}…{% endnote %}`; plain, red, yellow, green or grey."""
    shape = hue if hue in LIGHTS else "full"
    return format_html('<div class="note {}">{}<div>{}</div></div>', hue, icon(shape), content)


@register.simple_block_tag
def law(content: str, title: str) -> SafeString:
    """What the law says where the parties are silent, or why we ask, beside a field."""
    return format_html('<aside class="law" role="note" aria-label="{}"><b>{}</b>{}</aside>', title, title, content)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """`<dt>` and `<dd>` pairs."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def joined(items: Iterable[Any], separator: str = " · ") -> SafeString:
    """Items in one line, each unbroken."""
    return format_html_join(separator, '<span class="nobr">{}</span>', ((item,) for item in items))
