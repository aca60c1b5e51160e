"""To the company's issuer and back: allauth's flow, with the signed answer always checked and nothing of it kept."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from requests import RequestException

from cordline.access import company
from cordline.access.doors import PUBLIC, door


class Issuer(OpenIDConnectOAuth2Adapter):
    """The issuer that the host named; what it says counts only when its signature, audience and time hold."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Read the signed answer and what the issuer adds to it; only its number for the person goes on."""
        given = kwargs["response"].get("id_token")
        if not given:
            raise OAuth2Error("no signed answer")
        claims = self._signed(app, given)
        told: Mapping[str, Any] = {}
        if "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("two answers about two people")
        login = self.get_provider().sociallogin_from_response(request, {"sub": claims["sub"]})
        login.claims = {**told, **claims}
        return login

    def _signed(self, app: Any, given: str) -> Mapping[str, Any]:
        try:
            claims: Mapping[str, Any] = jwtkit.verify_and_decode(
                credential=given, keys_url=self.openid_config["jwks_uri"], issuer=self.openid_config["issuer"],
                audience=app.client_id, lookup_kid=jwtkit.lookup_kid_jwk, verify_signature=True,
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as fault:
            raise OAuth2Error("its keys or its signed answer cannot be read") from fault
        if not claims.get("sub"):
            raise OAuth2Error("it names nobody")
        return claims


@door(PUBLIC)
@require_GET
def enter(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the issuer's own sign-in."""
    if request.GET.get("process", "login") != "login":
        raise Http404
    return _led(request, provider_id, OAuth2LoginView)


@door(PUBLIC)
@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the issuer's answer: let in, or say what failed."""
    return _led(request, provider_id, OAuth2CallbackView)


def _led(request: HttpRequest, provider_id: str, step: Any) -> HttpResponse:
    try:
        view: Callable[[HttpRequest], HttpResponse] = step.adapter_view(Issuer(request, provider_id))
        return view(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, KeyError, ValueError) as fault:
        # The issuer's description of itself, asked before allauth's own net is spread.
        return company.turned_away(request, company.why_it_failed(request, None, fault))
