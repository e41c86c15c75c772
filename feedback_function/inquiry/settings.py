"""What the inquiry form can be told. docs/inquiries.md says how."""

from dataclasses import dataclass

from feedback_function.setting_fields import check, read_rate, setting


@dataclass(frozen=True)
class InquirySettings:
    """Part of the endpoint's settings. Without `inquiry_site` no inquiry is taken, and nothing else counts."""

    inquiry_site: str = setting("", "The site's inquiry.json, or its address. Empty: no inquiries are taken.")
    inquiry_keys: tuple[str, ...] = setting(
        (),
        "Keys that inquiries are encrypted with, with commas: the first for new ones, all to read. `hc inquiries key`.",
    )
    inquiry_receivers: str = setting(
        "", 'Who gets the mail, by topic, as JSON: {"delivery": "team@shop.kr", "*": "help@shop.kr"}.'
    )
    inquiry_sender: str = setting("", "Whom the mail is from: Shop <help@shop.kr>.")
    inquiry_smtp: str = setting(
        "", "The mail server: smtps://host:465 (TLS), smtp://host:587 (STARTTLS), smtp+plain://host:25 (neither)."
    )
    inquiry_smtp_user: str = setting("", "The name to log in with. Empty: no login.")
    inquiry_smtp_password: str = setting("", "Its password.")
    inquiry_smtp_ca: str = setting(
        "", "A file of the authority that signed the mail server's certificate, if no public one."
    )
    inquiry_acknowledgements: int = setting(
        200, "Acknowledgements to customers in an hour, one for each address. 0: none.", (0, 1_000_000)
    )
    inquiry_requests: str = setting(
        "20/hour", "Inquiries that one client may send; one that looks like spam counts three."
    )
    inquiry_keep: int = setting(30, "Days that inquiries are kept.", (1, 3650))
    inquiry_max_mb: int = setting(
        1024, "When inquiries have grown to this, new ones are answered with 503.", (1, 1 << 30)
    )
    inquiry_webhooks: str = setting(
        "", 'What else is told, as JSON: [{"kind": "slack", "url": "https://…"}]; slack, discord, kakaowork or json.'
    )
    inquiry_webhook_secret: str = setting("", "Signs what webhooks of the kind json get.")
    inquiry_webhook_text: bool = setting(False, "Whether webhooks carry the customer's text too.")

    def __post_init__(self) -> None:
        check("inquiry_requests", self.inquiry_requests, read_rate, "such as 20/hour")
