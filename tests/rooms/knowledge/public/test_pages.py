"""What a visitor reads: the home page, an answer, a treatment, a word, a source, in four languages."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from cordline.knowledge.public import finding, names
from cordline.knowledge.public.languages import speaking
from cordline.knowledge.types import Language

LANGS = [lang.value for lang in Language]


def text(client: Client, place: str) -> str:
    answer: Any = client.get(place)
    assert answer.status_code == 200, (place, answer.status_code)
    return str(answer.content.decode())


@pytest.mark.req("S1", "U57", "U52", "U62", "E32")
def test_the_public_face_says_what_it_must_in_every_language(site: Client) -> None:
    home = text(site, "/en/")
    # Unproven and the ask box come before any question; each of the fifteen has its line.
    assert home.index("Unproven treatment.") < home.index('name="q"') < home.index("Fifteen questions")
    assert home.count('<li><a href="/en/questions/') == 15
    for lang in LANGS:
        page = text(site, f"/{lang}/questions/side-effects/")
        assert f'<html lang="{lang}">' in page
        assert re.findall(r'hreflang="([\w-]+)" href="https?://[^"]+/questions/side-effects/"', page) == [
            *LANGS,
            "x-default",
        ]
        # The language switch keeps the page.
        assert re.findall(r'<a href="(/[\w-]+/questions/side-effects/)" lang=', page) == [
            f"/{each}/questions/side-effects/" for each in LANGS
        ]
        order = [
            page.index(f'id="{anchor}"')
            for anchor in ("short", "known", "unknown", "you", "elsewhere", "references")
        ]
        assert order == sorted(order)
        assert "Cordline editors (draft)" in page
        assert " style=" not in page
        assert not re.search(
            r'(?:src|href)="https?://(?!127\.0\.0\.1|localhost)[^"]+"(?! rel="noreferrer external")',
            page.split("<main")[0],
        )
    assert "Translated from version 1" not in text(site, "/en/questions/side-effects/")
    assert "機械による下書き" in text(site, "/ja/questions/side-effects/")


@pytest.mark.req("U57", "S2", "U52")
def test_a_treatment_names_each_authority_with_its_date_and_a_reference_its_kind_year_and_people(
    site: Client,
) -> None:
    page = text(site, "/en/treatments/msc/")
    assert "Malaysia, NPRA" in page
    assert page.index("Unproven treatment.") < page.index("Short answer")
    answer = text(site, "/en/questions/side-effects/")
    assert re.search(r"Review of several studies, 2020\. 2,696 people\.", answer)
    assert "reviewedBy" not in answer
    about = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', answer, re.S)[1])  # type: ignore[index]
    assert about["@type"] == "MedicalWebPage"
    assert about["author"]["name"] == "Cordline editors (draft)"
    assert "lastReviewed" not in about


@pytest.mark.req("U57", "S2")
@pytest.mark.parametrize("lang", list(Language))
def test_a_mark_says_that_the_sentence_is_supported_where_the_treatment_is_unproven(
    site: Client, lang: Language
) -> None:
    page = text(site, f"/{lang}/conditions/knee-osteoarthritis/")
    marks = re.findall(r'<span class="chip supported"><svg.*?</svg><span>(.*?)</span>', page, re.DOTALL)
    with speaking(lang):
        one, several = (
            str(words["supported"]) for words in (names.OF_ONE_SENTENCE, names.OF_SEVERAL_SENTENCES)
        )
        assert str(names.VERDICTS["supported"]) not in marks
    assert marks[0] == several  # the short answer has two sentences
    assert set(marks[1:]) == {one}
    # What the short names stand for is one step away, right under the sentences that use them.
    assert page.index(f'href="/{lang}/treatments/msc/"') < page.index('id="known"')


@pytest.mark.req("U58")
def test_a_word_opens_under_its_sentence_without_scripts_and_is_said_in_the_other_languages(
    site: Client,
) -> None:
    page = text(site, "/en/questions/side-effects/")
    word = re.search(r'<a class="word" id="at-([\w-]+)" href="#word-\1">', page)
    assert word is not None
    box = re.search(rf'<aside class="pop" id="word-{word[1]}".*?</aside>', page, re.S)
    assert box is not None
    assert f'href="#at-{word[1]}"' in box[0]
    assert set(re.findall(r'<dd lang="([\w-]+)">', box[0])) == {"ms", "ja", "zh-Hans"}
    term = text(site, f"/en/terms/{word[1]}/")
    assert 'lang="ja"' in term


@pytest.mark.req("S1", "U52")
def test_every_page_of_the_map_is_there_in_every_language(site: Client) -> None:
    places = list(finding.places())
    assert len(places) > 250
    chart = text(site, "/sitemap.xml")
    assert chart.count("<url>") == 4 * len(places)
    for place in places[::9]:
        for lang in Language:
            assert site.get(place.address(lang)).status_code == 200
    assert "Sitemap: " in text(site, "/robots.txt")
    assert site.get("/en/questions/no-such-page/").status_code == 404
