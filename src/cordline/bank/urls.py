"""The bank's addresses."""

from django.urls import path

from cordline.bank.pages import containers, freezer, lots, picking, placing

app_name = "bank"
urlpatterns = [
    path("lots/", lots.lots, name="lots"),
    path("lots/<str:code>/", lots.lot, name="lot"),
    path("containers/<str:code>/", containers.container, name="container"),
    path("containers/<str:code>/check-out/", containers.check_out, name="check_out"),
    path("containers/<str:code>/return/", containers.give_back, name="return"),
    path("containers/<str:code>/destroy/", containers.destroy, name="destroy"),
    path("containers/<str:code>/lost/", containers.lost, name="lost"),
    path("freezer/", freezer.freezer, name="freezer"),
    path("freezer/boxes/<int:number>/", freezer.box, name="box"),
    path("freezer/positions/<str:code>/", freezer.position, name="position"),
    path("place/", placing.place, name="place"),
    path("pick/<str:code>/", picking.pick, name="pick"),
]
