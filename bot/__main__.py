"""The command line: `python -m bot …`."""

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Until everything is imported, which takes seconds, Ctrl-C ends it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.app import ROLES
from bot.commands import audit_notices, invite, migrate, retention, rotate, run, state, suspend, talk, tick
from bot.commands import doctor as doctoring
from bot.commands.console import (
    Refusal,
    print_json,
    progress_bar,
    read_month,
    spoken,
    tell,
    tell_import,
    told,
    why,
)
from bot.commands.demo import DemoBot
from bot.commands.digest import tell_digest
from bot.commands.policy import checked, policy_in_force
from bot.commands.refusals import PortTaken, sentence_of
from bot.commands.template import write_empty_workbook
from bot.commands.version import version
from bot.doctor import ILL
from bot.flows.engine.port import say
from bot.logs import configure_logs
from bot.office import Office, open_office
from bot.paperwork import importing
from bot.paperwork.exporting import export_workbook
from bot.settings import load_settings
from domain.digest.days import Edition
from domain.errors import OperatorError
from domain.policy.policy import Policy
from ledger.checks.renumbering import Renumber
from locales.render import render


def tell_version(wanted: bool) -> None:
    """Print the version, and do nothing else."""
    if wanted:
        print(f"zoufang {version()}")
        raise typer.Exit


cli = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
INTERRUPTED = 130
"""What a shell gives for Ctrl-C."""
Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout, everything else on stderr.")]


