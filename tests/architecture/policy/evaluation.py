"""Routes of evaluation."""

from tests.architecture.matrix import REST, Line, line
from tests.architecture.policy.words import EVERYONE, LIAISONS_ONLY, OF_THE_COLLEGE

REVIEWERS_ONLY = {200: "reviewer foreign_reviewer", 403: REST}
WATCHERS_ONLY = {200: "reviewer foreign_reviewer operator", 403: REST}

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
        EVERYONE, row=lambda w: {"code": w.run.version.framework.code, "number": w.run.version.number}
    ),
    "evaluation:filed-figure-list": line(REVIEWERS_ONLY),
    "evaluation:filed-figure-file": line(REVIEWERS_ONLY, REVIEWERS_ONLY),
    "evaluation:filed-figure": line(
        {200: "reviewer", 404: "foreign_reviewer", 403: REST}, row=lambda w: {"pk": w.filed_figure.pk}
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
