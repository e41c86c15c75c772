"""Inquiries, the site that they are sent from, and what an endpoint needs to take them."""

import io
import json
import uuid

from cryptography.fernet import Fernet
from PIL import Image

KEY = Fernet.generate_key().decode()
ORIGIN = "https://help.shop.example"
TEXT = "택배가 찢어진 채로 왔어요 ZEBRA-상자-4417"
SITE = {
    "v": 1,
    "zone": "Asia/Seoul",
    "topics": [
        {"id": "delivery", "name": {"ko": "배송", "en": "Delivery"}, "reply_hours": 8},
        {"id": "other", "name": {"ko": "기타", "en": "Other"}},
    ],
    "hours": {"weekdays": ["09:00", "18:00"], "saturday": None, "sunday": None, "lunch": ["12:00", "13:00"]},
    "holidays": ["2026-12-25"],
    "files": {"most": 5, "bytes": 10485760, "kinds": ["image"]},
    "languages": ["ko", "en"],
    "home": "https://help.shop.example/",
}


def write_site(folder, **changes):
    file = folder / "inquiry.json"
    file.write_text(json.dumps(SITE | changes), "utf-8")
    return file


def make_settings(site, smtp, **changes):
    """The variables of an endpoint that takes inquiries, without `HC_`, for `start_endpoint`."""
    given = {
        "origins": ORIGIN,
        "inquiry_site": str(site),
        "inquiry_keys": KEY,
        "inquiry_receivers": json.dumps({"delivery": "delivery@shop.example", "*": "help@shop.example"}),
        "inquiry_sender": "쇼핑몰 고객센터 <no-reply@shop.example>",
        "inquiry_smtp": smtp,
        "inquiry_requests": "10000/minute",
    }
    return given | changes


def make_inquiry(**changes):
    given = {"id": str(uuid.uuid4()), "topic": "delivery", "text": TEXT, "email": "kim@customer.example", "lang": "ko"}
    given |= {"elapsed": 20_000} | changes
    return {name: value for name, value in given.items() if value is not None}


def send(endpoint, inquiry=None, **headers):
    """As the page's script sends it."""
    body = json.dumps(make_inquiry() if inquiry is None else inquiry).encode()
    return endpoint.ask("/v1/inquiries", body, **{"Origin": ORIGIN} | headers)


def build_multipart(fields, files=(), boundary="----form-1234"):
    """A body and its type; `files` are (name, type, bytes)."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields]
    for name, kind, data in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + data)
    mark = f"--{boundary}\r\n".encode()
    body = b"".join(mark + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def send_files(endpoint, files, fields=None, **headers):
    inquiry = make_inquiry() if fields is None else fields
    body, kind = build_multipart([(name, str(value)) for name, value in inquiry.items()], files)
    return endpoint.ask("/v1/inquiries", body, **{"Origin": ORIGIN, "Content_Type": kind} | headers)


def make_picture(form="JPEG", size=(64, 48), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "orange").save(out, form, **more)
    return out.getvalue()
