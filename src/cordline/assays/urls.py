"""The addresses of samples, results, specifications, laboratories and methods."""

from django.urls import path

from cordline.assays.pages import catalogue, reviewing, samples, specifications

app_name = "assays"
urlpatterns = [
    path("samples/", samples.samples, name="samples"),
    path("samples/take/", samples.take, name="take"),
    path("samples/<str:code>/", samples.sample, name="sample"),
    path("samples/<str:code>/record/", samples.record, name="record"),
    path("results/review/", reviewing.review, name="review"),
    path("results/<str:code>/", samples.result, name="result"),
    path("results/<str:code>/correct/", samples.correct, name="correct"),
    path("results/<str:code>/correct/sign/", samples.correct_sign, name="correct_sign"),
    path("specifications/", specifications.specifications, name="specifications"),
    path("specifications/draft/", specifications.draft, name="draft"),
    path("specifications/<str:code>/", specifications.specification, name="specification"),
    path("specifications/<str:code>/approve/", specifications.approve, name="approve"),
    path("laboratories/", catalogue.laboratories, name="laboratories"),
    path("laboratories/enter/", catalogue.laboratory_new, name="laboratory_new"),
    path("methods/", catalogue.methods, name="methods"),
    path("methods/enter/", catalogue.method_new, name="method_new"),
]
