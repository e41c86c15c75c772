"""The form at work: what is known of the site, what is kept, and the lanes that hand it on."""

import asyncio
import hashlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace
from prometheus_client import CollectorRegistry

from feedback_function.database import StoreUnavailable
from feedback_function.inquiry.attachments import read_files
from feedback_function.inquiry.configuration import build_configuration
from feedback_function.inquiry.content import Attachment
from feedback_function.inquiry.day_counts import count_inquiries
from feedback_function.inquiry.expected import find_expected
from feedback_function.inquiry.form import File, Inquiry
from feedback_function.inquiry.lanes import Lane, Postman
from feedback_function.inquiry.metrics import InquiryMetrics
from feedback_function.inquiry.outbox import SHOP, Orders
from feedback_function.inquiry.sealing import Sealer
from feedback_function.inquiry.site import Site, SiteFile, Topic
from feedback_function.inquiry.store import InquiryStore, Taken
from feedback_function.published import ArticleNames
from feedback_function.settings import EndpointSettings
from feedback_function.store import EventStore

PURGE_SECONDS = 3600.0

log = logging.getLogger("hc.feedback")


class InquiryService:
    """Of one process. Raises `BadSetting` where the form can't work as it is configured."""

    def __init__(
        self, settings: EndpointSettings, open_events: Callable[[], EventStore], registry: CollectorRegistry
    ) -> None:
        self._configuration = build_configuration(settings)
        self._sealer = Sealer(settings.inquiry_keys)
        self._keep_for = timedelta(days=settings.inquiry_keep)
        self._most_bytes = settings.inquiry_max_mb << 20
        self._names = ArticleNames(settings.articles)
        self.site = SiteFile(settings.inquiry_site)
        self.store = InquiryStore(open_events, self._sealer)
        postman = Postman(self.store, self._configuration)
        self._lanes = [
            Lane("mail", self.store, self.site, postman.send_mail),
            Lane("hooks", self.store, self.site, postman.send_hook),
        ]
        self._drawing = ThreadPoolExecutor(1, "inquiry-files")
        self._ending = threading.Event()
        self._zone = settings.zone
        self._metrics = InquiryMetrics(registry)
        self._counts = Counter(taken=0, repeated=0, trap=0)

    def start(self) -> None:
        """Begin to hand on what waits, and to purge what is old."""
        self.site.read()
        for lane in self._lanes:
            lane.start()
        threading.Thread(target=self._tend, name="inquiry-tend", daemon=True).start()

    def close(self) -> None:
        """Finish the messages at hand."""
        self._ending.set()
        self._drawing.shutdown(wait=False, cancel_futures=True)
        for lane in self._lanes:
            lane.close()

    def count(self, what: str) -> None:
        """One more inquiry that was taken, or a program in the trap, since the start."""
        self._counts[what] += 1

    def refresh_metrics(self) -> None:
        """Bring the numbers up to date; without a database the metrics do without."""
        try:
            counts = count_inquiries(self.store.events, datetime.now(UTC) - timedelta(days=1), self._zone)
        except StoreUnavailable as fault:
            log.warning("store_unavailable", extra={"detail": str(fault)})
            return
        self._metrics.show(counts, self._counts)

    def identify(self, inquiry: Inquiry, files: Sequence[File]) -> Inquiry:
        """With an id: a form without script has none, and is sent again by a second tap or a reload. What a customer
        sends twice on a day (UTC) is one inquiry."""
        if inquiry.id:
            return inquiry
        digests = [hashlib.sha256(file.data).hexdigest() for file in files]
        sent = (inquiry.topic, inquiry.text, inquiry.email, inquiry.phone, inquiry.order, digests)
        day = datetime.now(UTC).date()
        return replace(inquiry, id=self._sealer.number(msgspec.json.encode((day, *sent))))

    def find(self, inquiry: Inquiry) -> Taken | None:
        """An inquiry that was kept before. Raises `StoreUnavailable`."""
        kept = self.store.find(inquiry.id) if inquiry.id else None
        return Taken(kept, is_new=False) if kept else None

    async def read_files(self, files: Sequence[File], site: Site) -> list[Attachment]:
        """The files as they may be handed on; of all customers one at a time. Raises `BadFile`."""
        return await asyncio.get_running_loop().run_in_executor(self._drawing, read_files, files, site.files)

    def keep(self, inquiry: Inquiry, files: Sequence[Attachment], site: Site, topic: Topic) -> Taken:
        """Keep a new inquiry and have it handed on. Raises `StoreUnavailable`."""
        if self.store.measure_bytes() >= self._most_bytes:
            raise StoreUnavailable(
                "the room of inquiries is used up", "raise HC_INQUIRY_MAX_MB, or keep them less long"
            )
        expected = find_expected(site, topic, datetime.now(UTC))
        taken = self.store.add(inquiry, files, self._order(inquiry), expected, self._name_article(inquiry))
        self.count("taken" if taken.is_new else "repeated")
        for lane in self._lanes:
            lane.wake()
        return taken

    def _name_article(self, inquiry: Inquiry) -> str:
        """In clear, for inquiries are counted by it, only where the site has it: any other may be anybody's words."""
        article = inquiry.article or ""
        return article if self._names.has(article) else ""

    def _order(self, inquiry: Inquiry) -> Orders:
        setting = self._configuration
        hooks = [hook.name for hook in setting.hooks if hook.wants(inquiry.topic)]
        address = self._sealer.fingerprint(inquiry.email) if inquiry.email else ""
        return Orders((SHOP, *hooks), address, setting.acknowledgements)

    def purge(self) -> None:
        """Delete what is older than it is kept. Where the database refuses, nothing is deleted, which is an error:
        inquiries stay for longer than customers were told."""
        try:
            count = self.store.purge(self._keep_for, self._zone)
        except StoreUnavailable as fault:
            log.error("inquiries_not_purged", extra={"detail": fault.what})
            return
        if count:
            log.info("inquiries_purged", extra={"detail": f"{count} inquiries"})

    def _tend(self) -> None:
        while not self._ending.is_set():
            self._names.refresh()
            started = time.monotonic()
            self.purge()
            self._ending.wait(PURGE_SECONDS - (time.monotonic() - started))
