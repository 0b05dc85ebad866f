"""Job offers: drafted, published, found, changed, closed."""

import uuid
from datetime import date, timedelta

import pytest

from core.errors import InvalidInput, NotAllowed
from internships import services
from internships.models import JobOffer, JobOfferState
from ledger.selectors import entries_about
from tests.factories.accounts import TODAY
from tests.factories.internships import make_catalogue_major, make_offer, make_open_offer
from tests.internships.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
LIST = "/job-offers/"


def test_the_life_of_an_offer(liaison, administrator):
    offer = make_offer(liaison)
    assert not JobOffer.objects.visible_to(administrator.actor).exists()
    services.open_offer(actor=liaison.actor, offer=offer, on=TODAY)
    with pytest.raises(services.OfferOpenAlready):
        services.open_offer(actor=liaison.actor, offer=offer, on=TODAY)
    assert JobOffer.objects.visible_to(administrator.actor).get() == offer
    services.close_offer(actor=liaison.actor, offer=offer, on=TODAY + timedelta(days=3))
    with pytest.raises(services.OfferNotOpen):
        services.close_offer(actor=liaison.actor, offer=offer, on=TODAY)
    assert JobOfferState.objects.current().get().state == "closed"
    assert [entry.action for entry in entries_about(offer)] == [
        "job_offer.drafted",
        "job_offer.opened",
        "job_offer.closed",
    ]


def test_an_offer_that_is_over_is_not_opened(liaison):
    offer = make_offer(liaison, open_to=TODAY)
    with pytest.raises(services.OfferIsOver):
        services.open_offer(actor=liaison.actor, offer=offer, on=TODAY + timedelta(days=1))
    assert services.open_offer(actor=liaison.actor, offer=offer, on=TODAY).is_open


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"open_to": TODAY - timedelta(days=1)}, "open_to"),
        ({"pay_to": 5199}, "pay_to"),
        ({"places": 0}, "places"),
        ({"majors": ()}, "majors"),
    ],
)
def test_nonsense_is_refused(liaison, changes, field):
    with pytest.raises(InvalidInput) as refused:
        make_offer(liaison, **changes)
    assert refused.value.field == field


def test_only_its_enterprise_changes_it(liaison, other_liaison, administrator):
    offer = make_open_offer(liaison)
    for stranger in (other_liaison, administrator):
        with pytest.raises(NotAllowed):
            services.close_offer(actor=stranger.actor, offer=offer, on=TODAY)
        assert stranger.client.post(f"{LIST}{offer.pk}/close/").status_code == 403
        assert stranger.client.get(f"{LIST}{offer.pk}/edit/").status_code == 403
    assert other_liaison.client.get(f"{LIST}{make_offer(liaison).pk}/").status_code == 404


def entered(**changes):
    make_catalogue_major()
    facts = {
        "post": "Technician",
        "majors": "460103",
        "places": "2",
        "open_from": "2026-11-20",
        "open_to": "2027-06-30",
        "pay_from": "5200",
    }
    return {"submission": str(uuid.uuid4()), **facts, **changes}


def test_publishing_from_the_page(liaison, administrator):
    page = liaison.client.post(f"{LIST}new/", entered(publish="1"), follow=True)
    assert "everybody who is signed in finds this job offer" in text_of(page)
    assert "Technician" in text_of(administrator.client.get(LIST))
    offer = JobOffer.objects.get()
    liaison.client.post(f"{LIST}{offer.pk}/edit/", entered(post="Engineer"))
    assert "Engineer" in text_of(administrator.client.get(f"{LIST}{offer.pk}/"))


def test_bad_input_is_answered_beside_its_field(liaison):
    page = liaison.client.post(f"{LIST}new/", entered(pay_to="10", publish="1"))
    assert "The upper end of the pay lies below the lower end." in text_of(page)
    assert not JobOffer.objects.exists()


@pytest.mark.parametrize(
    ("query", "posts"),
    [
        ("", {"Near", "Far"}),
        ("q=near", {"Near"}),
        ("major=4603", {"Far"}),
        ("region=340000", {"Near", "Far"}),
        ("region=330000", set()),
        ("open_after=2027-05-01", {"Near"}),
        ("open_before=2026-11-30", {"Near"}),
        ("pay_min=6801", {"Far"}),
        ("pay_min=6800", {"Near", "Far"}),
        ("mine=on", set()),
    ],
)
def test_the_search_of_page_and_api(liaison, administrator, query, posts):
    make_open_offer(liaison, post="Near")
    make_open_offer(
        liaison,
        post="Far",
        majors=(make_catalogue_major("460301", "机电一体化技术"),),
        open_from=date(2026, 12, 1),
        open_to=date(2027, 4, 30),
        pay_to=9000,
    )
    page = administrator.client.get(f"{LIST}?{query}")
    assert {row.record.post for row in page.context["listing"].rows} == posts
    api = administrator.client.get(f"/api/v1/job-offers/?{query}").json()
    assert {row["post"] for row in api["results"]} == posts
