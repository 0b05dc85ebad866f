"""Routes of evaluation."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import EVERYONE, LIAISONS_ONLY, OF_THE_COLLEGE

REVIEWERS_ONLY = {200: "reviewer foreign_reviewer", 403: REST}
KEEPERS = "foreign_reviewer operator"  # who keep frameworks, but not this one
WATCHERS_ONLY = {200: "reviewer foreign_reviewer operator", 403: REST}


def draft_of(w: object) -> dict[str, str]:
    """The reviewer's own draft; figures are published."""
    return {"code": w.run and w.framework_draft.framework.code, "number": w.framework_draft.number}  # type: ignore[attr-defined]


EVALUATION: dict[str, Line] = {
    "evaluation:dashboard": line(REVIEWERS_ONLY),
    "evaluation:region-dashboard": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"code": w.run and "340200"}
    ),
    "evaluation:region-figure": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST},
        row=lambda w: {"code": w.run and "340200", "indicator": "partners_per_major"},
    ),
    "evaluation:college-figure": line(
        {200: OF_THE_COLLEGE, 404: "foreign_administrator foreign_reviewer", 403: REST},
        row=lambda w: {
            "code": w.run and w.administrator.organisation.college.school_code,
            "indicator": "partners_per_major",
        },
    ),
    "evaluation:college-figures": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST},
        row=lambda w: {"code": w.run and w.administrator.organisation.college.school_code},
    ),
    "evaluation:my-cooperation": line(LIAISONS_ONLY),
    "evaluation:my-figures": line({200: "administrator mentor foreign_administrator", 403: REST}),
    "evaluation:run-list": line(WATCHERS_ONLY),
    "evaluation:run-detail": line(WATCHERS_ONLY, row=lambda w: {"pk": w.run.pk}),
    "evaluation:run-resume": line(post={409: "operator", 403: REST}, row=lambda w: {"pk": w.run.pk}),
    "evaluation:run-release": line(post={409: "operator", 403: REST}, row=lambda w: {"pk": w.run.pk}),
    "evaluation:framework-detail": line(
        {404: "outsider", 200: REST},
        row=lambda w: {"code": w.run.version.framework.code, "number": w.run.version.number},
    ),
    "evaluation:framework-list": line(EVERYONE),
    "evaluation:framework-new": line(WATCHERS_ONLY, {400: "reviewer foreign_reviewer operator", 403: REST}),
    "evaluation:framework-edit": line(
        {200: "reviewer", 404: KEEPERS, 403: REST}, {400: "reviewer", 404: KEEPERS, 403: REST}, row=draft_of
    ),
    "evaluation:framework-preview": line({200: "reviewer", 404: KEEPERS, 403: REST}, row=draft_of),
    "evaluation:framework-file": line({200: "reviewer", 404: REST}, row=lambda w: {**draft_of(w), "kind": "csv"}),
    "evaluation:framework-step": line(
        post={302: "reviewer", 404: REST},
        row=lambda w: {**draft_of(w), "step": "open"},
    ),
    "evaluation:framework-comment": line(
        post={
            400: "reviewer foreign_reviewer operator administrator foreign_administrator liaison foreign_liaison",
            404: "outsider",
            403: REST,
        },
        row=lambda w: {"code": w.framework_consulted.framework.code, "number": w.framework_consulted.number},
    ),
    "framework-version-list": line(EVERYONE, {400: "reviewer foreign_reviewer operator", 403: REST}),
    "framework-version-detail": line({200: "reviewer", 404: REST}, row=lambda w: {"pk": w.framework_draft.pk}),
    "framework-version-change": line(post={400: "reviewer", 404: REST}, row=lambda w: {"pk": w.framework_draft.pk}),
    "framework-version-open": line(post={200: "reviewer", 404: REST}, row=lambda w: {"pk": w.framework_draft.pk}),
    "framework-version-take-back": line(post={409: "reviewer", 404: REST}, row=lambda w: {"pk": w.framework_draft.pk}),
    "framework-version-approve": line(post={409: "reviewer", 404: REST}, row=lambda w: {"pk": w.framework_draft.pk}),
    "framework-version-comments": line({404: "outsider", 200: REST}, row=lambda w: {"pk": w.framework_consulted.pk}),
    "framework-version-comment": line(
        post={404: "outsider", 400: REST}, row=lambda w: {"pk": w.framework_consulted.pk}
    ),
    "framework-version-preview": line(
        {200: "reviewer foreign_reviewer operator", 403: REST}, row=lambda w: {"pk": w.run and w.framework_consulted.pk}
    ),
    "evaluation:filed-figure-list": line(REVIEWERS_ONLY),
    "evaluation:filed-figure-file": line(REVIEWERS_ONLY, REVIEWERS_ONLY),
    "evaluation:filed-figure": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"pk": w.filed_figure.pk}
    ),
    "evaluation:measure-list": line(EVERYONE),
    "evaluation:question-list": line(EVERYONE),
    "evaluation:question-ask": line(
        {200: "administrator reviewer", 403: REST, 404: "foreign_administrator foreign_reviewer"},
        {200: "administrator reviewer", 403: REST, 404: "foreign_administrator foreign_reviewer"},
        row=lambda w: {
            "code": w.run and w.administrator.organisation.college.school_code,
            "indicator": "partners_per_major",
        },
    ),
    "evaluation:question-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.figure_question.pk}),
    "evaluation:question-say": line(
        post={302: "administrator reviewer", 403: "mentor", 404: REST},
        row=lambda w: {"pk": w.figure_question.pk},
        data=lambda _w: {"text": "The agreement was signed in June."},
    ),
    "evaluation:question-close": line(
        post={302: "administrator", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.figure_question.pk}
    ),
    "figure-question-list": line(
        EVERYONE,
        {201: "administrator reviewer", 400: "foreign_administrator foreign_reviewer", 403: REST},
        data=lambda w: {
            "figure": f"{w.run and w.administrator.organisation.college.school_code}.partners_per_major",
            "text": "Where is our partner of June?",
        },
    ),
    "figure-question-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.figure_question.pk}),
    "figure-question-respond": line(
        post={200: "reviewer", 403: "administrator mentor", 404: REST},
        row=lambda w: {"pk": w.figure_question.pk},
        data=lambda _w: {"text": "It was signed in July."},
    ),
    "figure-question-ask-back": line(
        post={200: "administrator", 403: "mentor reviewer", 404: REST},
        row=lambda w: {"pk": w.figure_question.pk},
        data=lambda _w: {"text": "In June."},
    ),
    "figure-question-close": line(
        post={200: "administrator", 403: "mentor reviewer", 404: REST}, row=lambda w: {"pk": w.figure_question.pk}
    ),
    "run-list": line(WATCHERS_ONLY),
    "run-detail": line(WATCHERS_ONLY, row=lambda w: {"pk": w.run.pk}),
    "indicator-value-list": line(EVERYONE),
    "indicator-value-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.indicator_value.pk}),
    "measure-value-list": line(EVERYONE),
    "measure-value-detail": line({200: OF_THE_COLLEGE, 404: REST}, row=lambda w: {"pk": w.measure_value.pk}),
    "dashboard-detail": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"code": w.run and "340200"}
    ),
    "explanation-detail": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST},
        row=lambda w: {"figure": w.run and "340200.partners_per_major"},
    ),
    "region-figure-list": line(REVIEWERS_ONLY, {400: "reviewer foreign_reviewer", 403: REST}),
    "region-figure-detail": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"pk": w.filed_figure.pk}
    ),
    "measure-list": line(EVERYONE),
    "measure-detail": line(EVERYONE, row=lambda _w: {"code": "majors"}),
}
