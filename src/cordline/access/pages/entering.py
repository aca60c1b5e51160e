"""Coming in and going out: the demonstration's one-click sign-in, the first password, signing out."""

from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.http import require_http_methods, require_POST

from cordline.access.doors import PUBLIC, door
from cordline.access.models import Member, Staff
from cordline.access.services import demonstration
from cordline.access.sessions import SESSION_SITE
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.services import is_demonstration, record_attempt, settle_attempt
from cordline.web.responses import no_store

BACKEND = "cordline.access.backends.StaffBackend"


@door(PUBLIC)
@require_http_methods(["GET", "POST"])
def demonstration_sign_in(request: HttpRequest) -> HttpResponse:
    """List every role with its person and sign in as one by a click; on a real database there is no such page (W1)."""
    if not is_demonstration():
        attempt = record_attempt(verb="access.demonstration_sign_in", by=Actor(code="visitor", site=""))
        settle_attempt(attempt, reasons=[Refusal("access.not_a_demonstration")])
        raise Http404
    if request.method == "POST":
        return _enter_as(request, request.POST.get("as", ""))
    parts = demonstration.parts()
    groups = [
        {
            "site": site,
            "rows": [
                {"part": part, "code": code, "name": name} for part, code, name in parts if site in part.sites
            ],
        }
        for site in demonstration.SITES
    ]
    return no_store(render(request, "access/demonstration.html", {"groups": groups}))


def _enter_as(request: HttpRequest, asked: str) -> HttpResponse:
    username, _, site = asked.partition("@")
    part = next((p for p in demonstration.CAST if p.username == username and site in p.sites), None)
    account = Staff.objects.filter(username=username, is_active=True).first() if part else None
    if account is None:
        messages.error(request, "There is nobody of that name in this demonstration.")
        return redirect("access:demonstration")
    login(request, account, backend=BACKEND)
    UserSession.objects.create_from_request(request)  # listed among the person's sessions, as any other
    request.session[SESSION_SITE] = site
    return redirect("/")


@door(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the browser forgets what it kept of this house."""
    logout(request)
    response = HttpResponseRedirect("/sign-in/", status=303)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


class FirstPasswordForm(forms.Form):
    """A new password, typed once and shown on wish; pasting is welcome (U14)."""

    password = forms.CharField(
        label="New password",
        strip=False,
        max_length=200,
        help_text="At least 12 characters. A sentence is easier than symbols.",
        widget=forms.PasswordInput({"autocomplete": "new-password", "class": "form-control"}),
    )

    def __init__(self, *args: object, account: Staff, **options: object) -> None:
        """Judge the password for this account."""
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.account = account

    def clean_password(self) -> str:
        """Ask Django's validators."""
        from django.contrib.auth.password_validation import validate_password

        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


@door(PUBLIC)
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a password by the link an administrator handed over; it works once, and devices set up before stay."""
    account = _account(uid)
    if account is None or not default_token_generator.check_token(account, token):
        return render(request, "access/set_up.html", {"expired": True}, status=410)
    form = FirstPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        Staff.objects.filter(pk=account.pk).update(failed_sign_ins=0, locked_until=None)
        messages.success(request, "Your password is set. Sign in with it, then set up a device for signing.")
        return redirect("account_login")
    status = 422 if request.method == "POST" else 200
    return no_store(render(request, "access/set_up.html", {"form": form, "account": account}, status=status))


def _account(uid: str) -> Staff | None:
    try:
        number = int(urlsafe_base64_decode(uid).decode())
    except (ValueError, UnicodeDecodeError):
        return None
    found = Staff.objects.filter(pk=number, is_active=True).first()
    if found is None or not Member.objects.filter(account=found, disabled_at=None).exists():
        return None
    return found
