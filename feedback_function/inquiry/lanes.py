"""Hands on what waits in the outbox: mail in one thread, webhooks in another, so that neither waits for the other."""

import logging
import threading
from collections.abc import Callable
from uuid import UUID

from feedback_function.database import StoreUnavailable
from feedback_function.errors import UserError
from feedback_function.inquiry.configuration import Configuration
from feedback_function.inquiry.delivery import Deferred, Refused, Unreachable
from feedback_function.inquiry.mail import write_acknowledgement, write_to_shop
from feedback_function.inquiry.outbox import CUSTOMER, Message, Outbox
from feedback_function.inquiry.site import Site, SiteFile
from feedback_function.inquiry.smtp import send_mail
from feedback_function.inquiry.store import InquiryStore
from feedback_function.inquiry.tables import inquiries
from feedback_function.inquiry.turn import Turn
from feedback_function.inquiry.webhooks import send_hook, write_hook

IDLE_SECONDS = 2.0
FIRST_REST, LONGEST_REST = 1.0, 60.0

Send = Callable[[Message, Site], None]

log = logging.getLogger("hc.feedback")


class Lane:
    """One thread that sends what is due, whenever it is this process's turn."""

    def __init__(self, name: str, store: InquiryStore, site: SiteFile, send: Send) -> None:
        self._name = name
        self._store, self._site, self._send = store, site, send
        self._turn = Turn(name)
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._rest = 0.0
        self._sent: set[UUID] = set()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name=f"inquiry-{self._name}", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something new waits."""
        self._wake.set()

    def close(self) -> None:
        """End once the message at hand is done with."""
        self._ending.set()
        self._wake.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._wake.clear()
            try:
                is_busy = self._work()
            except StoreUnavailable as fault:
                log.warning("store_unavailable", extra={"detail": str(fault)})
                is_busy = False
            except Exception as fault:  # its message may hold the customer's text, so only its type is logged
                log.error("inquiry_fault", extra={"detail": type(fault).__name__})
                is_busy = False
            self._pause(is_busy)
        self._turn.drop()

    def _pause(self, is_busy: bool) -> None:
        """A server that is away is asked ever more seldom, however much waits."""
        if self._rest:
            self._ending.wait(self._rest)
        elif not is_busy:
            self._wake.wait(IDLE_SECONDS)

    def _work(self) -> bool:
        """Whether there was something to send, and this process to send it."""
        events, site = self._store.events, self._site.read()
        if site is None or not self._turn.holds(events):
            return False
        outbox = Outbox(events, is_mail=self._name == "mail")
        message = outbox.find_due()
        if message is None:
            return False
        self._try(outbox, message, site)
        return True

    def _try(self, outbox: Outbox, message: Message, site: Site) -> None:
        try:
            self._send_once(message, site)
        except Unreachable as fault:
            self._rest = min(LONGEST_REST, max(FIRST_REST, 2 * self._rest))
            outbox.note_unreached(message, str(fault))
            log.warning("inquiry_mail_unreachable", extra={"detail": str(fault)})
            return
        except Refused as fault:
            outbox.note_dead(message, str(fault))
            log.error("inquiry_dead_letter", extra={"detail": str(fault)})
        except Deferred as fault:
            outbox.note_deferred(message, str(fault))
            log.warning("inquiry_deferred", extra={"detail": str(fault)})
        except StoreUnavailable:
            raise
        except Exception as fault:  # what can't be read or written keeps no other message waiting
            outbox.note_deferred(message, type(fault).__name__)
            detail = str(fault) if isinstance(fault, UserError) else type(fault).__name__
            log.error("inquiry_unreadable", extra={"detail": detail})
        else:
            outbox.note_sent(message)
            self._sent.discard(message.id)
        self._rest = 0.0

    def _send_once(self, message: Message, site: Site) -> None:
        """A disk that is full can be read and not written: what could not be noted must not be sent over and over."""
        if message.id not in self._sent:
            self._send(message, site)
            self._sent.add(message.id)


class Postman:
    """Sends the messages of inquiries as the configuration says."""

    def __init__(self, store: InquiryStore, configuration: Configuration) -> None:
        self._store, self._configuration = store, configuration

    def send_mail(self, message: Message, site: Site) -> None:
        """Raises what `smtp.send_mail` raises, and `SealedElsewhere`."""
        setting = self._configuration
        inquiry = self._store.open_one(inquiries.c.id == message.inquiry)
        if message.target == CUSTOMER:
            mail = write_acknowledgement(message.id, inquiry, site, setting.sender)
            send_mail(setting.server, mail, inquiry.content.email)
            return
        receiver = setting.find_receiver(inquiry.topic)
        files = self._store.open_files(message.inquiry)
        send_mail(setting.server, write_to_shop(message.id, inquiry, files, site, setting.sender, receiver), receiver)

    def send_hook(self, message: Message, site: Site) -> None:
        """Raises what `webhooks.send_hook` raises, and `SealedElsewhere`."""
        setting = self._configuration
        hook = setting.find_hook(message.target)
        if hook is None:
            raise Refused("hook gone")
        inquiry = self._store.open_one(inquiries.c.id == message.inquiry)
        body = write_hook(hook, message.id, inquiry, site, with_text=setting.hook_text)
        send_hook(hook, message.id, body, setting.hook_secret)
