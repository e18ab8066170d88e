"""``{% load figures %}`` gives ``grouped``: a number with its thousands apart."""

from django import template

from lms.dashboards import figures

register = template.Library()
register.filter("grouped", figures.grouped)
