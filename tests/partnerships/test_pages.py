"""Pages of agreements, as people use them: without a script, with mistakes, twice."""

import re
from decimal import Decimal

import pytest
from django.forms import BooleanField
from django.urls import reverse

from accounts.home import todos
from accounts.models import Link
from partnerships import sections
from partnerships import terms as t
from partnerships.forms.fields import PartsField
from partnerships.models import Activity, ActivityConfirmation, Agreement
from partnerships.selectors import terms_of
from partnerships.terms.values import ContributionKind, Forum, OutsideSource, Ownership, ResultKind, Silence, Stage
from tests.factories.accounts import TODAY
from tests.factories.partnerships import (
    give_credit_code,
    make_activity,
    make_agreement,
    make_agreement_in_force,
    make_agreement_in_signature,
    sign,
)

pytestmark = pytest.mark.usefixtures("the_day")

SECTIONS = tuple(sections.BY_NAME)
BASICS = {
    "title": "高精度减速器联合研发",
    "kind": "joint_research",
    "mode": "",
    "starts_on": "2027-01-01",
    "ends_on": "2029-12-31",
}
ANSWERS = {
    "goals": {"educational": "Test reducers", "college": "Teach", "enterprise": "Hire", "vision": "🤝"},
    "ip": {
        "entries": "1",
        "foreground_0_kind": "invention",
        "foreground_0_ownership": "joint",
        "foreground_0_parts_college": "60",
        "foreground_0_parts_enterprise": "40",
        "foreground_0_cost_parts_college": "1",
        "foreground_0_use": "all_free",
        "foreground_0_licence_out": "together",
        "has_no_background": "on",
    },
    "setting": {"not_applicable": "It has no mode."},
    "licences": {
        "items_0_kind": "licence",
        "items_0_licensor": "college",
        "items_0_licensee": "enterprise",
        "items_0_field_of_use": "Robots",
        "items_0_territory": "China",
        "items_0_years": "5",
    },
    "enforcement": {"first_right": "enterprise", "duty": "enterprise", "cost_parts_enterprise": "1"},
    "disclosure": {"review_days": "30", "delay_months": "6", "is_thesis_free": "on"},
    "benefit": {
        "entries": "1",
        "stages_0_stage": "commercial",
        "stages_0_parts_college": "1",
        "stages_0_parts_enterprise": "4",
        "stages_0_due_days": "60",
        "stages_0_has_audit_right": "on",
        "without_income": ["development", "pilot", "follow_on"],
    },
    "insurance": {
        "policies_0_kind": "equipment",
        "policies_0_insurer": "某保险公司",
        "protections_0_category": "financial",
        "protections_0_ceiling": "50000",
    },
    "emergency": {"not_applicable": "Nobody works there."},
    "safety": {"not_applicable": "Nobody works there."},
    "data": {"data": "Names", "purpose": "Planning", "keeper": "college", "delete_days": "30"},
    "review": {
        "every_months": "12",
        "assessor": "联合委员会",
        "criteria": "Students employed",
        "triggers": ["policy"],
        "stages_0_name": "After a year",
        "stages_0_due_on": "2028-01-01",
    },
    "contributions": {
        "entries": "1",
        "items_0_party": "enterprise",
        "items_0_kind": "equipment",
        "items_0_name": "减速器试验台",
        "items_0_value": "86000.50",
        "items_0_owner_during": "enterprise",
        "items_0_owner_at_exit": "college",
        "items_0_due_on": "2027-03-01",
    },
    "obligations": {
        "entries": "1",
        "items_0_title": "Forty students certified",
        "items_0_debtor": "college",
        "items_0_creditor": "enterprise",
        "items_0_criteria": "Certificates are shown.",
        "items_0_due_on": "2027-06-30",
        "items_0_answer_days": "10",
        "items_0_silence": "accepted",
        "items_0_is_milestone": "on",
    },
    "risks": {
        "entries": "2",
        "items_0_category": "ip",
        "items_0_cause": "A result is published too early.",
        "items_0_likelihood": "2",
        "items_0_impact": "4",
        "items_1_category": "financial",
        "items_1_cause": "Funds come late.",
        "items_1_likelihood": "3",
        "items_1_impact": "4",
        "items_1_owner": "enterprise",
    },
    "exit": {
        "notice_days": "30",
        "cure_days": "15",
        "survives": ["confidentiality"],
        "settlement": "unamortised",
        "pays": "at_fault",
    },
    "dispute": {
        "entries": "1",
        "final": "court",
        "seat": "临江",
        "law": "中国法律",
        "ladder_0_kind": "negotiation",
        "ladder_0_days": "30",
    },
}


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def new_draft(administrator, liaison, **changes):
    address = f"{url('agreement-new')}?with={liaison.organisation.public_id}"
    return administrator.client.post(address, {**BASICS, **changes})


