"""The sign page of every room (U43): exactly what is signed, its meaning, who signs, when; then the proof.

A room's view gathers the content with the same selector its service uses, and hands over what to do::

    return sign_page(
        request, title="Release of LT26-0042-8", subject=code, content=selectors.release_content(code),
        meanings=[Meaning.RELEASED], reasons=why_not, then=reverse("release:lot", args=[code]),
        service=lambda by, meaning, proof, key: services.release_lot(lot=code, by=by, proof=proof, key=key),
    )
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cordline.access import proofs, rules, signing
from cordline.access.models import Staff
from cordline.access.selectors import signatures_on
from cordline.access.sessions import actor_for, note_opened
from cordline.access.signed_words import readable
from cordline.access.types import Meaning, Proof
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.web.acting import perform
from cordline.web.forms import ActForm, ChoiceRows
from cordline.web.responses import no_store
from cordline.web.sources import sources

Service = Callable[[Actor, Meaning, Proof, str], Any]


class SignForm(ActForm):
    """Meaning and proof; ``shown`` is the hash of what the signer was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    meaning = forms.ChoiceField(label="What your signature means", widget=ChoiceRows)
    password = forms.CharField(
        label="Your password",
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    one_time_code = forms.CharField(
        label="One-time code",
        required=False,
        max_length=10,
        help_text="Six digits from your authenticator app.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    passkey = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, *args: Any, meanings: Sequence[Meaning], how: "How", **options: Any) -> None:
        """Offer the meanings of this page, and the boxes of the proofs that this signer can give."""
        super().__init__(*args, **options)
        choices: Any = self.fields["meaning"]
        choices.choices = [(meaning.value, meaning.label) for meaning in meanings]
        if len(meanings) == 1:
            self.initial["meaning"] = meanings[0].value
        if not how.password:
            del self.fields["password"]
        if not (how.password and how.both):
            del self.fields["one_time_code"]

    @property
    def raw(self) -> str:
        """What is kept of an invalid form: the meaning, never a proof."""
        return f"meaning={self.data.get('meaning', '')}"

    def clean_passkey(self) -> Any:
        """Read the passkey's answer."""
        text = self.cleaned_data["passkey"]
        if not text:
            return None
        try:
            return json.loads(text)
        except ValueError:
            raise forms.ValidationError("The passkey's answer cannot be read.") from None


class How:
    """By which proofs this person can sign now: password (with a code first), passkey, demonstration."""

    def __init__(self, request: HttpRequest) -> None:
        """Ask the session and the signer's devices."""
        staff = request.user
        self.staff = staff if isinstance(staff, Staff) else None
        found = proofs.factors(self.staff) if self.staff else frozenset()
        self.both = self.staff is not None and proofs.needs_both(request, self.staff)
        self.password = (
            self.staff is not None and self.staff.has_usable_password() and ("totp" in found or not self.both)
        )
        self.passkey = "webauthn" in found
        self.demonstration = sources.house(request).demonstration
        self.set_up = self.password or self.passkey or self.demonstration


def sign_page(
    request: HttpRequest,
    *,
    title: str,
    subject: str,
    content: Mapping[str, Any],
    meanings: Sequence[Meaning],
    service: Service,
    then: str | Callable[[Any], str],
    reasons: Sequence[Refusal] = (),
    person: str = "",
    banner: Any = None,
    context: Mapping[str, Any] | None = None,
    template: str = "access/sign.html",
    said: str | Callable[[Any], str] = "It is signed.",
) -> HttpResponse:
    """Show what is to be signed, or take the signature and answer.

    ``reasons`` are what speaks against signing now (the room's rule, own work among them): they are shown in place of
    the form. ``person`` is the patient's code where it is a patient's record (U32), ``banner`` their banner.
    """
    by = actor_for(request)
    how = How(request)
    shown = rules.content_hash(content)
    form = SignForm(request.POST or None, meanings=meanings, how=how, person=person, initial={"shown": shown})
    facts = {
        **(context or {}), "title": title, "subject": subject, "shown": shown, "by": by,
        "rows": readable(content, sources.house(request).zone),
        "signer": sources.viewer(request), "how": how, "reasons": list(reasons), "banner": banner,
        "signatures": signatures_on(subject, content), "form": form,
        # Called by the template, once the posted answer was judged against the challenge before it.
        "js_data": lambda: _challenge(request, how, shown),
    }  # fmt: skip
    if request.method == "POST" and not reasons:
        demonstration = "demonstration" in request.POST

        def sign() -> Any:
            if form.cleaned_data["shown"] != shown:
                raise Refused([Refusal("access.signed_content_changed")])
            proof = (
                signing.demonstration_proof(by, content)
                if demonstration
                else proofs.prove(request, by, shown, _given(form))
            )
            return service(by, Meaning(form.cleaned_data["meaning"]), proof, form.key)

        response = perform(
            request, form, sign, template=template, then=then, context=facts, said=said, verb="access.sign",
            subject=subject,
        )  # fmt: skip
        return no_store(response)
    note_opened(request, subject)
    return no_store(render(request, template, facts))


def _given(form: SignForm) -> proofs.Given:
    return proofs.Given(
        password=form.cleaned_data.get("password", ""),
        one_time_code=form.cleaned_data.get("one_time_code", ""),
        passkey=form.cleaned_data["passkey"],
    )


def _challenge(request: HttpRequest, how: How, shown: str) -> dict[str, Any] | None:
    """A passkey's challenge for this content; made anew for each showing, kept in the session."""
    if not how.passkey or how.staff is None:
        return None
    return {"request_options": proofs.challenge(request, how.staff, shown)}
