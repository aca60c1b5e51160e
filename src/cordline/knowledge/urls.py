"""The addresses of the editor's desk."""

from django.urls import path

from cordline.knowledge.pages import deciding, desk, editing, exchange, inquiries, literature, translating

app_name = "knowledge"
urlpatterns = [
    path("", desk.pages, name="pages"),
    path("statements/", desk.statements, name="statements"),
    path("literature/", literature.literature, name="sources"),
    path("literature/<str:code>/", literature.source, name="source"),
    path("inquiries/", inquiries.inquiries, name="inquiries"),
    path("files/", exchange.exchange, name="exchange"),
    path("files/base.zip", exchange.export, name="export"),
    path("pages/<str:code>/", desk.page, name="page"),
    path("pages/<str:code>/draft/", editing.draft, name="draft"),
    path("pages/<str:code>/review/", deciding.review, name="review"),
    path("pages/<str:code>/<int:number>/publish/", deciding.publish, name="publish"),
    path("pages/<str:code>/<int:number>/<str:language>/", translating.words, name="words"),
    path("pages/<str:code>/<int:number>/<str:language>/submit/", translating.submit, name="submit"),
    path("pages/<str:code>/<int:number>/<str:language>/approve/", deciding.approve, name="approve"),
]
