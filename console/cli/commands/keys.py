"""Owns the commands of ``plumbline keys``. It refuses a passphrase on the command line: a file, the system or a prompt."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from console import paths
from console.bootstrap import Context
from console.cli.commands.keys_pseudonym import pseudonym
from console.cli.commands.keys_trust import extract, revoke_list, untrust
from console.cli.commands.shared import JsonOption, TrustOption, context_of
from console.cli.output import print_json, print_table, say
from console.domain.ports import Vault
from console.errors import KeyStoreError, UsageError
from console.jobs.findings_key import SHORTEST
from console.jobs.keys import (
    KeyRing,
    authority_key,
    key_ring,
    known_passphrase,
    new_passphrase_of,
    secret_name,
    signer_key,
)
from console.signing import certificates
from console.signing.authority import issue_signer, make_authority, renew_list
from console.signing.authority import revoke as revoke_signer
from console.signing.trust_intake import ENOUGH, Compare, take_into_trust
from console.vault.asking_vault import AskingVault, ask_file, open_vault

IdentityArgument = Annotated[str, typer.Argument(metavar="IDENTITY")]
FolderOption = Annotated[Path | None, typer.Option("--folder", metavar="DIR")]
PassphraseOption = Annotated[Path | None, typer.Option("--passphrase-file", metavar="FILE")]
AuthorityOption = Annotated[Path | None, typer.Option("--authority-passphrase-file", metavar="FILE")]
KeepOption = Annotated[bool, typer.Option("--keep")]


def authority(
    typer_context: typer.Context,
    folder: FolderOption = None,
    passphrase_file: PassphraseOption = None,
    keep: KeepOption = False,
) -> None:
    """Make a demonstration authority."""
    context, place = context_of(typer_context), folder or paths.user_folder()
    key = authority_key(place)
    passphrase = _new(context, key, passphrase_file)
    make_authority(place, passphrase, context.clock)
    _keep(context, key, passphrase, keep)
    typer.echo(context.phrases.text("keys-authority-made", trust=str(place / "trust"), file=str(key)))


def issue(
    typer_context: typer.Context,
    identity: IdentityArgument,
    person: Annotated[str, typer.Option("--person")],
    organisation: Annotated[str, typer.Option("--organisation")],
    days: Annotated[int, typer.Option("--days", min=1, max=3650)] = 730,
    folder: FolderOption = None,
    authority_passphrase_file: AuthorityOption = None,
    passphrase_file: PassphraseOption = None,
    keep: KeepOption = False,
) -> None:
    """Issue a signer."""
    context, place = context_of(typer_context), folder or paths.user_folder()
    key = signer_key(place, identity)
    authority_passphrase = _known(context, authority_key(place), authority_passphrase_file)
    passphrase = _new(context, key, passphrase_file)
    made = issue_signer(
        place,
        identity,
        person=person,
        organisation=organisation,
        authority_passphrase=authority_passphrase,
        passphrase=passphrase,
        clock=context.clock,
        days=days,
    )
    _keep(context, key, passphrase, keep)
    words = context.phrases
    typer.echo(
        words.text("keys-issued", person=made.person, identity=identity, until=words.day(made.expires.date()))
    )


def revoke(
    typer_context: typer.Context,
    identity: IdentityArgument,
    folder: FolderOption = None,
    authority_passphrase_file: AuthorityOption = None,
) -> None:
    """Revoke a signer."""
    context, place = context_of(typer_context), folder or paths.user_folder()
    passphrase = _known(context, authority_key(place), authority_passphrase_file)
    revoke_signer(place, identity, authority_passphrase=passphrase, clock=context.clock)
    typer.echo(context.phrases.text("keys-revoked", identity=identity, trust=str(place / "trust")))


def renew(
    typer_context: typer.Context,
    folder: FolderOption = None,
    authority_passphrase_file: AuthorityOption = None,
) -> None:
    """Put out the revocation list anew."""
    context, place = context_of(typer_context), folder or paths.user_folder()
    passphrase = _known(context, authority_key(place), authority_passphrase_file)
    renew_list(place, authority_passphrase=passphrase, clock=context.clock)
    typer.echo(context.phrases.text("keys-renewed", trust=str(place / "trust")))


def trust(
    typer_context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    fingerprint: Annotated[str, typer.Option("--fingerprint", metavar="SHA256")] = "",
    folder: FolderOption = None,
) -> None:
    """Trust an authority's certificate or its revocation list."""
    context, place = context_of(typer_context), folder or paths.user_folder()
    taken = take_into_trust(file, place / "trust", context.trust_folders, _comparing(context, fingerprint))
    for each in taken:
        told = {"authority": each.authority, "fingerprint": each.fingerprint, "file": str(each.file)}
        typer.echo(context.phrases.text(f"keys-trusted-{each.kind}", **told))


