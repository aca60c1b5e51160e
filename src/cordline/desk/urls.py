"""The desk's addresses."""

from django.urls import path

from cordline.desk.pages import audit, finding, home, inspector, paper, status

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("scan/", finding.scan, name="scan"),
    path("c/<str:code>/", finding.code, name="code"),
    path("search/", finding.search, name="search"),
    path("palette/", finding.palette, name="palette"),
    path("keys/", home.keys, name="keys"),
    path("preferences/", home.preferences, name="preferences"),
    path("echo/", home.echo, name="echo"),
    path("why-not/", home.why_not, name="why_not"),
    path("audit/", audit.audit, name="audit"),
    path("audit/verify/", audit.verify, name="audit_verify"),
    path("status/", status.status, name="status"),
    path("status/mail/", status.try_mail, name="try_mail"),
    path("paper/", paper.paper, name="paper"),
    path("inspector/", inspector.inspector, name="inspector"),
]
