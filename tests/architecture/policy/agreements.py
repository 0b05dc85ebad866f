"""Routes of agreements: drafted, checked, signed, amended, ended."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import ADMINISTRATORS, ADMINISTRATORS_ONLY, COLLEGE, EVERYONE, OF_THE_AGREEMENT
from tests.factories.partnerships import ANSWERS

AGREEMENTS: dict[str, Line] = {
    "partnerships:agreement-list": line(EVERYONE),
    "partnerships:agreement-new": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "partnerships:agreement-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:agreement-pdf": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:agreement-make-files": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.unprinted.pk}
    ),
    "partnerships:signed-file": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.signed_file.pk}),
    "partnerships:check": line(
        EVERYONE, {400: REST}, row=lambda w: {"public_id": w.in_force.public_id}, is_public=True
    ),
    "partnerships:agreement-terms": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {302: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk, "section": "goals"},
    ),
    "partnerships:agreement-check": line(
        {200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.draft.pk}
    ),
    "partnerships:agreement-send": line(
        post={302: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"reason_PT-03": "Another major."},
    ),
    "partnerships:agreement-delete": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.draft.pk}
    ),
    "partnerships:check-steps": line(ADMINISTRATORS_ONLY, ADMINISTRATORS_ONLY),
    "partnerships:check-step-edit": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.check_step.pk},
    ),
    "partnerships:check-step-end": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.check_step.pk}
    ),
    "partnerships:agreement-life": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {409: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"act": "decline", "decline-reason": " "},
    ),
    "partnerships:agreement-renew": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "partnerships:agreement-amend": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "partnerships:amendment-day": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.amendment.pk}
    ),
    "partnerships:amendment-refresh": line(
        post={302: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.amendment.pk}
    ),
    "partnerships:agreement-compare": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "partnerships:agreement-sign": line(
        {200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        {302: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
    ),
    "partnerships:agreement-refuse": line(
        post={400: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_signature.pk}
    ),
    "partnerships:agreement-withdraw": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_signature.pk}
    ),
    "partnerships:agreement-send-link": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {
            "pk": w.in_signature.pk,
            "party": w.in_signature.parties.get(organisation=w.liaison.organisation).pk,
        },
    ),
    "partnerships:agreement-signatories": line(
        {200: OF_THE_AGREEMENT, 404: REST},
        {302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda w: {
            "act": f"add-{w.in_signature.parties.get(key='college').pk}",
            "college-name": "Somebody",
        },
    ),
    "partnerships:agreement-paper": line(
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        {200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk, "party": w.in_signature.parties.get(key="enterprise").pk},
    ),
    "partnerships:agreement-remind": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk, "party": w.in_signature.parties.get(key="enterprise").pk},
    ),
    "partnerships:agreement-wish": line(
        post={302: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"wish-text": "Sixty days"},
    ),
    "partnerships:signature-undo": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.on_paper.pk}
    ),
    "partnerships:wish-answer": line(
        post={302: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.wish.pk}
    ),
    "partnerships:agreement-wizard": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {400: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
    ),
    "partnerships:agreement-parties": line(
        {200: "administrator", 403: "mentor", 404: REST},
        {400: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
    ),
    "agreement-list": line(
        EVERYONE,
        {201: ADMINISTRATORS, 403: REST},
        data=lambda w: {
            "counterparts": [str(w.liaison.organisation.public_id)],
            "title": "New",
            "kind": w.draft.kind,
        },
    ),
    "agreement-detail": line(
        {200: COLLEGE, 404: REST},
        delete={204: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
    ),
    "agreement-clauses": line(
        put={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk, "name": "goals"},
        data=lambda _w: {"value": None},
    ),
    "agreement-findings": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.draft.pk}),
    "agreement-completeness": line({200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.draft.pk}),
    "agreement-advice": line(
        post={200: COLLEGE, 404: REST}, row=lambda w: {"pk": w.draft.pk}, data=lambda _w: dict(ANSWERS)
    ),
    "agreement-amendments": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-amend": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-amends-from": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.amendment.pk},
        data=lambda _w: {"amends_from": "2027-06-30"},
    ),
    "agreement-refresh": line(
        post={200: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.amendment.pk}
    ),
    "agreement-versions": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-terms": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-compare": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-signatories": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_signature.pk}),
    "agreement-signatories-add": line(
        post={201: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"party": "enterprise", "name": "Somebody"},
    ),
    "agreement-signatories-remove": line(
        post={204: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.signatory.party.agreement_id},
        data=lambda w: {"signatory": w.signatory.pk},
    ),
    "agreement-signing-order": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"signs_in_order": True},
    ),
    "agreement-paper": line(
        post={400: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
    ),
    "agreement-paper-undo": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.on_paper.party.agreement_id},
        data=lambda w: {"signature": w.on_paper.pk, "reason": "Wrong sheet"},
    ),
    "agreement-remind": line(
        post={204: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"party": "enterprise"},
    ),
    "agreement-wishes": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_signature.pk}),
    "agreement-wishes-ask": line(
        post={201: "liaison", 403: "administrator mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"text": "Sixty days"},
    ),
    "agreement-wishes-answer": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.wish.party.agreement_id},
        data=lambda w: {"wish": w.wish.pk, "is_accepted": True},
    ),
    "agreement-life": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.in_force.pk}),
    "agreement-checks-decide": line(
        post={200: "administrator", 409: "mentor", 404: REST},
        row=lambda w: {"pk": w.submitted.pk},
        data=lambda _w: {"is_approved": True},
    ),
    "agreement-suspend": line(
        post={200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"reason": "Why"},
    ),
    "agreement-resume": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-notice": line(
        post={200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"kind": "notice", "last_on": "2027-06-30", "reason": "Why"},
    ),
    "agreement-notice-agree": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-notice-take-back": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-renew": line(
        post={201: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.in_force.pk}
    ),
    "agreement-renewal-decline": line(
        post={200: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_force.pk},
        data=lambda _w: {"reason": "Why"},
    ),
    "check-step-list": line(
        EVERYONE, {201: ADMINISTRATORS, 403: REST}, data=lambda _w: {"name": "Finance", "position": 1}
    ),
    "check-step-detail": line(
        {200: COLLEGE, 404: REST},
        put={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.check_step.pk},
        data=lambda _w: {"name": "Finance", "position": 1},
    ),
    "check-step-end": line(
        post={204: "administrator", 403: "mentor", 404: REST}, row=lambda w: {"pk": w.check_step.pk}
    ),
    "agreement-send": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"reasons": {"PT-03": "Another major."}},
    ),
    "agreement-make-files": line(
        post={202: "administrator", 403: "mentor liaison reviewer", 404: REST}, row=lambda w: {"pk": w.unprinted.pk}
    ),
    "signed-file-list": line(EVERYONE),
    "signed-file-detail": line({200: OF_THE_AGREEMENT, 404: REST}, row=lambda w: {"pk": w.signed_file.pk}),
    "agreement-sign": line(
        post={409: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"digest": "0" * 64},
    ),
    "agreement-refuse": line(
        post={204: "administrator liaison", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"reason": "No."},
    ),
    "agreement-withdraw": line(
        post={200: "administrator", 403: "mentor liaison reviewer", 404: REST},
        row=lambda w: {"pk": w.in_signature.pk},
        data=lambda _w: {"reason": "No."},
    ),
    "agreement-parties": line(
        post={200: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda w: {"organisation": str(w.foreign_liaison.organisation.public_id)},
    ),
    "agreement-parties-remove": line(
        post={400: "administrator", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.draft.pk},
        data=lambda _w: {"party": "enterprise"},
    ),
}
