import os
from datetime import timedelta
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright
from konullu.accounts.operations import consents, erasure, export, profile
from konullu.accounts.operations.access import note
from konullu.accounts.rules.contacts import Contact
from konullu.platform import clock
from tests.people import build_world, GUARDIAN_TOKEN, person
from tests.signing_in import sign_in

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
pytestmark = pytest.mark.django_db(transaction=True)


def test_shots(live_server, settings):
    settings.ALLOWED_HOSTS = ["*"]
    w = build_world(clock.now())
    now = clock.now()
    profile.save_languages(person=w.aygun, by=w.aygun, levels={"az": "native", "ru": "fluent", "lez": "basic"}, now=now)
    profile.save_interests(
        person=w.aygun, by=w.aygun, kind="skill", chosen=["BasicFirstAid", "Driving", "ActiveListening"], now=now
    )
    profile.save_availability(person=w.aygun, by=w.aygun, cells=[(6, "morning"), (6, "day"), (7, "day")], now=now)
    consents.give(person=w.aygun, by=w.aygun, purpose="account", language="az", now=now)
    for i, (f, p) in enumerate(
        [
            (["name", "phone"], "team"),
            (["access_needs"], "access_needs"),
            (["name", "skills", "languages"], "application"),
        ]
    ):
        note(
            people=[w.aygun],
            reader=w.babek,
            organisation_id=w.organisation.pk,
            organisation_name=w.organisation.name,
            purpose=p,
            fields=f,
            now=now - timedelta(days=i),
            role="coordinator",
        )
    e = export.ask(person=w.aygun, by=w.aygun, language="az", now=now)
    export.build(export_id=e.pk, now=now)
    kid = person("Tural Quliyev", now.year - 12, "tural@people.example", now=now)
    gone = person("Gedən Adam", "1990" and 1990, "gone@people.example", now=now)
    er = erasure.ask(person=gone, by=gone, language="az", now=now - timedelta(days=8))
    erasure.carry_out(erasure_id=er.pk, now=now)
    from konullu.accounts.queries.erasure import receipt_token

    er.refresh_from_db()
    me = f"/az/me/"
    pages = {
        "aygun": [
            ("home", me),
            ("profile", me + "profile/"),
            ("about", me + "profile/about/"),
            ("letters", me + "profile/letters/"),
            ("district", me + "profile/district/"),
            ("languages", me + "profile/languages/"),
            ("skills", me + "profile/skills/"),
            ("causes", me + "profile/interests/"),
            ("week", me + "profile/free-time/"),
            ("contact", me + "profile/emergency-contact/"),
            ("needs", me + "profile/needs/"),
            ("consents", me + "consents/"),
            ("consent", me + "consents/pictures/"),
            ("consent_account", me + "consents/account/"),
            ("access", me + "access/"),
            ("data", me + "data/"),
            ("erasure", me + "data/erasure/"),
            ("guardians", me + "guardians/"),
        ],
        "fidan": [
            ("minor_home", me),
            ("minor_guardians", me + "guardians/"),
            ("minor_invite", me + "guardians/invitations/"),
            ("minor_consents", me + "consents/"),
        ],
        "gunay": [
            ("guardian_home", me),
            ("guardian_family", me + "guardians/"),
            ("ward", me + f"family/{w.fidan.pk}/"),
            ("ward_consents", me + f"family/{w.fidan.pk}/consents/"),
            ("ward_consent", me + f"family/{w.fidan.pk}/consents/access_needs/"),
            ("document", me + f"guardianships/{w.made['guardianship'].pk}/document/"),
            ("end", me + f"guardianships/{w.made['guardianship'].pk}/end/"),
        ],
        "cavid": [("answer", me + f"guardian-invitations/{GUARDIAN_TOKEN}/")],
        None: [
            ("welcome", me + f"guardian-invitations/{GUARDIAN_TOKEN}/"),
            ("receipt", me + f"erasures/{er.pk}/{receipt_token(er)}/"),
        ],
        "kid": [("kid_home", me), ("kid_profile", me + "profile/"), ("kid_skills", me + "profile/skills/")],
    }
    only = os.environ.get("ONLY", "").split(",") if os.environ.get("ONLY") else None
    lang = os.environ.get("SHOTLANG", "az")
    with sync_playwright() as p:
        b = p.chromium.launch(
            executable_path="/usr/bin/chromium",
            args="--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(),
        )
        for who, urls in pages.items():
            cookie = None
            if who:
                c = Client()
                someone = kid if who == "kid" else getattr(w, who)
                sign_in(c, someone)
                cookie = c.cookies["konullu_session"].value
            for width, dark in [(390, False), (1280, False), (390, True), (1280, True)]:
                if os.environ.get("FAST") and dark:
                    continue
                ctx = b.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
                if cookie:
                    ctx.add_cookies([{"name": "konullu_session", "value": cookie, "url": live_server.url}])
                page = ctx.new_page()
                for name, url in urls:
                    if only and name not in only:
                        continue
                    r = page.goto(live_server.url + url.replace("/az/", f"/{lang}/", 1))
                    print(
                        name,
                        width,
                        r.status,
                        page.url if r.status != 200 else "",
                        page.evaluate("document.documentElement.scrollWidth>document.documentElement.clientWidth"),
                    )
                    page.screenshot(
                        path=f"/tmp/people_shots/{name}-{width}{'-dark' if dark else ''}.png", full_page=True
                    )
                ctx.close()
        b.close()
