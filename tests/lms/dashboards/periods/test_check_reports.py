import pytest
from django.core.management import CommandError, call_command

from lms.dashboards.models import PeriodReport


def test_untouched_reports_pass(accepted, capsys):
    accepted()

    call_command("check_reports")

    assert "Đã kiểm tra 1 báo cáo" in capsys.readouterr().out


def test_a_touched_report_is_named(accepted):
    accepted()
    PeriodReport.objects.update(sha256="0" * 64)

    with pytest.raises(CommandError, match="Vân Sơn"):
        call_command("check_reports")
