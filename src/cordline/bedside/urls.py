"""The addresses of infusion day."""

from django.urls import path

from cordline.bedside.pages import chart, checking, day, infusing, preparing

app_name = "bedside"
urlpatterns = [
    path("", day.today, name="today"),
    path("tray/", day.tray, name="tray"),
    path("check/", checking.wristband, name="check"),
    path("check/dose/", checking.dose, name="check_dose"),
    path("check/verdict/", checking.verdict, name="verdict"),
    path("chart/<str:code>/", chart.chart, name="chart"),
    path("wristband/<str:code>/", day.band, name="band"),
    path("wristband/<str:code>/print/", day.print_band, name="print_band"),
    path("fit/<str:code>/", day.fit, name="fit"),
    path("fit/<str:code>/sign/", day.fit_sign, name="fit_sign"),
    path("prepare/<str:code>/", preparing.begin, name="begin"),
    path("dose/<str:code>/", preparing.dose, name="dose"),
    path("dose/<str:code>/vial/", preparing.add_vial, name="add_vial"),
    path("dose/<str:code>/count/", preparing.count, name="count"),
    path("dose/<str:code>/accept/", preparing.accept, name="accept"),
    path("dose/<str:code>/check/", preparing.check, name="second_check"),
    path("dose/<str:code>/destroy/", preparing.destroy, name="destroy"),
    path("dose/<str:code>/baseline/", infusing.baseline, name="baseline"),
    path("dose/<str:code>/start/", checking.start, name="start"),
    path("infusion/<str:code>/", infusing.infusion, name="infusion"),
    path("infusion/<str:code>/observe/", infusing.observe, name="observe"),
    path("infusion/<str:code>/press/", infusing.press, name="press"),
    path("infusion/<str:code>/reaction/", infusing.reaction, name="reaction"),
    path("infusion/<str:code>/end/", infusing.end, name="end"),
]
