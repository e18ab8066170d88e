from django.urls import path

from lms.certificates import views

app_name = "certificates"
urlpatterns = [
    path("certificates/<uuid:certificate_id>/", views.mine, name="mine"),
    path("certificates/<uuid:certificate_id>/pdf/", views.pdf, name="pdf"),
    path("check/", views.check, name="check"),
    path("check/<str:number>/", views.check_number_page, name="check_number"),
]
