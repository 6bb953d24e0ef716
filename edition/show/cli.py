"""The commands `publish` and `serve`; what is heavy is imported when they run."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from edition.options import EngineOption, JobsOption, JsonOption
from edition.terminal import harmless, print_json, say


def publish(  # noqa: PLR0913, PLR0917 - options of a command
    folder: Annotated[
        Path, typer.Argument(metavar="SHOW_DIR", help="The folder with edition.toml and the articles.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder of the site. [SHOW_DIR/site]")
    ] = None,
    to: Annotated[
        str, typer.Option(help="Upload to this folder or URL (s3://..., sftp://...); needs the extra upload.")
    ] = "",
    withdraw: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Take this episode out of the feed; can be given again."),
    ] = None,
    engine: EngineOption = None,
    jobs: JobsOption = 0,
    as_json: JsonOption = False,
) -> int:
    """Build what is stale in a show, and write its site. The site has feed.xml, episodes and pages."""
    from edition.show.builds import show_builder
    from edition.show.command import publish_and_upload
    from edition.show.console import published_json, published_text

    builder = show_builder(engine, jobs)
    done, uploaded = publish_and_upload(folder, output, tuple(withdraw or ()), to, builder)
    if as_json:
        print_json(published_json(done, uploaded))
    else:
        print(harmless(published_text(done, uploaded)))
    for told in done.episodes:
        if told.problem:
            say(f"{told.slug}: {told.problem}")
    return 0 if done.ok else 1


def serve(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A show, a site, an edition, or a folder of editions.")
    ],
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 lets the whole network in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port; 0 takes a free one.")] = 8_000,
) -> None:
    """Serve a folder, to listen to it in a browser. Players can seek: it has byte ranges. Ctrl-C ends it."""
    from edition.serve.server import is_loopback, open_server
    from edition.show.check import site_in

    with open_server(site_in(folder) or folder, host, port) as server:
        print(server.url, flush=True)
        if not is_loopback(host):
            say("Everybody who reaches this machine can read the folder.")
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
