"""Routes of projects, applications, patents and governance bodies."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import ADMINISTRATORS, ADMINISTRATORS_ONLY, EVERYONE, OF_THE_AGREEMENT, ON_TODAY

KEEPERS_FORM = {200: "administrator", 403: "mentor liaison reviewer", 404: REST}
KEEPERS_PUT = KEEPERS_FORM
KEEPERS_POST = {302: "administrator", 403: "mentor liaison reviewer", 404: REST}
ROWS = {
    "project": lambda w: {"pk": w.project.pk},
    "application": lambda w: {"pk": w.application.pk},
    "patent": lambda w: {"pk": w.patent.pk},
    "body": lambda w: {"pk": w.body.pk},
}


def APPLICATION(w):  # noqa: N802 (a constant of the table)
    partners = [str(w.liaison.organisation.public_id)]
    return {"title": "New", "programme": "Science", "partners": partners, "applied_on": "2026-11-20"}


def PATENT(_w):  # noqa: N802
    return {"title": "Clamp", "number": "ZL7", "kind": "design", "filed_on": "2026-11-20"}


def BODY(_w):  # noqa: N802
    return {"name": "New", "kind": "consortium", "founded_on": "2026-11-20"}


WORKS: dict[str, Line] = {
    "partnerships:lookup-partners": line(ADMINISTRATORS_ONLY),
    "partnerships:lookup-members": line(ADMINISTRATORS_ONLY),
    **{f"partnerships:{name}-list": line(EVERYONE) for name in ROWS},
    **{f"partnerships:{name}-add": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY) for name in ROWS},
    **{f"partnerships:{name}-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=row) for name, row in ROWS.items()},
    **{f"partnerships:{name}-edit": line(KEEPERS_FORM, KEEPERS_FORM, row=row) for name, row in ROWS.items()},
    "partnerships:project-receipt": line(
        post=KEEPERS_POST, row=ROWS["project"], data=lambda _w: {"amount": "5", "occurred_on": "2026-11-20"}
    ),
    "partnerships:receipt-correct": line(
        KEEPERS_FORM,
        KEEPERS_POST,
        row=lambda w: {"pk": w.receipt.pk},
        data=lambda _w: {"amount": "5", "occurred_on": "2026-11-20"},
    ),
    "partnerships:receipt-take-back": line(post=KEEPERS_POST, row=lambda w: {"pk": w.receipt.pk}),
    "partnerships:member-add": line(
        post=KEEPERS_POST,
        row=ROWS["body"],
        data=lambda w: {
            "member-organisation": str(w.administrator.organisation.pk),
            "member-side": "college",
            "member-on": "2026-11-20",
        },
    ),
    "partnerships:member-end": line(
        KEEPERS_FORM, KEEPERS_POST, row=lambda w: {"pk": w.body_member.pk}, data=lambda _w: ON_TODAY
    ),
    "partnerships:body-seats": line(
        post=KEEPERS_POST,
        row=ROWS["body"],
        data=lambda _w: {
            "seats-on": "2026-11-20",
            **{f"seats-{side}": 1 for side in ("college", "enterprise", "government", "other")},
        },
    ),
    "partnerships:meeting-plan": line(
        post=KEEPERS_POST, row=ROWS["body"], data=lambda _w: {"meeting-planned_on": "2027-01-20"}
    ),
    "partnerships:meeting-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        KEEPERS_POST,
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {"held_on": "2026-11-20", "minutes": "Talked."},
    ),
    "partnerships:meeting-decide": line(
        post=KEEPERS_POST,
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {
            "decision-subject": "funds",
            "decision-text": "Buy it.",
            "decision-votes_for": 1,
            "decision-votes_against": 0,
            "decision-abstentions": 0,
            "decision-enterprise_votes_for": 0,
        },
    ),
    "project-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda w: {
            "title": "New",
            "kind": "research",
            "level": "enterprise",
            "partners": [str(w.liaison.organisation.public_id)],
            "starts_on": "2026-11-20",
        },
    ),
    "project-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        put=KEEPERS_PUT,
        row=ROWS["project"],
        data=lambda w: {
            "title": "New",
            "kind": "research",
            "level": "enterprise",
            "partners": [str(w.liaison.organisation.public_id)],
            "starts_on": "2026-11-20",
        },
    ),
    "project-receipts": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=ROWS["project"],
        data=lambda _w: {"amount": "5.00", "occurred_on": "2026-11-20"},
    ),
    "receipt-list": line(EVERYONE),
    "receipt-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.receipt.pk}),
    "receipt-correct": line(
        post=KEEPERS_PUT,
        row=lambda w: {"pk": w.receipt.pk},
        data=lambda _w: {"amount": "5.00", "occurred_on": "2026-11-20"},
    ),
    "receipt-take-back": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.receipt.pk}
    ),
    "joint-application-list": line(EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=APPLICATION),
    "joint-application-detail": line(
        {200: OF_THE_AGREEMENT, 404: REST}, put=KEEPERS_PUT, row=ROWS["application"], data=APPLICATION
    ),
    "patent-list": line(EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=PATENT),
    "patent-detail": line({200: OF_THE_AGREEMENT, 404: REST}, put=KEEPERS_PUT, row=ROWS["patent"], data=PATENT),
    "governance-body-list": line(EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=BODY),
    "governance-body-detail": line({200: OF_THE_AGREEMENT, 404: REST}, put=KEEPERS_PUT, row=ROWS["body"], data=BODY),
    "governance-body-members": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=ROWS["body"],
        data=lambda w: {"organisation": str(w.administrator.organisation.public_id), "side": "college", **ON_TODAY},
    ),
    "governance-body-seats": line(
        post=KEEPERS_PUT, row=ROWS["body"], data=lambda _w: {"college": 3, "enterprise": 2, **ON_TODAY}
    ),
    "governance-body-meetings": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=ROWS["body"],
        data=lambda _w: {"planned_on": "2027-01-20"},
    ),
    "body-member-list": line(EVERYONE),
    "body-member-end": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.body_member.pk},
        data=lambda _w: ON_TODAY,
    ),
    "meeting-list": line(EVERYONE),
    "meeting-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.meeting.pk}),
    "meeting-minutes": line(
        post=KEEPERS_PUT,
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {"held_on": "2026-11-20", "minutes": "Talked."},
    ),
    "meeting-decisions": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.meeting.pk},
        data=lambda _w: {"subject": "funds", "text": "Buy it.", "votes_for": 1, "is_adopted": True},
    ),
}
