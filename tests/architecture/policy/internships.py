"""Routes of internships: an open slot is published to every member; a draft is its host's."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import (
    ADMINISTRATORS,
    ADMINISTRATORS_ONLY,
    COLLEGE,
    EVERYONE,
    LIAISONS,
    LIAISONS_ONLY,
)

INTERNSHIPS: dict[str, Line] = {
    "internships:slot-list": line(EVERYONE),
    "internships:slot-create": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "internships:slot-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}),
    "internships:slot-edit": line(
        {200: "liaison", 404: REST}, {200: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}
    ),
    "internships:slot-open": line(post={302: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}),
    "internships:slot-close": line(post={302: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}),
    "internships:slot-confirm": line(
        post={302: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}
    ),
    "internships:slot-create-several": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "internships:hosting-list": line(EVERYONE),
    "internships:hosting-answer": line(LIAISONS_ONLY, LIAISONS_ONLY),
    **{
        f"internships:{name}": line(
            {200: ADMINISTRATORS, 404: "outsider", 403: REST},
            {200: ADMINISTRATORS, 404: "outsider", 403: REST},
            row=lambda w: {"pk": w.slot.pk},
        )
        for name in ("placement-create", "placement-create-class", "slot-insure")
    },
    "internships:job-offer-list": line(EVERYONE),
    "internships:job-offer-create": line(LIAISONS_ONLY, LIAISONS_ONLY),
    "internships:job-offer-detail": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}),
    "internships:job-offer-edit": line(
        {200: "liaison", 404: REST}, {200: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}
    ),
    "internships:job-offer-open": line(post={302: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}),
    "internships:job-offer-close": line(
        post={302: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.offer.pk}
    ),
    "internships:placement-detail": line(
        {200: "administrator mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
    ),
    **{
        f"internships:placement-{name}": line(
            {200: "administrator", 403: "mentor liaison", 404: REST},
            {200: "administrator", 403: "mentor liaison", 404: REST},
            row=lambda w: {"pk": w.placement.pk},
        )
        for name in ("agreement", "insurance")
    },
    **{
        f"internships:placement-{name}": line(
            {200: "administrator liaison", 403: "mentor", 404: REST},
            {200: "administrator liaison", 403: "mentor", 404: REST},
            row=lambda w: {"pk": w.placement.pk},
        )
        for name in ("mentor", "outcome")
    },
    "internships:help-ask": line(
        {200: COLLEGE, 403: "liaison", 404: REST},
        {200: COLLEGE, 403: "liaison", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
    ),
    "internships:help-link-send": line(
        {200: COLLEGE, 403: "liaison", 404: REST},
        {200: COLLEGE, 403: "liaison", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
    ),
    "internships:help-list": line(EVERYONE),
    "internships:help-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internships:help-answer": line(post={400: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internships:help-settle": line(post={302: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internships:placement-list": line(EVERYONE),
    "internships:placement-students": line(EVERYONE),
    **{
        f"internships:placement-{act}": line(
            post={302: "administrator", 403: "mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
        )
        for act in ("begin", "end", "cancel")
    },
    "internship-slot-list": line(EVERYONE, {400: REST}),
    "internship-slot-detail": line(
        {200: "liaison", 404: REST},
        put={400: "liaison", 404: REST},
        row=lambda w: {"pk": w.slot_draft.pk},
    ),
    "hosting-answer-list": line(
        EVERYONE,
        {201: LIAISONS, 403: REST},
        data=lambda _w: {"first_year": 2026, "term": 2, "answer": "no", "reason": "Moving"},
    ),
    "job-offer-list": line(EVERYONE, {400: REST}),
    "job-offer-detail": line(
        {200: "liaison", 404: REST}, put={400: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}
    ),
    "job-offer-open": line(post={200: "liaison", 404: REST}, row=lambda w: {"pk": w.offer_draft.pk}),
    "job-offer-close": line(post={200: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.offer.pk}),
    "placement-detail": line({200: "administrator mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}),
    "placement-care": line({200: "administrator mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}),
    **{
        f"placement-{act}": line(
            post={code: "administrator", 403: "mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
        )
        for act, code in (("begin", 400), ("end", 409), ("cancel", 200))
    },
    "placement-tripartite": line(
        put={200: "administrator", 403: "mentor liaison", 404: REST}, row=lambda w: {"pk": w.placement.pk}
    ),
    "placement-insure": line(
        post={201: "administrator", 403: "mentor liaison", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
        data=lambda _w: {
            "insurer": "PICC",
            "policy_number": "1",
            "valid_from": "2027-03-01",
            "valid_to": "2027-08-31",
        },
    ),
    "placement-mentor": line(
        post={201: "administrator liaison", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
        data=lambda _w: {"name": "Wu", "side": "unit"},
    ),
    "placement-outcome": line(
        post={409: "administrator liaison", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.placement.pk},
        data=lambda _w: {"is_hired": True},
    ),
    "help-request-list": line(
        EVERYONE,
        {201: COLLEGE, 403: "liaison", 400: REST},  # whoever does not see the placement cannot even name one
        data=lambda w: {"placement": w.placement.pk, "category": "pay", "text": "Unpaid"},
    ),
    "help-request-detail": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "help-request-answer": line(
        post={200: COLLEGE, 404: REST},
        row=lambda w: {"pk": w.help_request.pk},
        data=lambda _w: {"answer": "Paid now."},
    ),
    "help-request-settle": line(post={409: COLLEGE, 404: REST}, row=lambda w: {"pk": w.help_request.pk}),
    "internship-slot-findings": line({200: "liaison", 404: REST}, row=lambda w: {"pk": w.slot_draft.pk}),
    "internship-slot-open": line(
        post={200: "liaison", 404: REST},
        row=lambda w: {"pk": w.slot_draft.pk},
        data=lambda _w: {"reasons": {}},
    ),
    "internship-slot-close": line(post={200: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}),
    "internship-slot-confirm": line(post={200: "liaison", 404: "outsider", 403: REST}, row=lambda w: {"pk": w.slot.pk}),
    "placement-list": line(
        EVERYONE,
        {201: "administrator", 403: "mentor", 400: REST},  # whoever does not see the student cannot even name one
        data=lambda w: {"slot": w.slot.pk, "student": w.intern.pk},
    ),
    "internships:balance": line({200: f"{ADMINISTRATORS} {LIAISONS}", 403: REST}),
    "internships:national-form": line(ADMINISTRATORS_ONLY),
    "national-form-detail": line(ADMINISTRATORS_ONLY, row=lambda _w: {"year": "2026"}),
    "internships:balance-records": line(
        {200: f"{ADMINISTRATORS} {LIAISONS}", 403: REST}, row=lambda _w: {"line": "patents"}
    ),
}
