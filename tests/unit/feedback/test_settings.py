from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path

import pytest

from feedback_function.settings import BadSetting, EndpointSettings, read_settings

GUIDE = Path(__file__).parents[3] / "docs/deploy-feedback.md"


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
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_cure(variable, value, cure):
    with pytest.raises(BadSetting, match=variable) as fault:
        read_settings({variable: value})
    assert cure in str(fault.value)


def test_the_guide_lists_every_setting_with_its_default():
    table = GUIDE.read_text(encoding="utf-8")
    for each in fields(EndpointSettings):
        default = getattr(EndpointSettings(), each.name)
        shown = str(default).lower() if isinstance(default, bool) else str(default) if default not in ((), "") else ""
        assert f"| `HC_{each.name.upper()}` | {f'`{shown}`' if shown else ''} | {each.metadata['about']} |" in table
