"""Who sees what stands around a placement."""

from datetime import date

import pytest

from internships.models import (
    HelpRequest,
    HostingAnswer,
    JobOffer,
    Placement,
    PlacementInsurance,
    PlacementMentor,
    TripartiteAgreement,
)
from tests.factories.accounts import TODAY
from tests.factories.internships import make_open_slot, make_placement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def test_what_stands_around_a_placement_is_for_college_and_host(  # noqa: PLR0917
    liaison, administrator, mentor, other_liaison, colleague_administrator, reviewer
):
    placement = make_placement(administrator, make_open_slot(liaison))
    TripartiteAgreement.objects.create(placement=placement)
    PlacementInsurance.objects.create(
        placement=placement, insurer="PICC", policy_number="1", valid_from=TODAY, valid_to=TODAY
    )
    PlacementMentor.objects.create(placement=placement, name="Wu", side="unit", from_on=TODAY)
    for model in (TripartiteAgreement, PlacementInsurance, PlacementMentor):
        for insider in (liaison, administrator, mentor):
            assert model.objects.visible_to(insider.actor).count() == 1
        for stranger in (other_liaison, colleague_administrator, reviewer):
            assert not model.objects.visible_to(stranger.actor).exists()


def test_a_placement_is_seen_by_whom_it_is_assigned_to(liaison, administrator, other_liaison):
    placement = make_placement(administrator, make_open_slot(liaison))
    for side in ("unit", "school"):
        PlacementMentor.objects.create(
            placement=placement, user=other_liaison.user, name="Wu", side=side, from_on=TODAY
        )
    assert Placement.objects.visible_to(other_liaison.actor).get() == placement


def test_a_request_for_help_is_not_for_the_host(liaison, administrator, mentor, reviewer):
    placement = make_placement(administrator, make_open_slot(liaison))
    HelpRequest.objects.create(placement=placement, category="pay", text="Unpaid", asked_on=TODAY, due_on=TODAY)
    for insider in (administrator, mentor):
        assert HelpRequest.objects.visible_to(insider.actor).count() == 1
    for stranger in (liaison, reviewer):
        assert not HelpRequest.objects.visible_to(stranger.actor).exists()


def test_answers_and_open_offers_are_published(liaison, other_liaison, administrator):
    enterprise = liaison.organisation
    HostingAnswer.objects.create(
        enterprise=enterprise, first_year=2026, term=2, answer="no", reason="Moving", occurred_on=TODAY
    )
    for state in ("draft", "open"):
        JobOffer.objects.create(
            enterprise=enterprise, post=state, places=1, open_from=TODAY, open_to=date(2027, 1, 1), state=state
        )
    assert HostingAnswer.objects.visible_to(administrator.actor).count() == 1
    assert JobOffer.objects.visible_to(liaison.actor).count() == 2
    for stranger in (other_liaison, administrator):
        assert JobOffer.objects.visible_to(stranger.actor).get().post == "open"