def test_from_search_to_two_signatures(administrator, liaison):
    give_credit_code(liaison.organisation)
    page = administrator.client.get(url("agreement-new"), {"find": liaison.organisation.name})
    assert str(liaison.organisation.public_id) in page.content.decode()

    assert new_draft(administrator, liaison).status_code == 302
    agreement = Agreement.objects.get()
    assert administrator.client.get(url("agreement-check", agreement.pk)).status_code == 200
    refused = administrator.client.post(url("agreement-send", agreement.pk))
    assert refused.status_code == 409
    assert "id_educational_field" in refused.content.decode()

    for section, answers in ANSWERS.items():
        saved = administrator.client.post(url("agreement-terms", agreement.pk, section), answers)
        assert saved.status_code == 302, text(saved)
    terms = terms_of(Agreement.objects.get())
    assert terms.ip.foreground[0].parts == {"college": 60, "enterprise": 40}
    assert terms.goals.vision == "🤝"
    for section in SECTIONS:
        shown = administrator.client.get(url("agreement-terms", agreement.pk, section))
        assert shown.status_code == 200
        assert "to be mended" not in text(shown)

    assert administrator.client.post(url("agreement-send", agreement.pk)).status_code == 302
    for member in (administrator, liaison):
        page = member.client.get(url("agreement-sign", agreement.pk))
        digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page.content.decode()).group(1)
        assert member.client.post(url("agreement-sign", agreement.pk), {"digest": digest}).status_code == 302
    assert Agreement.objects.get().is_in_force
    detail = liaison.client.get(url("agreement-detail", agreement.pk))
    assert digest[:16] in text(detail)
    assert "takes effect on" in text(detail)


def test_a_double_click_makes_one_draft(administrator, liaison):
    submission = "8b1f6a10-9a43-4a0c-8f7c-0d7a6d6d0001"
    first, second = (new_draft(administrator, liaison, submission=submission) for _twice in range(2))

    assert Agreement.objects.count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": "2026-12-31"}, "ends before it starts"),
        ({"title": ""}, "required"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"kind": ""}, "required"),
        ({"kind": "marriage"}, "Select a valid choice"),
        ({"starts_on": "soon"}, "valid date"),
        ({"number": "9" * 41}, "at most 40 characters"),
    ],
)
def test_bad_input_is_named_and_nothing_is_lost(administrator, liaison, changes, words):
    page = new_draft(administrator, liaison, **changes)

    assert page.status_code == 400
    assert words in text(page)
    assert not Agreement.objects.exists()
    kept = {**BASICS, **changes}
    assert kept["ends_on"] in page.content.decode()
    assert kept["title"][:20] in page.content.decode()


def test_a_number_that_is_taken_is_said_beside_its_field(administrator, liaison):
    new_draft(administrator, liaison, number="LJ-1")
    page = new_draft(administrator, liaison, number="LJ-1")
    assert "Another agreement of yours has this number" in text(page)
    assert 'id="id_number_error"' in page.content.decode()


def test_a_mistyped_credit_code_says_which_character(administrator):
    page = administrator.client.get(url("agreement-new"), {"find": "911100006000373410"})
    assert "should be “L”" in text(page)
    assert "911100006000373410" in page.content.decode()


def test_a_search_without_result_says_what_to_do(administrator):
    page = administrator.client.get(url("agreement-new"), {"find": "Nobody & <Sons>"})
    assert "asks the platform operator" in text(page)
    assert "<Sons>" not in page.content.decode()


