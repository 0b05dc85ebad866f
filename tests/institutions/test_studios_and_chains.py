"""Studios of skill masters, and the industry chains that majors serve."""

from datetime import date

import pytest

from core import clock
from institutions.models import MajorChain, SkillMasterStudio
from institutions.services.chains import ChainServedAlready, remove_chain
from institutions.services.days import EndsTooEarly
from institutions.services.studios import StudioNameTaken
from ledger.models import Entry
from tests.factories.institutions import make_chain, make_major, make_studio

REFUSED = 409


class TestStudios:
    def test_a_name_is_taken_once_in_a_college(self, administrator, colleague_administrator):
        studio = make_studio(administrator.organisation)
        with pytest.raises(StudioNameTaken):
            make_studio(administrator.organisation, name=f" {studio.name} ")
        make_studio(colleague_administrator.organisation, name=studio.name)

    def test_it_ends_after_it_began(self, administrator):
        with pytest.raises(EndsTooEarly):
            make_studio(administrator.organisation, ended_on=date(2023, 6, 1))

    def test_recognised_from_its_first_day_until_it_ends(self, administrator):
        make_studio(administrator.organisation, ended_on=date(2026, 6, 1))
        days = (date(2023, 5, 31), date(2023, 6, 1), date(2026, 5, 31), date(2026, 6, 1))
        assert [SkillMasterStudio.objects.recognised(day).count() for day in days] == [0, 1, 1, 0]

    def test_pages(self, administrator, reviewer, liaison, colleague_administrator):
        page = {"name": "焊接大师工作室", "level": "national", "master": "赵师傅", "recognised_on": "2024-05-01"}
        administrator.client.post("/studios/add/", page | {"enterprise": liaison.organisation.name})
        studio = SkillMasterStudio.objects.get()
        assert studio.enterprise == liaison.organisation
        refused = administrator.client.post("/studios/add/", page)
        assert refused.status_code == REFUSED
        administrator.client.post(f"/studios/{studio.pk}/edit/", page | {"level": "provincial"})
        make_studio(administrator.organisation, level=SkillMasterStudio.Level.COLLEGE)
        listing = reviewer.client.get("/studios/?level=provincial").context["listing"]
        assert [row.record for row in listing.rows] == [studio]
        assert "赵师傅" not in Entry.objects.filter(action="studio.added").first().payload.document
        assert reviewer.client.get(f"/studios/{studio.pk}/").status_code == 200
        assert colleague_administrator.client.get(f"/studios/{studio.pk}/").status_code == 404


class TestChains:
    def test_a_chain_is_served_once_and_again_after_it_was_removed(self, administrator):
        major = make_major(administrator.organisation)
        chain = make_chain(major)
        with pytest.raises(ChainServedAlready):
            make_chain(major, f" {chain.name} ")
        remove_chain(actor=administrator.actor, chain=chain)
        remove_chain(actor=administrator.actor, chain=chain)
        make_chain(major)
        assert Entry.objects.filter(action="major.chain_removed").count() == 1
        assert [row.name for row in MajorChain.objects.current()] == [chain.name]
        assert MajorChain.objects.count() == 2  # what was counted before stays

    def test_pages(self, administrator, mentor):
        major = make_major(administrator.organisation)
        make_major(administrator.organisation, code="460301")
        path = f"/majors/{major.pk}/"
        administrator.client.post(f"{path}chains/", {"name": "新能源汽车产业链"})
        refused = administrator.client.post(f"{path}chains/", {"name": "新能源汽车产业链"})
        assert refused.status_code == REFUSED
        assert "name" in refused.context["chain_form"].errors
        for page in (path, "/majors/"):
            assert "新能源汽车产业链" in administrator.client.get(page).content.decode(), page
        listing = administrator.client.get("/majors/?chain=新能源").context["listing"]
        assert [row.record for row in listing.rows] == [major]
        chain = MajorChain.objects.get()
        assert mentor.client.post(f"/major-chains/{chain.pk}/remove/").status_code == 403
        administrator.client.post(f"/major-chains/{chain.pk}/remove/")
        assert not administrator.client.get("/majors/?chain=新能源").context["listing"].count

    def test_the_api_names_them_now(self, administrator):
        major = make_major(administrator.organisation)
        made = administrator.client.post(
            f"/api/v1/majors/{major.pk}/chains/", {"name": "Robots"}, content_type="application/json"
        )
        assert [chain["name"] for chain in made.json()["chains"]] == ["Robots"]
        remove_chain(actor=administrator.actor, chain=MajorChain.objects.get())
        assert administrator.client.get(f"/api/v1/majors/{major.pk}/").json()["chains"] == []

    def test_what_was_known_before(self, administrator):
        chain = make_chain(make_major(administrator.organisation))
        remove_chain(actor=administrator.actor, chain=chain)
        chain.refresh_from_db()
        assert chain.recorded_at <= chain.superseded_at <= clock.now()
