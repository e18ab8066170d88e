"""Addresses of a commune's lists of residents, below its own."""

from django.urls import path

from lms.dashboards.views import rosters

urlpatterns = [
    path("", rosters.rosters, name="rosters"),
    path("<uuid:roster_id>/", rosters.roster, name="roster"),
    path("<uuid:roster_id>/columns/", rosters.columns, name="roster_columns"),
    path("<uuid:roster_id>/decisions/", rosters.decisions, name="roster_decisions"),
    path("<uuid:roster_id>/act/", rosters.act, name="roster_act"),
    path("<uuid:roster_id>/refused.xlsx", rosters.refused, name="roster_refused"),
]