@pytest.mark.parametrize("value", ["sixty", "-1", "1.5", "²", "1000001", "٣"])
def test_parts_that_are_no_numbers(administrator, liaison, value):
    agreement = make_agreement(administrator.organisation, liaison.organisation)
    page = administrator.client.post(
        url("agreement-terms", agreement.pk, "ip"), {**ANSWERS["ip"], "foreground_0_parts_college": value}
    )
    assert page.status_code == 400
    assert f"“{value}” is no part" in text(page)
    assert f'value="{value}"' in page.content.decode()
    assert terms_of(Agreement.objects.get()).ip.foreground[0].parts == {"college": 1, "enterprise": 1}


def test_a_saved_section_shows_what_is_open_beside_its_field(administrator):
    agreement = make_agreement(administrator.organisation, exit=t.Exit(30, None, ()))
    page = administrator.client.get(url("agreement-terms", agreement.pk, "exit"))

    html = page.content.decode()
    assert "1 error on this page, to be mended before sending" in text(page)
    assert 'id="id_cure_days_error"' in html
    assert 'id="id_survives_warning"' in html
    assert 'value="30"' in html


def test_long_text_is_refused_and_kept_on_the_page(administrator):
    agreement = make_agreement(administrator.organisation)
    page = administrator.client.post(
        url("agreement-terms", agreement.pk, "goals"), {**ANSWERS["goals"], "college": "长" * 4001}
    )
    assert page.status_code == 400
    assert "4000" in text(page)
    assert "长" * 4001 in page.content.decode()


def test_a_section_saved_in_another_window_is_not_overwritten_unseen(administrator):
    agreement = make_agreement(administrator.organisation)
    page = url("agreement-terms", agreement.pk, "goals")
    seen = re.search(r'name="seen" value="(\w+)"', administrator.client.get(page).content.decode())[1]
    first = {**ANSWERS["goals"], "seen": seen, "vision": "Saved in the first window"}

    assert administrator.client.post(page, first).status_code == 302
    assert administrator.client.post(page, first).status_code == 302  # the second click of a double click
    late = administrator.client.post(page, {**first, "vision": "Written in the second window"})

    assert late.status_code == 409
    assert "saved in another window" in text(late)
    assert "Written in the second window" in late.content.decode()
    agreement.refresh_from_db()
    assert terms_of(agreement).goals.vision == "Saved in the first window"

    seen = re.search(r'name="seen" value="(\w+)"', late.content.decode())[1]
    again = administrator.client.post(page, {**first, "vision": "Written in the second window", "seen": seen})
    assert again.status_code == 302
    agreement.refresh_from_db()
    assert terms_of(agreement).goals.vision == "Written in the second window"


def test_another_result_can_be_added_and_dropped(administrator):
    agreement = make_agreement(administrator.organisation)
    address = url("agreement-terms", agreement.pk, "ip")

    assert administrator.client.post(address, {**ANSWERS["ip"], "more": "1"})["Location"] == f"{address}?more=1"
    page = administrator.client.get(f"{address}?more=1")
    assert "foreground_1_kind" in page.content.decode()
    two = {**ANSWERS["ip"], "entries": "2", "foreground_1_kind": "data", "foreground_1_ownership": "each_own"}
    administrator.client.post(address, two)
    assert [result.kind for result in terms_of(Agreement.objects.get()).ip.foreground] == [
        ResultKind.INVENTION,
        ResultKind.DATA,
    ]
    administrator.client.post(address, {**ANSWERS["ip"], "entries": "2"})
    assert len(terms_of(Agreement.objects.get()).ip.foreground) == 1


def test_a_clause_that_does_not_apply(administrator):
    agreement = make_agreement(administrator.organisation)
    address = url("agreement-terms", agreement.pk, "ip")
    both = administrator.client.post(address, {**ANSWERS["ip"], "not_applicable": "Teaching only"})
    assert both.status_code == 400

    administrator.client.post(address, {"entries": "1", "not_applicable": "Teaching only"})

    assert terms_of(Agreement.objects.get()).ip == t.NotApplicable("Teaching only")
    assert "Does not apply" in text(administrator.client.get(address))


