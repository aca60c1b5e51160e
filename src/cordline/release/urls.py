"""The addresses of releases and certificates."""

from django.urls import path

from cordline.release.pages import certificates, reviews, trails

app_name = "release"
urlpatterns = [
    path("", reviews.releases, name="releases"),
    path("check/", certificates.check, name="check"),
    path("certificates/<str:code>/", certificates.certificate, name="certificate"),
    path("certificates/<str:code>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path("lots/<str:code>/", reviews.lot, name="lot"),
    path("lots/<str:code>/<str:use>/", reviews.review, name="review"),
    path("lots/<str:code>/<str:use>/read/", reviews.read, name="read"),
    path("lots/<str:code>/<str:use>/state/", reviews.state, name="state"),
    path("lots/<str:code>/<str:use>/trail/", trails.audit_trail, name="trail"),
    path("lots/<str:code>/<str:use>/pdf/", trails.printed, name="review_pdf"),
    path("lots/<str:code>/<str:use>/sign/<str:move>/", reviews.sign, name="sign"),
]
