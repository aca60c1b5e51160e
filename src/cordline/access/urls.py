"""The addresses of profile, staff, sites, reviews and emergency access; those of sign-in are in ``allauth_urls``."""

from django.urls import path

from cordline.access.pages import entering, glass, places, profile, review, staff

app_name = "access"
urlpatterns = [
    path("demonstration-sign-in/", entering.demonstration_sign_in, name="demonstration"),
    path("leave/", entering.sign_out, name="sign_out"),
    path("set-up/<str:uid>/<str:token>/", entering.set_up, name="set_up"),
    path("profile/", profile.profile, name="profile"),
    path("profile/site/", profile.switch_site, name="switch_site"),
    path("staff/", staff.staff, name="staff"),
    path("staff/enrol/", staff.enrol, name="enrol"),
    path("staff/stop-looking-on/", staff.stop_viewing, name="stop_viewing"),
    path("staff/roles/<int:grant>/take/", staff.revoke, name="revoke"),
    path("staff/<str:code>/", staff.member, name="member"),
    path("sites/", places.sites, name="sites"),
    path("sites/organisation/", places.open_organisation, name="open_organisation"),
    path("sites/open/", places.open_site, name="open_site"),
    path("sites/closed-days/", places.close_day, name="close_day"),
    path("sites/closed-days/<str:day>/open/", places.open_day_again, name="open_day_again"),
    path("sites/rule-sets/", places.bind, name="bind"),
    path("sites/rule-sets/<str:rule_set>/end/", places.end_rule_set, name="end_rule_set"),
    path("access-review/", review.review, name="review"),
    path("access-review/held/", review.hold_review, name="hold_review"),
    path("access-review/log/", review.log, name="log"),
    path("access-review/pages/", review.matrix, name="matrix"),
    path("emergency-access/", glass.glass_list, name="glass_list"),
    path("emergency-access/<int:glass>/review/", glass.review_glass, name="glass_review"),
    path("emergency-access/<str:person>/", glass.break_glass, name="break_glass"),
]
