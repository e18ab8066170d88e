from django.urls import path

from lms.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("staff/sign-in/", views.StaffSignIn.as_view(), name="staff_sign_in"),
    path("staff/first-password/", views.first_password, name="first_password"),
    path("staff/password/", views.password, name="password"),
    path("me/pin/", views.pin, name="pin"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("help/", views.help_page, name="help"),
]
