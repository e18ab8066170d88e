from django.urls import include, path

from lms.dashboards.views import (
    adults,
    charts,
    days,
    entries,
    evidence,
    figures,
    files,
    hamlets,
    in_charge,
    left,
    looks,
    moving_here,
    opening,
    people,
    periods,
    persons,
    taking_out,
    work,
)

app_name = "dashboards"
urlpatterns = [
    path("work/", work.my_work, name="my_work"),
    path("work/machine/", work.machine, name="machine"),
    path("communes/<slug:code>/", figures.commune, name="commune"),
    path(
        "communes/<slug:code>/figures/<slug:key>/",
        evidence.commune_figure,
        name="commune_figure",
    ),
    path(
        "communes/<slug:code>/charts/<slug:key>.png",
        charts.commune_chart,
        name="commune_chart",
    ),
    path("communes/<slug:code>/left/", left.left, name="left"),
    path("communes/<slug:code>/recount/", figures.recount, name="recount"),
    path(
        "communes/<slug:code>/files/<slug:kind>/",
        files.commune_file,
        name="commune_file",
    ),
    path(
        "communes/<slug:code>/targets/", entries.commune_targets, name="commune_targets"
    ),
    path(
        "communes/<slug:code>/official/",
        entries.commune_official,
        name="commune_official",
    ),
    path("communes/<slug:code>/adults/", adults.adults, name="adults"),
    path("communes/<slug:code>/households/", adults.households, name="households"),
    path("communes/<slug:code>/hamlets/", hamlets.hamlets, name="hamlets"),
    path(
        "communes/<slug:code>/hamlets/change/<slug:verb>/",
        hamlets.change,
        name="hamlet_change",
    ),
    path(
        "communes/<slug:code>/hamlets/<uuid:hamlet_id>/residents/",
        hamlets.residents,
        name="hamlet_residents",
    ),
    path("communes/<slug:code>/people/", people.people, name="people"),
    path(
        "communes/<slug:code>/people/moving-here/",
        moving_here.moving_here,
        name="moving_here",
    ),
    path(
        "communes/<slug:code>/people/moving-here/<uuid:relocation_id>/",
        moving_here.take_person_in,
        name="take_in",
    ),
    path(
        "communes/<slug:code>/people/<uuid:learner_id>/<slug:verb>/",
        persons.person,
        name="person",
    ),
    path("communes/<slug:code>/people/take-out/", taking_out.take_out, name="take_out"),
    path(
        "communes/<slug:code>/people/take-out/<uuid:file_id>/",
        taking_out.names_file,
        name="names_file",
    ),
    path(
        "communes/<slug:code>/people/take-out/<uuid:file_id>/file",
        taking_out.fetch_names_file,
        name="fetch_names_file",
    ),
    path(
        "communes/<slug:code>/figures/<slug:key>/take-out/",
        taking_out.take_out_figure,
        name="take_out_figure",
    ),
    path("in-charge/<slug:code>/", in_charge.in_charge, name="in_charge"),
    path("in-charge/<slug:code>/appoint/", in_charge.appoint, name="appoint"),
    path(
        "in-charge/<slug:code>/<uuid:position_id>/end/",
        in_charge.end,
        name="end_position",
    ),
    path(
        "in-charge/<slug:code>/<uuid:position_id>/password/",
        in_charge.password,
        name="staff_password",
    ),
    path("in-charge/<slug:code>/card/", in_charge.card, name="staff_card"),
    path(
        "in-charge/<slug:code>/card/kept/", in_charge.card_kept, name="staff_card_kept"
    ),
    path("looks/<slug:code>/", looks.looks, name="looks"),
    path("communes/<slug:code>/roster/", include("lms.dashboards.roster_urls")),
    path(
        "provinces/<slug:code>/files/<slug:kind>/",
        files.province_file,
        name="province_file",
    ),
    path(
        "provinces/<slug:code>/targets/",
        entries.province_targets,
        name="province_targets",
    ),
    path(
        "provinces/<slug:code>/official/",
        entries.province_official,
        name="province_official",
    ),
    path("provinces/<slug:code>/days/", days.count_day, name="count_day"),
    path("reports/", periods.reports, name="reports"),
    path("reports/<uuid:period_id>/", periods.period, name="period"),
    path(
        "reports/<uuid:period_id>/communes/<slug:code>/",
        periods.report,
        name="report",
    ),
    path(
        "reports/<uuid:period_id>/communes/<slug:code>/report.<str:form>",
        periods.printed_report,
        name="report_printed",
    ),
    path(
        "reports/<uuid:period_id>/hamlets/<uuid:hamlet_id>/",
        periods.hamlet,
        name="report_hamlet",
    ),
    path("open-figures/", opening.page, name="open_page"),
    path("open-figures/v1/openapi.json", opening.schema, name="open_schema"),
    path("open-figures/v1/periods.json", opening.periods, name="open_periods"),
    path(
        "open-figures/v1/provinces/<slug:province>/<slug:period>.<str:form>",
        opening.province,
        name="open_province",
    ),
    path(
        "open-figures/v1/provinces/<slug:province>/<slug:period>"
        "/communes/<slug:commune>.<str:form>",
        opening.commune,
        name="open_commune",
    ),
    path("provinces/<slug:code>/periods/new/", periods.open_period, name="period_new"),
    path("provinces/<slug:code>/", figures.province, name="province"),
    path(
        "provinces/<slug:code>/figures/<slug:key>/",
        evidence.province_figure,
        name="province_figure",
    ),
    path(
        "provinces/<slug:code>/charts/<slug:key>.png",
        charts.province_chart,
        name="province_chart",
    ),
]
