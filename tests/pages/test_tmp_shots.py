from cordline.access import doors
from tests.pages.test_doors_of_pages import address, holder, walked
from tests.pages.test_looks_of_pages import faults, opened
from cordline.ground.roles import Role
import os, json
WIDTHS=json.loads(os.environ.get("W","[[390,\"light\"]]"))
def test_shots(house, browser):
    found={}
    only=os.environ.get("ONLY","donors:,assays:,interop:").split(",")
    for width,theme in WIDTHS:
        ctxs={}
        for page in walked():
            if not page.name.startswith(tuple(only)): continue
            place=address(page,house)
            role=next((r for r in (Role.RESPONSIBLE_PERSON,Role.QUALITY,Role.LABORATORY_HEAD,Role.DONOR_COORDINATOR,*Role) if r in page.door.who and holder(r,house)),None)
            name=holder(role,house)
            if name not in ctxs:
                ctxs[name]=browser.new_context(viewport={"width":width,"height":844},color_scheme=theme); ctxs[name].add_cookies([house.cookie(name)])
            tab=ctxs[name].new_page()
            a=opened(tab,house.address+place)
            if a is None or a.status>=400:
                print(page.name,"status",a and a.status); tab.close(); continue
            w=faults(tab)
            if w: found[f"{page.name} {width} {theme}"]=w
            if theme=="light":
                tab.evaluate("window.scrollTo(0,0)")
                tab.screenshot(path=f"/tmp/dshots/{page.name.replace(':','-')}-{width}.png",full_page=True)
            tab.close()
    for k,v in found.items(): print(k,v)
    assert not found
