"""The one table of roles and acts. Services ask it through `actor.require`, buttons through `actor.can`."""

from dataclasses import dataclass
from enum import Enum

from accounts.models.people import Role

ADMINISTRATOR, MENTOR, LIAISON = Role.COLLEGE_ADMINISTRATOR, Role.MENTOR, Role.ENTERPRISE_LIAISON
REVIEWER, EVALUATOR, OPERATOR = Role.REVIEWER, Role.EVALUATOR, Role.OPERATOR
EVERYONE = frozenset(Role)


class Relation(Enum):
    """What the row must be to the actor's organisation."""

    ANY = "any"  # to see it is enough
    OWNER = "owner"  # one of the row's owners
    KEEPER = "keeper"  # the one that keeps it
    OVERSEER = "overseer"  # its authority
    ASSIGNEE = "assignee"  # the person's own row


@dataclass(frozen=True)
class Act:
    """Who may do something, to which rows."""

    roles: frozenset[Role]
    relation: Relation = Relation.ANY


def act(*roles: Role, on: Relation = Relation.ANY) -> Act:
    """A line of the table."""
    return Act(frozenset(roles), on)


ACTS: dict[str, Act] = {
    # accounts
    "invite_member": act(ADMINISTRATOR, LIAISON, REVIEWER, OPERATOR),
    "withdraw_invitation": act(ADMINISTRATOR, LIAISON, REVIEWER, OPERATOR, on=Relation.OWNER),
    "end_membership": act(ADMINISTRATOR, LIAISON, REVIEWER, OPERATOR, on=Relation.OWNER),
    "see_members": act(ADMINISTRATOR, LIAISON, REVIEWER, OPERATOR),
    "operate_accounts": act(OPERATOR),  # invitations and memberships of any organisation
    "register_organisation": act(OPERATOR),
    "make_api_token": Act(EVERYONE),
    "upload_evidence": act(ADMINISTRATOR, MENTOR, LIAISON, REVIEWER, EVALUATOR),
    # jobs and notices
    "cancel_job": Act(EVERYONE, Relation.OWNER),
    "resend_notices": act(OPERATOR),
    # ledger
    "erase_payload": act(OPERATOR),
    # reference
    "import_reference": act(OPERATOR),
    "file_region_figure": act(REVIEWER),
    "see_style": act(OPERATOR),
    # institutions
    "manage_majors": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_bases": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_teachers": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_equipment": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_studios": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_students": act(ADMINISTRATOR, on=Relation.KEEPER),
    "reveal_birth_date": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_courses": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_plans": act(ADMINISTRATOR, on=Relation.KEEPER),
    "confirm_plan_post": act(LIAISON, on=Relation.OWNER),
    "ask_curriculum": act(LIAISON),
    "answer_curriculum": act(ADMINISTRATOR, on=Relation.KEEPER),
    "record_outcomes": act(ADMINISTRATOR, on=Relation.KEEPER),  # the row is the student
    "report_return": act(ADMINISTRATOR, on=Relation.KEEPER),
    "verify_return": act(ADMINISTRATOR, on=Relation.KEEPER),
    "review_return": act(REVIEWER, on=Relation.OVERSEER),
    # enterprises
    "register_enterprise": act(OPERATOR, LIAISON),
    "identify_enterprise": act(OPERATOR),
    "record_enterprise_status": act(OPERATOR, REVIEWER),  # the reviewer for enterprises of the region
    "merge_enterprises": act(OPERATOR),
    "record_enterprise_year": act(LIAISON, on=Relation.KEEPER),
    # partnerships
    "draft_agreement": act(ADMINISTRATOR),
    "import_agreements": act(ADMINISTRATOR),
    "edit_agreement": act(ADMINISTRATOR, on=Relation.KEEPER),
    "send_to_signature": act(ADMINISTRATOR, on=Relation.KEEPER),
    "sign_agreement": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "name_signatory": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),  # the row is the party
    "record_paper_signature": act(ADMINISTRATOR, on=Relation.KEEPER),
    "remind_to_sign": act(ADMINISTRATOR, on=Relation.KEEPER),
    "ask_for_change": act(LIAISON, ADMINISTRATOR, on=Relation.OWNER),  # the row is the party
    "refuse_agreement": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "manage_checks": act(ADMINISTRATOR, on=Relation.KEEPER),  # the row is a step of the internal checks
    "check_agreement": act(ADMINISTRATOR, MENTOR, on=Relation.KEEPER),
    "suspend_agreement": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "end_agreement": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "amend_agreement": act(ADMINISTRATOR, on=Relation.KEEPER),
    "renew_agreement": act(ADMINISTRATOR, on=Relation.KEEPER),
    "decline_renewal": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "record_activity": act(ADMINISTRATOR, MENTOR, LIAISON, on=Relation.OWNER),
    "confirm_activity": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "assess_agreement": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "deliver_contribution": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "answer_contribution": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "report_obligation": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "answer_obligation": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "settle_obligations": act(),  # the night alone
    "keep_scenario": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "drop_scenario": act(ADMINISTRATOR, LIAISON, on=Relation.KEEPER),
    "review_risk": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "file_claim": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "manage_contacts": act(ADMINISTRATOR, MENTOR, LIAISON, on=Relation.OWNER),
    "record_drill": act(ADMINISTRATOR, MENTOR, LIAISON, on=Relation.OWNER),
    "report_risk_figure": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "link_equipment": act(ADMINISTRATOR, on=Relation.KEEPER),
    "link_base": act(ADMINISTRATOR, on=Relation.KEEPER),
    "send_signing_link": act(ADMINISTRATOR, on=Relation.KEEPER),
    "confirm_exit_payment": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "make_signed_file": act(ADMINISTRATOR, on=Relation.KEEPER),
    "make_signed_files": act(),  # the night and the worker alone
    "manage_projects": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_patents": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_joint_applications": act(ADMINISTRATOR, on=Relation.KEEPER),
    "manage_bodies": act(ADMINISTRATOR, on=Relation.KEEPER),
    "expire_agreement": act(),  # the night alone
    # internships
    "offer_slot": act(LIAISON),
    "close_past_slots": act(),  # the night alone
    "edit_slot": act(LIAISON, on=Relation.KEEPER),
    "place_student": act(ADMINISTRATOR, on=Relation.KEEPER),  # the row is the student
    "begin_placement": act(ADMINISTRATOR, on=Relation.KEEPER),
    "cancel_placement": act(ADMINISTRATOR, on=Relation.KEEPER),
    "end_placement": act(ADMINISTRATOR, on=Relation.KEEPER),
    "record_tripartite": act(ADMINISTRATOR, on=Relation.KEEPER),
    "insure_placement": act(ADMINISTRATOR, on=Relation.KEEPER),
    "assign_mentor": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "record_outcome": act(ADMINISTRATOR, LIAISON, on=Relation.OWNER),
    "ask_for_help": act(ADMINISTRATOR, MENTOR, on=Relation.KEEPER),  # the row is the placement
    "send_help_link": act(ADMINISTRATOR, MENTOR, on=Relation.KEEPER),
    "answer_help": act(ADMINISTRATOR, MENTOR, on=Relation.KEEPER),
    "offer_job": act(LIAISON),
    "edit_job_offer": act(LIAISON, on=Relation.KEEPER),
    "see_balance": act(ADMINISTRATOR, LIAISON),
    "see_national_form": act(ADMINISTRATOR),
    # evaluation
    "see_dashboard": act(REVIEWER),
    "see_own_figures": act(ADMINISTRATOR, MENTOR),
    "see_own_cooperation": act(LIAISON),
    "see_runs": act(REVIEWER, OPERATOR),
    "define_figure": act(REVIEWER, OPERATOR),
    "keep_frameworks": act(REVIEWER, OPERATOR),
    "keep_shipped_frameworks": act(OPERATOR),
    "comment_on_framework": act(ADMINISTRATOR, LIAISON, REVIEWER, OPERATOR),
    "recompute": act(OPERATOR),
    "ask_about_figure": act(ADMINISTRATOR, REVIEWER),
    "follow_figure_question": act(ADMINISTRATOR, REVIEWER, on=Relation.KEEPER),  # ask back, close
    "answer_figure_question": act(REVIEWER, on=Relation.OVERSEER),
    "answer_authority_question": act(OPERATOR),
}
