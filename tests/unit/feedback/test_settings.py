from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path

import pytest

from feedback_function.setting_fields import BadSetting
from feedback_function.settings import EndpointSettings, read_settings

DOCS = Path(__file__).parents[3] / "docs"
GUIDES = (DOCS / "deploy-feedback.md", DOCS / "inquiries.md")


def test_settings_are_read_from_the_environment():
    settings = read_settings(
        {
            "HC_ORIGINS": "https://help.shop.kr/, https://shop.kr",
            "HC_TRUSTED_PROXIES": "10.0.0.0/8,2001:db8::/32",
            "HC_RETENTION_DAYS": "30",
            "HC_METRICS": "Yes",
            "HC_REQUEST_SECONDS": "2.5",
            "HC_TIMEZONE": "",
        }
    )
    assert settings.origins == ("https://help.shop.kr", "https://shop.kr")
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))
    assert (settings.retention_days, settings.metrics, settings.request_seconds) == (30, True, 2.5)
    assert settings.timezone == "Asia/Seoul"


@pytest.mark.parametrize(
    ("variable", "value", "cure"),
    [
        ("HC_PORT", "eighty", "a number"),
        ("HC_METRICS", "perhaps", "true or false"),
        ("HC_CLIENT_EVENTS", "many", "3000/minute"),
        ("HC_TRUSTED_PROXIES", "my-proxy", "10.0.0.0/8"),
        ("HC_DATABASE_URL", "mysql://host/db", "sqlite:///events.db"),
        ("HC_TIMEZONE", "Asia/Soul", "Asia/Seoul"),
        ("HC_LIMITS_URL", "memcache", "memory://"),
        ("HC_RETENTION_DAYS", "-1", "from 0 to"),
        ("HC_MAX_DATABASE_MB", "0", "from 1 to"),
        ("HC_REQUEST_SECONDS", "0", "from 0.1 to"),
        ("HC_REQUEST_SECONDS", "nan", "from 0.1 to"),
        ("HC_ORIGINS", "help.shop.kr", "https://help.shop.kr"),
        ("HC_ORIGINS", "https://help.shop.kr/ko/", "without path"),
        ("HC_ORIGINS", "https://*.shop.kr", "without path"),
        ("HC_ORIGINS", "https://help.shop.kr:port", "without path"),
        ("HC_CLIENT_EVENTS", "49/minute", "at least 50"),
        ("HC_QUEUE_EVENTS", "49", "from 50 to"),
        ("HC_ORIGIN", "https://help.shop.kr", "HC_ORIGINS"),
        ("HC_DATABSE_URL", "sqlite:///events.db", "HC_DATABASE_URL"),
        ("hc_secret", "a", "HC_SECRET"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_cure(variable, value, cure):
    with pytest.raises(BadSetting, match=variable) as fault:
        read_settings({variable: value})
    assert cure in str(fault.value)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://Help.Shop.kr", "https://help.shop.kr"),
        ("HTTPS://help.shop.kr:443/", "https://help.shop.kr"),
        ("http://localhost:80", "http://localhost"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://도움말.한국", "https://xn--hq1bs8i4tm.xn--3e0b707e"),
        ("http://[2001:DB8::1]:8080", "http://[2001:db8::1]:8080"),
    ],
)
def test_an_origin_is_what_browsers_send_however_it_is_written(written, sent):
    assert read_settings({"HC_ORIGINS": written}).origins == (sent,)


def test_other_programs_variables_are_theirs():
    assert read_settings({"HC_SHARED": "../shared", "HC_EDIT_SEQUENCES": "300", "PATH": "/"}) == EndpointSettings()


def test_the_guides_list_every_setting_with_its_default():
    table = "".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    for each in fields(EndpointSettings):
        default = getattr(EndpointSettings(), each.name)
        shown = str(default).lower() if isinstance(default, bool) else str(default) if default not in ((), "") else ""
        assert f"| `HC_{each.name.upper()}` | {f'`{shown}`' if shown else ''} | {each.metadata['about']} |" in table