def test_every_form_gives_back_what_it_was_given(administrator):
    """Saving a section unchanged changes nothing."""
    agreement = make_agreement(
        administrator.organisation,
        ip=t.IP(
            (
                t.ForegroundResult(
                    ResultKind.DATA, "a", Ownership.JOINT, {"college": 0, "enterprise": 1}, {"college": 3}
                ),
                t.ForegroundResult(ResultKind.DESIGN, "b", Ownership.EACH_OWN),
            )
        ),
        benefit=t.Benefit((t.BenefitStage(Stage.PILOT, {"college": 0, "enterprise": 7}),)),
        dispute=t.Dispute((), (Forum.ARBITRATION,), "CIETAC"),
        contributions=t.Contributions(
            (
                t.Contribution(
                    "4", "enterprise", None, ContributionKind.SITE, "Hall", Decimal("10.50"), "A", TODAY, "enterprise"
                ),
                t.Contribution("", "", OutsideSource.ALUMNI, ContributionKind.MONEY, "Gift", Decimal(0)),
            )
        ),
        obligations=t.Obligations(
            (
                t.Obligation("x", "college", "enterprise", "Deliver", "Seen", TODAY, 10, Silence.REFUSED, True),
                t.Obligation("", "enterprise", "college", "Pay"),
            )
        ),
    )
    for section in sections.SECTIONS:
        terms = terms_of(agreement)
        form = section.form(terms=terms)
        again = section.form(sent_back(form), terms=terms)
        assert again.is_valid(), again.errors
        held = terms.basics if section.name == "basics" else getattr(terms, section.name)
        assert again.value() == held, section.name


def sent_back(form) -> dict:
    """What a browser would send if nobody touched the form."""
    data = {"entries": str(form.entries)}
    for field in form:
        value = field.value()
        if isinstance(field.field, PartsField):
            data |= {f"{field.name}_{key}": str(part) for key, part in (value or {}).items()}
        elif isinstance(field.field, BooleanField):
            data |= {field.name: "on"} if value else {}
        else:
            data[field.name] = value if isinstance(value, list) else "" if value is None else str(value)
    return data


