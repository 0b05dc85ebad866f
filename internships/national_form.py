"""The columns of the national form on school–enterprise cooperation (产学合作数据), in their order.

Codes and labels are those of the data standard of the national platform for vocational education; a row is one major
and one enterprise in a year. `label` is the official one, in Chinese whatever the language of the page.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class FormColumn:
    """A column: its code, its official label, what it is in the language of the page."""

    code: str
    label: str
    meaning: str | Promise


COLUMNS = (
    FormColumn("zjsjwyxbs", "主键数据唯一性标识", _("Identifier of the row")),
    FormColumn("xxdm", "学校代码", _("School code")),
    FormColumn("zyh", "专业号", _("Code of the major")),
    FormColumn("hzqytyshxydm", "合作企业统一社会信用代码", _("Credit code of the enterprise")),
    FormColumn("hzqymc", "合作企业名称", _("Name of the enterprise")),
    FormColumn("hzksny", "合作开始年月", _("Month in which the cooperation began")),
    FormColumn("ddpyrs", "订单培养人数", _("Students trained to order")),
    FormColumn("gtkfkcms", "共同开发课程门数", _("Courses developed together")),
    FormColumn("gtkfjcs", "共同开发教材数", _("Textbooks developed together")),
    FormColumn("zcxxjzjss", "支持学校兼职教师数", _("Part-time teachers from the enterprise")),
    FormColumn("jsdgsxxss", "接受顶岗实习学生数", _("Students on post internships")),
    FormColumn("jsbysjys", "接受毕业生就业数", _("Graduates employed")),
    FormColumn("xxwqyjsfwnsr", "学校为企业技术服务年收入", _("Income from technical services in the year")),
    FormColumn("sjcjsj", "数据采集时间", _("Collected at")),
)
REQUIRED = ("xxdm", "zyh", "hzqytyshxydm", "hzqymc", "hzksny")
"""Without one of these a row cannot be reported at all."""
