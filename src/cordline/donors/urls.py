"""The addresses of donors, donations, eligibility and rule sets."""

from django.urls import path

from cordline.donors.pages import deciding, listing, record, recording

app_name = "donors"
urlpatterns = [
    path("", listing.donors, name="donors"),
    path("register/", listing.register, name="register"),
    path("rules/", deciding.rules, name="rules"),
    path("rules/file/", deciding.upload, name="upload"),
    path("rules/file/<str:number>/", deciding.adopt_file, name="adopt_file"),
    path("rules/<str:version>/adopt/", deciding.adopt, name="adopt"),
    path("consents/<str:code>/withdraw/", recording.withdraw, name="withdraw"),
    path("news/<str:code>/assess/<str:outcome>/", deciding.assess_news, name="assess_news"),
    path("donations/<str:code>/", record.donation, name="donation"),
    path("donations/<str:code>/judge/", deciding.judge, name="judge"),
    path("donations/<str:code>/sign/", deciding.sign, name="sign"),
    path("donations/<str:code>/assess/", deciding.assess, name="assess"),
    path("donations/<str:code>/assess/sign/", deciding.assess_sign, name="assess_sign"),
    path("<str:code>/", record.donor, name="donor"),
    path("<str:code>/consent/", recording.consent, name="consent"),
    path("<str:code>/interview/", recording.interview, name="interview"),
    path("<str:code>/examination/", recording.examination, name="examination"),
    path("<str:code>/donate/", recording.donate, name="donate"),
    path("<str:code>/news/", recording.news, name="news"),
]
