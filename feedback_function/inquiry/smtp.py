"""Hands a message to the mail server, and tells what may be tried again from what may not."""

import contextlib
import re
import smtplib
import ssl
from email.message import EmailMessage

from feedback_function.inquiry.configuration import MailServer
from feedback_function.inquiry.delivery import Deferred, Refused, Unreachable

PATIENCE_SECONDS = 30.0
_ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


def send_mail(server: MailServer, message: EmailMessage, receiver: str, patience: float = PATIENCE_SECONDS) -> None:
    """Returns once the server has taken it. Raises `Unreachable`, `Deferred` or `Refused`."""
    smtp = _open(server, patience)
    try:
        _hand_over(smtp, message, receiver)
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):  # it has the message, or will never
            smtp.quit()
        smtp.close()


def _open(server: MailServer, patience: float) -> smtplib.SMTP:
    """Connected and logged in."""
    try:
        return _log_in(_connect(server, patience), server)
    except smtplib.SMTPResponseException as fault:
        raise Unreachable(f"login {fault.smtp_code}") from None
    except (smtplib.SMTPException, OSError) as fault:
        raise Unreachable(f"connect {type(fault).__name__}") from None


def _connect(server: MailServer, patience: float) -> smtplib.SMTP:
    if server.secrecy == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=_build_context(server))
    return smtplib.SMTP(server.host, server.port, timeout=patience)


def _log_in(smtp: smtplib.SMTP, server: MailServer) -> smtplib.SMTP:
    """A server that offers no STARTTLS gets neither a password nor a message."""
    try:
        if server.secrecy == "starttls":
            smtp.starttls(context=_build_context(server))
        if server.user:
            smtp.login(server.user, server.password)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _build_context(server: MailServer) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.authority or None)


def _hand_over(smtp: smtplib.SMTP, message: EmailMessage, receiver: str) -> None:
    try:
        smtp.send_message(message, to_addrs=[receiver])
    except smtplib.SMTPRecipientsRefused as fault:
        code, words = next(iter(fault.recipients.values()))
        raise _judge("rcpt", code, words) from None
    except smtplib.SMTPSenderRefused as fault:
        raise _judge("from", fault.smtp_code, fault.smtp_error) from None
    except smtplib.SMTPResponseException as fault:
        raise _judge("data", fault.smtp_code, fault.smtp_error) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise Deferred(f"lost {type(fault).__name__}") from None


def _judge(stage: str, code: int, words: bytes | str) -> Deferred | Refused:
    """4xx may be tried again, 5xx may not (RFC 5321, 4.2.1)."""
    said = _ENHANCED.search(words if isinstance(words, bytes) else words.encode())
    told = f"{stage} {code}" + (f" {said[0].decode()}" if said else "")
    return Refused(told) if 500 <= code < 600 else Deferred(told)
