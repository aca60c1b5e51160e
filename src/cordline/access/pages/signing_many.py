"""Several records signed on one page: each is opened first, each gets a proof and a signature of its own (U47)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cordline.access import proofs, rules, signing
from cordline.access.pages.signing import How, SignForm
from cordline.access.sessions import actor_for, note_opened, opened_codes
from cordline.access.signed_words import readable
from cordline.access.types import Meaning, Proof
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.web.acting import perform
from cordline.web.responses import no_store
from cordline.web.sources import sources

ManyService = Callable[[Actor, Mapping[str, Proof], Collection[str], str], Any]


@dataclass(frozen=True)
class ToSign:
    """One record of the list: its code, what it is in a few words, and exactly what a signature under it binds."""

    code: str
    words: str
    content: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        """The hash of what is shown."""
        return rules.content_hash(self.content)


class SignManyForm(SignForm):
    """Which of the records are signed, with one proof for each."""

    records = forms.MultipleChoiceField(label="Sign these", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, listed: Sequence[ToSign], **options: Any) -> None:
        """Offer every record of the list; whether it was opened is judged when it is signed."""
        super().__init__(*args, **options)
        choices: Any = self.fields["records"]
        choices.choices = [(one.code, f"{one.code} {one.words}") for one in listed]


def sign_many_page(
    request: HttpRequest,
    *,
    title: str,
    listed: Sequence[ToSign],
    meaning: Meaning,
    service: ManyService,
    then: str,
    said: str | Callable[[Any], str],
    reasons: Sequence[Refusal] = (),
) -> HttpResponse:
    """Show a list of records to be opened and signed, or sign those that were chosen.

    ``?open=CODE`` shows one record whole and remembers that it was opened in this session. The service is given one
    proof for each chosen code, and the codes that were opened; its rule refuses what was not.
    """
    by, how = actor_for(request), How(request)
    shown = rules.content_hash({one.code: one.sha256 for one in listed})
    form = SignManyForm(
        request.POST or None, meanings=[meaning], how=how, listed=listed, initial={"shown": shown}
    )
    now_open = next((one for one in listed if one.code == request.GET.get("open", "")), None)
    if now_open is not None and request.method == "GET":
        note_opened(request, _name(now_open))
    opened = {one.code for one in listed if _name(one) in opened_codes(request)}
    facts = {
        "title": title, "listed": [(one, one.code in opened) for one in listed], "now_open": now_open,
        "rows": readable(now_open.content, sources.house(request).zone) if now_open else [], "form": form,
        "how": how, "by": by, "signer": sources.viewer(request), "reasons": list(reasons), "shown": shown,
        "opened": len(opened),
    }  # fmt: skip
    if request.method != "POST" or reasons:
        return no_store(render(request, "access/sign_many.html", facts))

    def sign() -> Any:
        if form.cleaned_data["shown"] != shown:
            raise Refused([Refusal("access.signed_content_changed")])
        chosen = [one for one in listed if one.code in form.cleaned_data["records"]]
        # Nobody is asked to prove themselves for records that could not be signed anyhow.
        found = rules.why_not_sign_many(opened=opened, asked=[one.code for one in chosen])
        made = {} if found else {one.code: _proof(request, by, one, form) for one in chosen}
        return service(by, made or {one.code: NO_PROOF for one in chosen}, opened, form.key)

    return no_store(
        perform(
            request, form, sign, template="access/sign_many.html", then=then, context=facts, said=said,
            verb="access.sign",
        )
    )  # fmt: skip


NO_PROOF = Proof("none", "")


def _name(one: ToSign) -> str:
    """What is remembered as opened: the record as it was shown; a changed one is opened anew."""
    return f"{one.code} {one.sha256[:16]}"


def _proof(request: HttpRequest, by: Actor, one: ToSign, form: SignManyForm) -> Proof:
    if "demonstration" in request.POST:
        return signing.demonstration_proof(by, one.content)
    given = proofs.Given(
        password=form.cleaned_data.get("password", ""),
        one_time_code=form.cleaned_data.get("one_time_code", ""),
    )
    return proofs.prove(request, by, one.sha256, given)