def test_a_change_in_signature_is_asked_for_before_it_voids(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    sign(agreement, administrator.organisation)
    address = url("agreement-terms", agreement.pk, "exit")
    change = {"notice_days": "60", "cure_days": "15", "survives": ["confidentiality"]}

    asked = administrator.client.post(address, change)
    assert asked.status_code == 409
    assert "1 signature is void" in text(asked)
    assert 'value="60"' in asked.content.decode()
    assert Agreement.objects.get().is_in_signature

    assert administrator.client.post(address, {**change, "voids_signatures": "yes"}).status_code == 302
    assert Agreement.objects.get().is_draft


def test_warnings_ask_for_their_reason_on_the_page(administrator):
    agreement = make_agreement(administrator.organisation, exit=t.Exit(30, 15, ()))
    asked = administrator.client.post(url("agreement-send", agreement.pk), {"reason_EX-03": ""})
    assert asked.status_code == 409
    assert "Say why this warning may stand" in text(asked)

    administrator.client.post(url("agreement-send", agreement.pk), {"reason_EX-03": "A visit."})
    assert Agreement.objects.get().is_in_signature
    assert "A visit." in text(administrator.client.get(agreement.get_absolute_url()))


def test_a_refusal_and_its_reason_reach_the_other_side(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    without = liaison.client.post(url("agreement-refuse", agreement.pk), {"reason": ""})
    assert without.status_code == 400
    assert "Say why" in text(without)

    assert liaison.client.post(url("agreement-refuse", agreement.pk), {"reason": "Costs?"}).status_code == 302
    assert "Costs?" in text(administrator.client.get(agreement.get_absolute_url()))
    assert liaison.client.get(agreement.get_absolute_url()).status_code == 404


def test_somebody_with_a_link_signs_without_an_account(
    administrator, client, mailoutbox, django_capture_on_commit_callbacks
):
    agreement = make_agreement_in_signature(administrator.organisation)
    party = agreement.parties.get(key="enterprise")
    with django_capture_on_commit_callbacks(execute=True):
        administrator.client.post(
            url("agreement-send-link", agreement.pk, party.pk), {"link-name": "罗静", "link-email": "luo@example.com"}
        )
    address = re.search(r"https?://[^/]+(/\S+)", mailoutbox[0].body).group(1)

    page = client.get(address)
    assert page.status_code == 200
    assert Agreement.objects.get().parties.get(key="enterprise").signatures.count() == 0, "a GET acts on nothing"
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page.content.decode()).group(1)
    assert client.post(address, {"act": "refuse", "reason": ""}).status_code == 400
    assert "You have signed" in text(client.post(address, {"act": "sign", "digest": digest}))
    assert party.signatures.get().signer_label == "罗静 <luo@example.com>"
    assert client.get(address).status_code == 410


def test_an_outsider_and_strangers_get_404(administrator, colleague_administrator, other_liaison, outsider):
    agreement = make_agreement_in_force(administrator.organisation)
    activity = make_activity(agreement)
    gets = ("agreement-detail", "agreement-pdf", "agreement-check", "agreement-sign", "agreement-activities")
    posts = ("agreement-send", "agreement-delete", "agreement-refuse", "agreement-withdraw")
    for client in (colleague_administrator.client, other_liaison.client, outsider):
        assert {client.get(url(name, agreement.pk)).status_code for name in gets} == {404}
        assert {client.post(url(name, agreement.pk)).status_code for name in posts} == {404}
        assert client.get(url("agreement-terms", agreement.pk, "ip")).status_code == 404
        assert client.post(url("activity-confirm", activity.pk)).status_code == 404
    assert agreement.title not in text(other_liaison.client.get(url("agreement-list")))


def test_who_may_see_but_not_act_gets_403(administrator, liaison, mentor, reviewer):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    for member in (liaison, mentor, reviewer):
        assert member.client.get(agreement.get_absolute_url()).status_code == 200
        assert member.client.get(url("agreement-terms", agreement.pk, "exit")).status_code == 403
        assert member.client.post(url("agreement-delete", agreement.pk)).status_code == 403
    for member in (mentor, reviewer):
        assert member.client.get(url("agreement-sign", agreement.pk)).status_code == 403
    assert reviewer.client.get(url("agreement-new")).status_code == 403


def test_activities_are_recorded_and_confirmed_on_their_page(administrator, liaison):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    address = url("agreement-activities", agreement.pk)
    entry = {"kind": "teaching", "occurred_on": TODAY.isoformat(), "description": "Two lessons"}
    early = administrator.client.post(address, {**entry, "occurred_on": "2020-01-01"})
    assert early.status_code == 400
    assert "not in force on that day" in text(early)
    assert "Two lessons" in early.content.decode()

    assert administrator.client.post(address, entry).status_code == 302
    activity = Activity.objects.get()
    confirm = url("activity-confirm", activity.pk)
    assert confirm not in administrator.client.get(address).content.decode()
    assert administrator.client.post(confirm).status_code == 403
    assert confirm in liaison.client.get(address).content.decode()
    assert liaison.client.post(confirm).status_code == 302
    assert ActivityConfirmation.objects.get().organisation == liaison.organisation


def test_the_list_filters_and_exports(administrator, liaison):
    mine = make_agreement(administrator.organisation, liaison.organisation, title="Reducers")
    make_agreement_in_force(administrator.organisation, title="Batteries")
    code = give_credit_code(liaison.organisation)

    def listed(**query) -> set[str]:
        page = text(administrator.client.get(url("agreement-list"), query))
        return {title for title in ("Reducers", "Batteries") if title in page}

    assert listed() == {"Reducers", "Batteries"}
    assert listed(state="draft") == {"Reducers"}
    assert listed(q=mine.number) == {"Reducers"}
    assert listed(party=code) == {"Reducers"}
    assert listed(party=liaison.organisation.name) == {"Reducers"}
    assert listed(kind="talent") == set()
    assert listed(runs_from="2030-01-01") == set()
    exported = administrator.client.get(url("agreement-list"), {"export": "csv", "state": "draft"})
    assert b"Reducers" in b"".join(exported) if exported.streaming else b"Reducers" in exported.content


def test_the_list_does_not_grow_in_queries(administrator, django_assert_max_num_queries):
    administrator.client.get(url("agreement-list"))
    for _again in range(4):
        make_agreement(administrator.organisation)
    with django_assert_max_num_queries(15):
        assert text(administrator.client.get(url("agreement-list"))).count("Reducers") == 4


def test_a_draft_is_deleted_from_its_check_page(administrator):
    agreement = make_agreement(administrator.organisation)
    assert "Delete the draft for good" in text(administrator.client.get(url("agreement-check", agreement.pk)))
    assert administrator.client.post(url("agreement-delete", agreement.pk)).status_code == 302
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_printed_agreement(administrator, liaison, language):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, title="减速器 🤝 “x”")
    administrator.user.language = language
    administrator.user.save(update_fields=["language"])

    first, second = (administrator.client.get(url("agreement-pdf", agreement.pk)).content for _twice in range(2))

    assert first.startswith(b"%PDF")
    assert first == second


