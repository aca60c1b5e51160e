"""The addresses of plans."""

from django.urls import path

from cordline.plans.pages import plan, standing

app_name = "plans"
urlpatterns = [
    path("", plan.plans, name="plans"),
    path("numbers/", standing.numbers, name="numbers"),
    path("numbers/<str:product>/<str:route>/<int:version>/confirm/", standing.confirm, name="confirm"),
    path("residues/<str:code>/", standing.residues, name="residues"),
    path("write/<str:code>/", plan.write, name="write"),
    path("consent/<str:code>/", standing.consent, name="consent"),
    path("consent/<str:code>/sign/", standing.countersign, name="countersign"),
    path("consent/<str:code>/withdraw/", standing.withdraw, name="withdraw"),
    path("consent/give/<str:code>/", standing.give_consent, name="give_consent"),
    path("stop/<str:code>/place/", standing.open_stop, name="open_stop"),
    path("stop/<str:code>/lift/", standing.lift_stop, name="lift_stop"),
    path("<str:code>/", plan.plan, name="plan"),
    path("<str:code>/sign/", plan.sign, name="sign"),
    path("<str:code>/reserve/", plan.reserve, name="reserve"),
    path("<str:code>/ceiling/", plan.ceiling, name="ceiling"),
    path("<str:code>/close/", plan.close, name="close"),
]
