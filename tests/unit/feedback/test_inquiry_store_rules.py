"""Inquiries at rest: sealed, found again, handed on once and in order, erased and purged with all that is theirs."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from inquiry_samples import KEY, TEXT, make_inquiry

from feedback_function.inquiry.content import Attachment, UnknownInquiry
from feedback_function.inquiry.day_counts import count_inquiries
from feedback_function.inquiry.form import parse_json
from feedback_function.inquiry.outbox import TRIES, Orders, Outbox, find_wait, revive
from feedback_function.inquiry.sealing import SealedElsewhere, Sealer, make_key
from feedback_function.inquiry.store import InquiryStore
from feedback_function.inquiry.tables import attachments, inquiries, outbox
from feedback_function.store import open_store

FILES = [Attachment("image/png", b"first ZEBRA"), Attachment("text/plain", b"second ZEBRA")]
SHOP = Orders(("shop",))


@pytest.fixture
def store(tmp_path):
    events = open_store(f"sqlite:///{tmp_path}/x.db")
    yield InquiryStore(lambda: events, Sealer([KEY]))
    events.close()


def add(store, files=(), orders=SHOP, **fields):
    return store.add(parse_json(json.dumps(make_inquiry(**fields)).encode()), files, orders, None, "")


def count(store, *tables):
    with store.events.reading() as connection:
        return [connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]


def change(store, table, condition, **values):
    with store.events.transaction() as connection:
        connection.execute(sa.update(table).where(condition).values(**values))


def list_outbox(store):
    with store.events.reading() as connection:
        return connection.execute(sa.select(outbox).order_by(outbox.c.target)).all()


def test_an_inquiry_is_kept_once_and_opened_as_it_was_sent(store):
    identity = str(uuid.uuid4())
    given = {"order": "A-1", "phone": "010-1234-5678", "queries": ["상자"], "articles": ["a/b"], "article": "a/c"}
    first = add(store, FILES, id=identity, **given)
    again = add(store, FILES, id=identity, text="something else")
    assert (first.is_new, again.is_new, first.kept == again.kept) == (True, False, True)
    opened = store.open_one(inquiries.c.reference == first.kept.reference)
    content = opened.content
    assert (content.text, content.email, content.phone) == (TEXT, "kim@customer.example", "010-1234-5678")
    assert (content.order, content.article, content.queries, content.articles) == ("A-1", "a/c", ["상자"], ["a/b"])
    assert store.open_files(uuid.UUID(identity)) == FILES
    assert store.find(uuid.UUID(identity)) == first.kept
    assert store.find(uuid.uuid4()) is None
    assert count(store, inquiries, attachments, outbox) == [1, 2, 1]
    with pytest.raises(UnknownInquiry):
        store.open_one(inquiries.c.reference == "none")


def test_nothing_that_was_written_is_in_the_file_of_the_database(store, tmp_path):
    add(store, FILES, order="ZEBRA-1", queries=["ZEBRA"], email="zebra@customer.example")
    for file in tmp_path.iterdir():
        assert b"zebra" not in file.read_bytes().lower()


def test_the_room_that_they_take_is_that_of_all_their_seals(store):
    assert store.measure_bytes() == 0
    add(store)
    small = store.measure_bytes()
    add(store, FILES)
    with store.events.reading() as connection:
        sealed = [sa.func.sum(sa.func.length(table.c.sealed)) for table in (inquiries, attachments)]
        whole = sum(connection.scalar(sa.select(each)) for each in sealed)
    assert small < store.measure_bytes() == whole


def test_they_are_listed_by_time_and_topic(store):
    kept = [add(store, topic=topic).kept for topic in ("delivery", "other", "delivery")]
    now = datetime.now(UTC)
    for hours, each in zip((3, 2, 1), kept, strict=True):
        change(store, inquiries, inquiries.c.id == each.id, received_at=now - timedelta(hours=hours))
    assert [each.id for each in store.list_clear()] == [each.id for each in kept]
    assert [each.id for each in store.list_clear(topic="delivery")] == [kept[0].id, kept[2].id]
    assert [each.id for each in store.list_clear(now - timedelta(hours=2))] == [kept[1].id, kept[2].id]
    assert [each.id for each in store.open_all(now - timedelta(hours=2), "delivery")] == [kept[2].id]


def test_what_is_erased_goes_with_all_that_is_its_own(store):
    gone, stays = add(store, FILES).kept, add(store, FILES).kept
    store.erase([gone.id])
    assert count(store, inquiries, attachments, outbox) == [1, 2, 1]
    assert [store.find(gone.id), store.find(stays.id)] == [None, stays]


def test_what_is_older_than_it_is_kept_goes_and_what_was_never_sent_is_an_error(store, caplog):
    old, young = add(store, FILES).kept, add(store).kept
    now, zone = datetime.now(UTC), ZoneInfo("Asia/Seoul")
    change(store, inquiries, inquiries.c.id == old.id, received_at=now - timedelta(days=31))
    change(store, inquiries, inquiries.c.id == young.id, received_at=now - timedelta(days=29))
    assert store.purge(timedelta(days=30), zone) == 1
    assert [each.id for each in store.list_clear()] == [young.id]
    assert count(store, attachments, outbox) == [0, 1]
    (told,) = [record for record in caplog.records if record.msg == "inquiries_purged_unsent"]
    assert (told.levelname, told.detail) == ("ERROR", "1 messages")
    assert store.purge(timedelta(days=30), zone) == 0


def test_sent_messages_go_without_a_word_and_a_hash_of_an_address_goes_after_an_hour(store, caplog):
    add(store, orders=Orders(("shop",), "hash", 1))
    with_address = outbox.c.target == "customer"
    change(store, outbox, with_address, made_at=datetime.now(UTC) - timedelta(minutes=59))
    store.purge(timedelta(days=30), ZoneInfo("UTC"))
    assert [row.address for row in list_outbox(store)] == ["hash", None]
    change(store, outbox, with_address, made_at=datetime.now(UTC) - timedelta(minutes=61))
    store.purge(timedelta(days=30), ZoneInfo("UTC"))
    assert [row.address for row in list_outbox(store)] == [None, None]
    change(store, outbox, sa.true(), state="sent")
    change(store, inquiries, sa.true(), received_at=datetime.now(UTC) - timedelta(days=31))
    assert store.purge(timedelta(days=30), ZoneInfo("UTC")) == 1
    assert not [record for record in caplog.records if record.msg == "inquiries_purged_unsent"]


def test_all_is_sealed_anew_with_the_first_key(store):
    kept = [add(store, FILES).kept, add(store).kept]
    key = make_key()
    events = store.events
    assert InquiryStore(lambda: events, Sealer([key, KEY])).reseal() == 2
    anew = InquiryStore(lambda: events, Sealer([key]))
    assert [each.content.text for each in anew.open_all()] == [TEXT, TEXT]
    assert anew.open_files(kept[0].id) == FILES
    with pytest.raises(SealedElsewhere):
        list(store.open_all())
    with pytest.raises(SealedElsewhere):
        store.open_files(kept[0].id)


def test_the_files_of_two_inquiries_and_two_of_one_can_not_change_places(store):
    one, other = add(store, FILES).kept, add(store, FILES).kept
    with store.events.reading() as connection:
        sealed = connection.scalars(
            sa.select(attachments.c.sealed).where(attachments.c.inquiry == one.id).order_by(attachments.c.number)
        ).all()
    change(store, attachments, (attachments.c.inquiry == other.id) & (attachments.c.number == 0), sealed=sealed[0])
    with pytest.raises(SealedElsewhere, match="the seal of another"):
        store.open_files(other.id)
    change(store, attachments, (attachments.c.inquiry == one.id) & (attachments.c.number == 0), sealed=sealed[1])
    with pytest.raises(SealedElsewhere, match="the seal of another"):
        store.open_files(one.id)


def test_an_address_gets_one_acknowledgement_in_an_hour_and_all_of_them_so_many(store):
    def customers():
        return sum(row.target == "customer" for row in list_outbox(store))

    for address, expected in (("a", 1), ("a", 1), ("b", 2), ("c", 2), ("", 2)):
        add(store, orders=Orders(("shop",), address, 2))
        assert customers() == expected, address
    change(store, outbox, sa.true(), made_at=datetime.now(UTC) - timedelta(minutes=61))
    add(store, orders=Orders(("shop",), "a", 2))
    assert customers() == 3
    assert all((row.address is not None) == (row.target == "customer") for row in list_outbox(store))


def test_each_lane_sends_its_own_and_what_has_waited_longest_first(store):
    add(store, orders=Orders(("shop", "hook:x")))
    add(store)
    mail, hooks = Outbox(store.events, is_mail=True), Outbox(store.events, is_mail=False)
    assert (mail.find_due().target, hooks.find_due().target) == ("shop", "hook:x")
    first = mail.find_due()
    change(store, outbox, outbox.c.id == first.id, due_at=datetime.now(UTC) + timedelta(seconds=60))
    second = mail.find_due()
    assert second.id != first.id
    change(store, outbox, outbox.c.id == first.id, due_at=datetime.now(UTC) - timedelta(hours=1))
    assert mail.find_due().id == first.id
    hooks.note_sent(hooks.find_due())
    assert hooks.find_due() is None


def test_a_message_that_is_put_off_waits_and_one_that_was_too_often_is_dead(store):
    add(store)
    mail = Outbox(store.events, is_mail=True)
    message, now = mail.find_due(), datetime.now(UTC)
    mail.note_unreached(message, "connect OSError")
    (row,) = list_outbox(store)
    assert (row.state, row.attempts, row.fault, mail.find_due()) == ("waiting", 0, "connect OSError", message)
    mail.note_deferred(message, "x" * 99)
    (row,) = list_outbox(store)
    assert (row.state, row.attempts, row.fault, mail.find_due()) == ("waiting", 1, "x" * 60, None)
    assert 20 < (row.due_at - now).total_seconds() < 40
    change(store, outbox, sa.true(), attempts=TRIES - 2, due_at=now)
    mail.note_deferred(mail.find_due(), "data 450")
    assert list_outbox(store)[0].state == "waiting"
    change(store, outbox, sa.true(), due_at=now)
    mail.note_deferred(mail.find_due(), "data 450")
    (row,) = list_outbox(store)
    assert (row.state, row.attempts, row.fault, row.done_at is None) == ("dead", TRIES, "data 450", False)
    assert mail.find_due() is None


def test_what_is_dead_is_tried_again_as_if_it_were_new_and_what_was_sent_is_not(store):
    dead, sent = add(store).kept, add(store).kept
    mail = Outbox(store.events, is_mail=True)
    for _ in range(2):
        message = mail.find_due()
        mail.note_dead(message, "rcpt 550") if message.inquiry == dead.id else mail.note_sent(message)
    with store.events.transaction() as connection:
        assert revive(connection, inquiries.c.id == sent.id) == 0
        assert revive(connection, sa.true()) == 1
    message = mail.find_due()
    assert (message.inquiry, message.attempts) == (dead.id, 0)
    rows = {row.inquiry: row for row in list_outbox(store)}
    assert (rows[dead.id].done_at, rows[sent.id].attempts, rows[sent.id].fault) == (None, 1, None)


def test_waits_double_up_to_an_hour():
    assert all(0.79 < find_wait(tries).total_seconds() / (30 * 2**tries) < 1.21 for tries in range(7))
    assert 48 * 60 <= find_wait(7).total_seconds() <= 72 * 60
    assert 48 * 60 <= find_wait(10_000).total_seconds() <= 72 * 60


def test_the_age_of_what_has_waited_longest_is_told(store):
    def read_hours():
        return count_inquiries(
            store.events, datetime.now(UTC) - timedelta(days=1), ZoneInfo("UTC")
        ).messages.oldest_hours

    assert read_hours() == 0
    add(store)
    assert read_hours() < 0.1
    change(store, outbox, sa.true(), made_at=datetime.now(UTC) - timedelta(hours=5))
    assert read_hours() == pytest.approx(5, abs=0.1)
    change(store, outbox, sa.true(), state="sent")
    assert read_hours() == 0