def test_what_waits_for_whom(administrator, liaison, mentor):
    make_agreement(administrator.organisation, title="Draft")
    make_agreement_in_signature(administrator.organisation, liaison.organisation, title="Waiting")
    live = make_agreement_in_force(administrator.organisation, liaison.organisation, title="Live")
    make_activity(live)
    make_activity(live, by=liaison.organisation)

    def titles(member):
        return [str(todo.title) for todo in todos(member.actor, TODAY)]

    assert titles(administrator) == ["Sign “Waiting”", "1 activity to confirm: Live", "Finish the draft “Draft”"]
    assert titles(liaison) == ["Sign “Waiting”", "1 activity to confirm: Live", "Record the figures of 2025"]
    assert titles(mentor) == []


def test_who_only_oversees_is_told_so_and_records_nothing(administrator, liaison, reviewer):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    done = {"kind": "teaching", "occurred_on": TODAY.isoformat(), "description": "Two lessons"}
    assert reviewer.client.get(url("agreement-activities", agreement.pk)).status_code == 200
    assert reviewer.client.post(url("agreement-activities", agreement.pk), done).status_code == 403
    assert not Activity.objects.exists()


@pytest.mark.parametrize("number", ["9" * 5000, "1" * 8, "1000001"], ids=["5000 digits", "8 digits", "one more"])
def test_a_number_of_any_length_is_answered_beside_its_field(administrator, liaison, number):
    agreement = make_agreement(administrator.organisation, liaison.organisation)
    answers = {"entries": "1", "stages_0_stage": "pilot", "stages_0_parts_college": number}
    page = administrator.client.post(url("agreement-terms", agreement.pk, "benefit"), answers)
    assert page.status_code == 400
    assert "Enter a whole number from 0 to 1,000,000" in text(page)


def test_a_count_of_entries_that_nobody_can_mean_is_no_fault_of_ours(administrator, liaison):
    agreement = make_agreement(administrator.organisation, liaison.organisation)
    answers = {**ANSWERS["benefit"], "entries": "9" * 5000}
    assert administrator.client.post(url("agreement-terms", agreement.pk, "benefit"), answers).status_code < 500


def test_a_pasted_line_break_of_a_slide_is_answered_beside_its_field(administrator, liaison):
    agreement = make_agreement(administrator.organisation, liaison.organisation)
    goals = {**ANSWERS["goals"], "vision": "One line\x0bone more"}
    page = administrator.client.post(url("agreement-terms", agreement.pk, "goals"), goals)
    assert page.status_code == 400
    assert "characters that cannot be stored" in text(page)
    assert administrator.client.get(url("agreement-terms", agreement.pk, "goals")).status_code == 200


def test_a_double_click_mails_one_link(administrator, liaison, mailoutbox, django_capture_on_commit_callbacks):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    party = agreement.parties.get(organisation=liaison.organisation)
    shown = administrator.client.get(url("agreement-detail", agreement.pk)).content.decode()
    where = url("agreement-send-link", agreement.pk, party.pk)
    form = shown[shown.index(where) :]
    submission = re.search(r'name="submission" value="([^"]+)"', form[: form.index("</form>")])
    post = {"link-name": "Wang", "link-email": "wang@example.com", "submission": submission[1]}
    with django_capture_on_commit_callbacks(execute=True):
        answers = [administrator.client.post(where, post) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Link.objects.count() == 1
    assert len(mailoutbox) == 1


def test_all_that_waits_is_counted(administrator, liaison):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    first = make_activity(agreement)
    copies = [Activity(**{**_columns(first), "pk": None}) for _ in range(204)]
    Activity.objects.bulk_create(copies)
    titles = [todo.title for todo in todos(liaison.actor, TODAY)]
    assert f"205 activities to confirm: {agreement.title}" in titles


def test_a_reason_that_is_too_long_is_not_called_missing(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    long = {"withdraw-reason": "because " * 200}
    page = administrator.client.post(url("agreement-withdraw", agreement.pk), long, follow=True)
    assert "at most 1000 characters" in text(page)
    assert Agreement.objects.get().is_in_signature


def _columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
