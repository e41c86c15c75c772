"""VS Code's YAML language server as an editor talks to it: over stdio, with the settings of a project's `.vscode/`."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_COMMAND = [str(ROOT / ".venv/bin/node"), str(ROOT / "node_modules/yaml-language-server/bin/yaml-language-server")]
_CLIENT = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}
_OURS = {"yaml.schemaStore": {"enable": False}, "yaml.validate": True, "yaml.completion": True}


class YamlLanguageServer:
    """One process for the project in `folder`; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        given = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
        self._settings: Mapping[str, Any] = {**given, **_OURS}
        self._process = subprocess.Popen([*_COMMAND, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked = 0
        self._versions: dict[str, int] = {}
        root = {"rootUri": folder.as_uri(), "workspaceFolders": [{"uri": folder.as_uri(), "name": "shop"}]}
        self._ask("initialize", {"processId": None, "capabilities": _CLIENT, **root})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self._settings}})

    def __enter__(self) -> "YamlLanguageServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def check(self, path: str, text: str) -> list[tuple[int, str]]:
        """What an editor would underline in the file: line (1-based) and message."""
        uri = self._show(path, text)
        while True:
            told = self._read()
            if told.get("method") == "textDocument/publishDiagnostics" and told["params"]["uri"] == uri:
                found = told["params"]["diagnostics"]
                return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]

    def complete(self, path: str, text: str) -> dict[str, str]:
        """What it proposes at the sign `|` of the text, with what it says of each."""
        before, _, after = text.partition("|")
        self.check(path, before + after)
        line, column = before.count("\n"), len(before.rpartition("\n")[2])
        document = {"uri": (self.folder / path).as_uri()}
        place = {"textDocument": document, "position": {"line": line, "character": column}}
        found = self._ask("textDocument/completion", place)["items"]
        return {item["label"]: _read_text(item.get("documentation", "")) for item in found}

    def _show(self, path: str, text: str) -> str:
        uri = (self.folder / path).as_uri()
        version = self._versions[uri] = self._versions.get(uri, 0) + 1
        document = {"uri": uri, "version": version}
        if version == 1:
            opened = {"textDocument": {**document, "languageId": "yaml", "text": text}}
            self._send({"method": "textDocument/didOpen", "params": opened})
        else:
            changed = {"textDocument": document, "contentChanges": [{"text": text}]}
            self._send({"method": "textDocument/didChange", "params": changed})
        return uri

    def _ask(self, method: str, params: Mapping[str, Any]) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            told = self._read()
            if told.get("id") == self._asked and "method" not in told:
                return told["result"]

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks of the editor is answered."""
        assert self._process.stdout
        size = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        told: dict[str, Any] = json.loads(self._process.stdout.read(size))
        if "method" in told and "id" in told:
            self._send({"id": told["id"], "result": self._answer(told)})
        return told

    def _answer(self, told: Mapping[str, Any]) -> Any:
        if told["method"] != "workspace/configuration":
            return None
        return [self._pick(item.get("section", "")) for item in told["params"]["items"]]

    def _pick(self, section: str) -> dict[str, Any]:
        start = f"{section}."
        return {key.removeprefix(start): value for key, value in self._settings.items() if key.startswith(start)}


def _read_text(documentation: str | Mapping[str, str]) -> str:
    return documentation if isinstance(documentation, str) else documentation["value"]
