"""Can you host? The first question of a term, and several slots on one page."""

import uuid
from datetime import date

import pytest

from accounts.home import todos
from core.errors import InvalidInput, NotAllowed
from internships import services
from internships.models import HostingAnswer, InternshipSlot
from ledger.selectors import entries_about
from reference.periods import SchoolYear, Term
from tests.factories.accounts import TODAY
from tests.factories.internships import make_catalogue_major, make_hosting_answer
from tests.internships.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
SPRING = Term(SchoolYear(2026), 2)
NEW, SEVERAL = "/hosting-answers/new/", "/internship-slots/several/"


def answer(member, said, reason=""):
    return services.answer_hosting(actor=member.actor, term=SPRING, answer=said, reason=reason, on=TODAY)


def test_a_new_answer_supersedes_the_one_before(liaison, administrator):
    first = answer(liaison, "maybe", "A new hall")
    second = answer(liaison, "yes")
    assert HostingAnswer.objects.current().get() == second
    assert HostingAnswer.objects.visible_to(administrator.actor).get() == second
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert [entry.action for entry in entries_about(second)] == ["hosting.answered"]


@pytest.mark.parametrize("said", ["maybe", "no"])
def test_maybe_and_no_need_a_reason(liaison, said):
    with pytest.raises(InvalidInput) as refused:
        answer(liaison, said, " ")
    assert refused.value.field == "reason"


def test_a_term_that_is_over_is_not_answered(liaison):
    with pytest.raises(InvalidInput):
        services.answer_hosting(actor=liaison.actor, term=SPRING, answer="yes", on=SPRING.end.replace(month=9, day=1))
    assert services.answer_hosting(actor=liaison.actor, term=SPRING, answer="yes", on=SPRING.end)


def test_only_liaisons_answer(administrator, reviewer):
    for stranger in (administrator, reviewer):
        with pytest.raises(NotAllowed):
            answer(stranger, "yes")


def post(member, url=NEW, **data):
    return member.client.post(url, {"submission": str(uuid.uuid4()), **data}, follow=True)


def test_yes_leads_on_to_a_slot_in_that_term(liaison):
    page = post(liaison, term="2026-2", answer="yes")
    assert page.redirect_chain[-1][0] == "/internship-slots/new/?term=2026-2"
    assert 'value="2027-03-01"' in page.content.decode()


def test_no_is_enough_and_colleges_read_why(liaison, administrator):
    refused = post(liaison, term="2026-2", answer="no")
    assert "Say why, so that colleges need not ask again." in text_of(refused)
    page = post(liaison, term="2026-2", answer="no", reason="The line is moving")
    assert "Colleges see your reason" in text_of(page)
    assert "The line is moving" in text_of(administrator.client.get("/hosting-answers/?answer=no&term=2026-2"))
    assert "The line is moving" not in text_of(administrator.client.get("/hosting-answers/?answer=yes"))


def test_maybe_goes_with_the_slots_of_that_term(liaison):
    make_hosting_answer(liaison, answer="maybe", reason="If the hall is ready")
    make_catalogue_major()
    facts = {"post": "Operator", "majors": "460103", "starts_on": "2027-03-01", "ends_on": "2027-08-31", "places": "2"}
    post(liaison, "/internship-slots/new/", **facts, draft="1")
    post(liaison, "/internship-slots/new/", **{**facts, "starts_on": "2027-09-01", "ends_on": "2028-01-31"}, draft="1")
    answers = dict(InternshipSlot.objects.values_list("starts_on", "answer"))
    assert answers == {date(2027, 3, 1): "maybe", date(2027, 9, 1): "yes"}


def test_the_question_is_a_to_do_from_three_months_before_until_it_is_answered(liaison):
    def asked(on):
        return [todo for todo in todos(liaison.actor, on) if "hosting-answers" in todo.url]

    assert not asked(date(2026, 11, 30))
    (todo,) = asked(date(2026, 12, 1))
    assert todo.due_on == date(2027, 3, 1)
    assert "2026" in liaison.client.get(todo.url).content.decode()
    answer(liaison, "no", "Moving")
    assert not asked(date(2026, 12, 1))


# ---- Several slots at once ------------------------------------------------------------------------------------------


def rows(*entries, **more):
    data = {"rows": "5", **more}
    for row, entry in enumerate(entries):
        data |= {f"slot_{row}_{name}": value for name, value in entry.items()}
    return data


FIRST = {"post": "Turner", "majors": "460103", "starts_on": "2027-03-01", "ends_on": "2027-08-31", "places": "4"}


def test_rows_take_what_is_left_empty_from_the_row_above(liaison):
    make_catalogue_major()
    page = post(liaison, SEVERAL, **rows(FIRST, {"post": "Miller", "places": "2", "pay": "3400"}, publish="1"))
    assert "2 slots are published." in text_of(page)
    miller = InternshipSlot.objects.get(post="Miller")
    assert (miller.is_open, miller.places, miller.starts_on, miller.pay) == (True, 2, date(2027, 3, 1), 3400)
    assert miller.majors.get().code == "460103"


def test_all_or_none_and_errors_stand_at_their_row(liaison):
    make_catalogue_major()
    page = post(liaison, SEVERAL, **rows(FIRST, {"post": "Miller"}, {"places": "2"}, publish="1"))
    assert not InternshipSlot.objects.exists()
    assert set(page.context["form"].errors) == {"slot_1_places", "slot_2_post"}
    assert 'value="Turner"' in page.content.decode()
    early = post(liaison, SEVERAL, **rows({**FIRST, "ends_on": "2027-02-28"}, publish="1"))
    assert "The last day lies before the first day." in text_of(early)
    assert "Fill in at least one slot." in text_of(post(liaison, SEVERAL, **rows(publish="1")))


def test_what_a_rule_holds_back_stays_a_draft_and_says_why(liaison):
    make_catalogue_major()
    page = post(liaison, SEVERAL, **rows({**FIRST, "pay": "0"}, {"post": "Miller", "places": "1"}, publish="1"))
    shown = text_of(page)
    assert "1 slot is saved as a draft." in shown
    assert "“Turner” is not published" in shown
    assert InternshipSlot.objects.get(post="Miller").is_open


def test_more_rows_without_a_script_keep_what_was_entered(liaison):
    page = liaison.client.post(SEVERAL, rows(FIRST, more="1"))
    assert page.context["form"].rows == 10
    assert 'value="Turner"' in page.content.decode()
    assert not InternshipSlot.objects.exists()