def list_keys(
    typer_context: typer.Context,
    folder: FolderOption = None,
    more: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """List signers, trusted authorities and revocation lists."""
    context, place = context_of(typer_context), folder or paths.user_folder()
    folders = dict.fromkeys((*context.trust_folders, place / "trust", *(more or ())))
    ring = key_ring(place / "keys", tuple(folders), context.clock)
    told = document(context, ring)
    if json:
        print_json(told)
        return
    for part, names in _COLUMNS.items():
        rows = [[_cell(context, name, entry[name]) for name in names] for entry in told[part]]
        typer.echo(context.phrases.text(f"keys-{part}"))
        print_table([context.phrases.text(f"keys-column-{name.replace('_', '-')}") for name in names], rows)


COMMANDS = (
    ("authority", authority),
    ("issue", issue),
    ("list", list_keys),
    ("revoke", revoke),
    ("renew", renew),
    ("trust", trust),
    ("untrust", untrust),
    ("revoke-list", revoke_list),
    ("extract", extract),
    ("pseudonym", pseudonym),
)

_COLUMNS = {
    "signers": ("identity", "person", "organisation", "state", "expires", "fingerprint"),
    "authorities": ("authority", "root", "expires", "fingerprint"),
    "lists": ("authority", "issued", "due", "stale", "revoked"),
}


def document(context: Context, ring: KeyRing) -> dict[str, list[dict[str, Any]]]:
    """Return signers, authorities and lists as the JSON document names them."""
    return {
        "signers": [
            {
                "identity": each.card.identity,
                "person": each.card.person,
                "organisation": each.card.organisation,
                "state": each.state,
                "expires": each.card.expires.date(),
                "fingerprint": each.card.fingerprint,
                "demonstration": each.card.demonstration,
            }
            for each in ring.signers
        ],
        "authorities": [
            {
                "authority": certificates.person(each),
                "root": each in ring.trust.roots,
                "expires": each.not_valid_after_utc.date(),
                "fingerprint": certificates.fingerprint(each),
                "demonstration": certificates.demonstration(each),
            }
            for each in ring.trust.authorities
        ],
        "lists": [
            {
                "authority": certificates.person(each.authority),
                "issued": each.issued_at.date(),
                "due": each.next_due.date() if each.next_due else None,
                "stale": each.stale(context.clock.now()),
                "revoked": len(each.revoked),
            }
            for each in ring.trust.lists
        ],
    }


def _cell(context: Context, name: str, value: Any) -> str:
    words = context.phrases
    if name == "state":
        return words.text(f"keys-state-{value}")
    if isinstance(value, bool):
        return words.text("keys-yes" if value else "keys-no")
    if name == "fingerprint":
        return f"{value[:ENOUGH]}…"
    return "—" if value is None else str(value)


def _new(context: Context, key: Path, passphrase_file: Path | None) -> str:
    """Return the passphrase for a key about to be made, asked twice at the terminal."""
    if key.exists():
        raise UsageError("key-file-exists", file=str(key))
    return new_passphrase_of(key, _vault(context, passphrase_file, _ask_twice, stored=False))


def _known(context: Context, key: Path, passphrase_file: Path | None) -> str:
    """Return the passphrase of a key that is there; where the system's store does not know it, a person is asked."""
    try:
        return known_passphrase(key, _vault(context, passphrase_file, _ask_once, stored=True))
    except KeyStoreError as fault:
        if fault.key != "keys-passphrase-needed" or passphrase_file is not None:
            raise
    return known_passphrase(key, AskingVault(lambda name: _ask_once(context, name)))


def _vault(
    context: Context, passphrase_file: Path | None, ask: Callable[[Context, str], str | None], *, stored: bool
) -> Vault:
    if passphrase_file is not None:
        return AskingVault(ask_file(passphrase_file))
    found = open_vault(lambda name: ask(context, name), os.environ)
    return found if stored or not found.safe else AskingVault(lambda name: ask(context, name))


def _keep(context: Context, key: Path, passphrase: str, keep: bool) -> None:
    """Keep the passphrase in the system's own store where asked to; a computer without one says so."""
    if keep:
        open_vault(lambda name: None, {}).write(secret_name(key), passphrase)
        say(context.phrases.text("keys-kept", file=key.name))


def _ask_once(context: Context, name: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    return getpass.getpass(context.phrases.text("keys-passphrase", file=Path(name).name) + ": ")


def _ask_twice(context: Context, name: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    words = context.phrases
    while True:
        first = getpass.getpass(
            words.text("keys-passphrase-new", file=Path(name).name, shortest=SHORTEST) + ": "
        )
        if first == getpass.getpass(words.text("keys-passphrase-again") + ": "):
            return first
        say(words.text("keys-passphrase-differs"))


def _comparing(context: Context, told: str) -> Compare:
    """Return how a certificate is compared: with the fingerprint of the command line, else by a person at the terminal."""
    wanted = told.replace(":", "").replace(" ", "").lower()

    def compare(authority: str, fingerprint: str) -> bool:
        if wanted:
            return len(wanted) >= ENOUGH and fingerprint.startswith(wanted)
        say(context.phrases.text("keys-compare", authority=authority, fingerprint=fingerprint))
        return sys.stdin.isatty() and typer.confirm(context.phrases.text("keys-compare-same"), err=True)

    return compare
