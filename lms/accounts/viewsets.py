"""Staff sign-ins in the editor: one name in one field, and no e-mail needed."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, BaseSettingsPanel
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from lms.lib.forms import LineField

User = get_user_model()


class StaffNameMixin(forms.Form):
    """The name people know somebody by, in place of Wagtail's two halves of one."""

    full_name = LineField(label=_("Full name"), max_length=80)
    first_name = last_name = email = None


class StaffCreationForm(StaffNameMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = ["username", "full_name", "is_superuser", "groups"]

    def save(self, commit: bool = True) -> Any:
        self.instance.is_staff = True
        return super().save(commit)


class StaffEditForm(StaffNameMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = ["username", "full_name", "is_active", "is_superuser", "groups"]


class StaffIndexView(IndexView):
    """Staff only: residents have a sign-in too, and are found on the helper's desk."""

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().filter(is_staff=True)


class StaffViewSet(UserViewSet):
    index_view_class = StaffIndexView
    create_template_name = "accounts/users/create.html"
    edit_template_name = "accounts/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return StaffEditForm if for_update else StaffCreationForm


class FullNameForm(forms.ModelForm):
    full_name = LineField(label=_("Full name"), max_length=80)

    class Meta:
        model = User
        fields = ["full_name"]


class FullNamePanel(BaseSettingsPanel):
    name = "name_email"
    title = _("Name")
    order = 100
    form_class = FullNameForm


class StaffAccountView(AccountView):
    """My account, with the one name field in place of Wagtail's name panel."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        panels = [each for each in super().get_panels() if each.name != "name_email"]
        user = self.request.user
        profile = getattr(user, "wagtail_userprofile", None)
        return [FullNamePanel(self.request, user, profile), *panels]
