"""Real mail servers, each in a thread of its own: with TLS and login, or down, slow, refusing, disconnecting."""

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address
from ssl import PROTOCOL_TLS_SERVER, SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from waiting import wait_until


@dataclass
class Letter:
    """A message as the server got it."""

    sender: str
    receivers: list[str]
    raw: bytes
    message: object = field(init=False)

    def __post_init__(self):
        self.message = message_from_bytes(self.raw, policy=default)

    @property
    def text(self):
        return self.message.get_body(("plain",)).get_content()

    @property
    def identity(self):
        return self.message["Message-ID"]


class Box:
    """Takes what comes, or does as it is told: `reply` is said in the place of 250 to RCPT (`at="rcpt"`) or DATA, after
    `wait` seconds; `hang_up` ends the connection there instead."""

    def __init__(self):
        self.letters = []
        self.at, self.reply, self.wait, self.hang_up = "data", "", 0.0, False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.at == "rcpt" and (done := await self._misbehave(server)):
            return done
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.at == "data" and (done := await self._misbehave(server)):
            return done
        self.letters.append(Letter(envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        return "250 OK"

    async def _misbehave(self, server):
        await asyncio.sleep(self.wait)
        if self.hang_up:
            server.transport.abort()
            return "421 gone"
        return self.reply


@dataclass
class MailServer:
    """A server that runs. `secrecy` as the endpoint's setting has it."""

    box: Box
    port: int
    url: str
    controller: Controller

    @property
    def letters(self):
        return self.box.letters

    def start_again(self):
        """On the same port, with the letters that it has."""
        self.controller = start_mail_server(self.port, box=self.box).controller

    def wait_for_letters(self, reference):
        """Both letters about an inquiry, by whom they are to."""
        wait_until(lambda: len(self._list_about(reference)) == 2)
        return {letter.receivers[0]: letter for letter in self._list_about(reference)}

    def _list_about(self, reference):
        return [letter for letter in self.letters if reference in letter.message["Subject"]]

    def stop(self):
        with contextlib.suppress(AssertionError):  # stopped before
            self.controller.stop()


class _Quiet(Controller):
    """STARTTLS or none; `authenticator` asks for a login."""

    def __init__(self, box, port, context=None, user="", password="", tls=False):
        self._own = {"hostname": "mail.test", "ident": "test", "data_size_limit": 40 << 20, "enable_SMTPUTF8": False}
        if context and not tls:
            self._own |= {"tls_context": context, "require_starttls": True}
        if user:
            check = lambda server, session, envelope, mechanism, data: AuthResult(  # noqa: E731
                handled=False,
                success=isinstance(data, LoginPassword) and data == LoginPassword(user.encode(), password.encode()),
            )
            self._own |= {"authenticator": check, "auth_required": True, "auth_require_tls": bool(context) and not tls}
        super().__init__(box, hostname="127.0.0.1", port=port, ssl_context=context if tls else None)

    def factory(self):
        return SMTP(self.handler, **self._own)


def start_mail_server(port, context=None, user="", password="", tls=False, box=None):
    """Until `stop`. `context` with `tls`: TLS from the start, else STARTTLS."""
    box = box or Box()
    controller = _Quiet(box, port, context, user, password, tls)
    controller.start()
    scheme = "smtp+plain" if context is None else "smtps" if tls else "smtp"
    return MailServer(box, port, f"{scheme}://127.0.0.1:{port}", controller)


class SilentServer:
    """Takes connections and says nothing, or only begins to greet."""

    def __init__(self, port, greeting=b""):
        self.port = port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._greeting = greeting
        self._thread = threading.Thread(target=self._run, args=(port,), daemon=True)
        self._thread.start()
        self._ready.wait(10)

    def _run(self, port):
        async def take(reader, writer):
            writer.write(self._greeting)
            await reader.read()
            writer.close()

        async def serve():
            server = await asyncio.start_server(take, "127.0.0.1", port)
            self._ready.set()
            async with server:
                await server.serve_forever()

        with contextlib.suppress(asyncio.CancelledError, RuntimeError):
            self._loop.run_until_complete(serve())

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


def make_certificate(folder):
    """A certificate for 127.0.0.1 signed by itself: its file, and a context of a server that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        builder.add_extension(names, False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    key_file.write_bytes(key.private_bytes(*form))
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key_file)
    return file, context