@cli.callback()
def every_command(
    wants_version: Annotated[
        bool, typer.Option("--version", callback=tell_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """zoufang (走访): the bot through which home visits are recorded."""


def _office(*, any_schema: bool = False) -> Office:
    settings = load_settings(os.environ)
    configure_logs(settings.log_level, as_json=settings.log_json, secrets=settings.secrets())
    return open_office(settings, any_schema=any_schema)


@cli.command("run")
def run_command(
    role: Annotated[str, typer.Option(help="Which parts, by commas.")] = ",".join(ROLES),
) -> None:
    """Run the bot: polling, or a webhook if ZOUFANG_WEBHOOK_URL is set."""
    run.run(_office(), role)


@cli.command("demo")
def demo_command(port: int = 8080, browser: bool = True) -> None:
    """Sandbox, bot and a fictional township on one page: no token, no internet."""
    # Only here, so that the bot runs without the extra `demo`.
    from sandbox.clock import SettableClock
    from sandbox.demo import PortTaken as TakenAlready
    from sandbox.demo import serve_demo
    from sandbox.page.phone import Cast, Phone
    from sandbox.township import TOWNSHIP_NAME, begins_at, demo_register
    from sandbox.workbook import practice_register

    configure_logs("WARNING", as_json=False, secrets=())
    zone = Policy().township.time_zone
    clock = SettableClock()
    clock.set(begins_at(clock.now(), zone))
    today = clock.now().astimezone(zone).date()
    bot = DemoBot(clock, TOWNSHIP_NAME, demo_register(today), practice_register(today))

    async def start_bot(api_url: str, token: str) -> Cast:
        started = await bot.start(api_url, token)
        phones = [Phone(one.name, one.role, one.account, one.link) for one in started.invited]
        return Cast(phones, started.workbook)

    try:
        serve_demo(
            port=port,
            open_browser=browser,
            clock=clock,
            start_bot=start_bot,
            stop_bot=bot.stop,
            speak=bot.speak,
        )
    except TakenAlready as error:
        raise PortTaken from error


@cli.command("migrate")
def migrate_command() -> None:
    """Take the schema to the newest version, after a backup."""
    tell(migrate.migrate(_office(any_schema=True)).words)


@cli.command("import")
def import_command(
    file: Annotated[Path | None, typer.Argument(help="The workbook (.xlsx).")] = None,
    template: Annotated[Path | None, typer.Option(help="Write an empty workbook to fill in.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Check everything, write nothing.")] = False,
    renumber: Annotated[
        bool | None,
        typer.Option(
            "--renumber/--no-renumber",
            help="Known names with other numbers: the same people with new numbers, or somebody else.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Import the office's workbook: all of it, or nothing and the reasons by sheet, row and column."""
    if template:
        write_empty_workbook(template)
        tell(say("cli.template_written", file=str(template)))
        return
    if file is None:
        raise Refusal(say("cli.name_a_workbook"))
    office = _office()
    with progress_bar() as bar:
        task = bar.add_task(render(spoken(), say("cli.rows")), total=None)
        imported = importing.import_workbook(
            office,
            file,
            dry_run=dry_run,
            renumber=Renumber(renumber),
            progress=lambda rows: bar.update(task, completed=rows),
        )
    if as_json:
        print_json(importing.as_json(imported))
    else:
        tell_import(imported, dry_run=dry_run)
    raise typer.Exit(0 if imported.ok else 1)


@cli.command("export")
def export_command(file: Annotated[Path, typer.Argument(help="The workbook to write (.xlsx).")]) -> None:
    """Write everything as a workbook; importing it again changes nothing."""
    office = _office()
    try:
        with progress_bar() as bar:
            task = bar.add_task(render(spoken(), say("cli.rows")), total=None)
            export_workbook(office, file, lambda rows: bar.update(task, completed=rows))
    except OSError as error:
        raise Refusal(say("cli.cannot_write", file=str(file), why=why(error))) from error
    tell(say("cli.written", file=str(file)))


@cli.command("invite")
def invite_command(
    everybody: Annotated[bool, typer.Option("--all", help="A link for everybody.")] = False,
    phone: Annotated[str | None, typer.Option(help="A link for the person with this number.")] = None,
    as_json: Json = False,
) -> None:
    """Make one-time links; a new one voids the old."""
    if everybody == (phone is not None):
        raise Refusal(say("cli.all_or_one"))
    office = _office()
    links = invite.invite(office, asyncio.run(invite.bot_name(office)), phone)
    if as_json:
        print_json(invite.as_json(links))
    else:
        for one in links:
            print(f"{one.name}\t{one.phone}\t{one.link}")


@cli.command("state")
def state_command(
    month: Annotated[str | None, typer.Option(help="Which month's obligations, as 2026-11.")] = None,
    as_json: Json = False,
) -> None:
    """Tell everything that stands in the database."""
    found = state.state(_office(), read_month(month) if month else None)
    if as_json:
        print_json(found)
        return
    for noun, value in found.items():
        print(f"{noun}\t{len(value) if isinstance(value, list) else value}")


@cli.command("tick")
def tick_command(at: Annotated[str, typer.Option(help="As of which instant, as 2026-11-20T09:00.")]) -> None:
    """Find what is owed to people as of an instant, as the scheduler does every minute, and write it down."""
    tell(say("cli.owed", n=tick.tick(_office(), at)))


@cli.command("digest")
def digest_command(
    at: Annotated[str, typer.Option(help="As of which instant, as 2026-11-23T08:40.")],
    area: Annotated[str, typer.Option(help="The code of a village, or `township`.")],
    out: Annotated[Path, typer.Option(help="The directory to write into; made if it is missing.")],
    edition: Annotated[Edition, typer.Option(help="Of the last week, or of the last month.")] = Edition.WEEK,
) -> None:
    """Write a digest as files: the message's text, wall charts (PNG) and the workbook (.xlsx)."""
    tell_digest(_office(), at, area, out, edition)


@cli.command("audit-notices")
def audit_notices_command(month: Annotated[str, typer.Option(help="Which month, as 2026-11.")]) -> None:
    """Find in the facts what should have been told in a month, and print what was told otherwise."""
    lines = audit_notices.audit_notices(_office(), read_month(month))
    for line in lines:
        print(line)
    raise typer.Exit(1 if lines else 0)


@cli.command("talk")
def talk_command(phone: Annotated[str, typer.Option("--as", help="Whose number.")]) -> None:
    """Talk to the bot in this terminal as one of its people; numbers press buttons, `exit` ends it."""
    asyncio.run(talk.talk(_office(), phone, talk.read_line, print))


@cli.command("suspend")
def suspend_command(phone: str, restore: Annotated[bool, typer.Option("--restore")] = False) -> None:
    """Shut somebody out from the next update on, and purge what is queued; --restore lets them in again."""
    who = suspend.suspend(_office(), phone, restore=restore)
    tell(say("cli.restored" if restore else "cli.suspended", name=who.name))


@cli.command("doctor")
def doctor_command() -> None:
    """Look at everything the bot needs, and say how to mend what is wrong; ✗ keeps it from its work."""
    office = _office(any_schema=True)
    checks = doctoring.doctor(office)
    for one in checks:
        print(f"{one.verdict} {one.name}: {doctoring.sentence(one, office.settings.locale)}")
    raise typer.Exit(1 if any(one.verdict is ILL for one in checks) else 0)


@cli.command("policy")
def policy_command(
    check: Annotated[Path | None, typer.Option(help="Tell everything that is wrong in this file.")] = None,
) -> None:
    """Print the policy in force, and where it comes from; or check a file before it is used."""
    if check is not None:
        is_right, lines = checked(check)
        for one in lines:
            print(render(spoken(), one))
        raise typer.Exit(0 if is_right else 1)
    for line in policy_in_force(load_settings(os.environ)):
        print(line)


@cli.command("retention")
def retention_command(
    dry_run: Annotated[bool, typer.Option(help="Say what would go, remove nothing.")] = False,
) -> None:
    """Remove the photos that the policy no longer keeps; a running bot does so by itself."""
    office = _office()
    with progress_bar() as bar:
        task = bar.add_task(render(spoken(), say("cli.files")), total=None)
        shed = retention.shed_photos(office, lambda files: bar.advance(task, files), dry_run=dry_run)
    tell(retention.words(shed, dry_run=dry_run))


@cli.command("rotate-keys")
def rotate_command() -> None:
    """Seal all personal values and files with a new key; stop the bot first."""
    office = _office()
    with progress_bar() as bar:
        task = bar.add_task(render(spoken(), say("cli.rows_and_files")), total=None)
        count = rotate.rotate_keys(office, lambda rows: bar.advance(task, rows))
    tell(say("cli.sealed", n=count, keys=str(office.settings.keys)))


def main() -> None:
    """Run a command; what the operator must mend is one sentence and exit code 2."""
    os.umask(0o077)  # what we write is for our eyes only
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        cli()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OperatorError as error:
        words = sentence_of(error)
        told.print(render(spoken(), words) if words else str(error))
        sys.exit(2)


if __name__ == "__main__":
    main()
