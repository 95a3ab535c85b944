"""The commands `zelian pack` and `zelian verify`: a site for a stick, and whether it is still whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.cli.chinese import ChineseCommand
from build_tools.cli.shared import open_base, write_file
from build_tools.errors import ToolError

if TYPE_CHECKING:
    from build_tools.packing import Verification

_SHOWN = 50
"""So many differences are printed: a pack that lacks a folder needs no list of all its files."""


@click.command("pack", cls=ChineseCommand)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="文件",
    help="写入哪个 .zip 文件。",
)
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    metavar="目录",
    help="网站在哪里，默认 site。",
)
@click.pass_obj
def pack_command(root: Path, out: Path, site_dir: Path) -> int:
    """把生成好的网站打成一个 zip 文件，拷到别的电脑解压就能看。

    里面有起始页“打开我.html”、版本说明和每个文件的 SHA-256；同一个网站每次打出的文件逐字节相同。
    """
    from build_tools.packing import pack, release_of

    release = release_of(site_dir)
    _demand_current(root, release)
    data = pack(site_dir)
    write_file(data, out)
    click.echo(f"已写入 {out}（{len(data) / 1024 / 1024:.1f} MB），状态日期 {release['as_of']}")
    click.echo(f"数据版本：{release['data']}")
    click.echo(f"SHA-256：{hashlib.sha256(data).hexdigest()}")
    if release["with_wording"]:
        click.echo(f"注意：含有导入的原文（{len(release['with_wording'])} 个文本），只供内部使用。", err=True)
    return 0


@click.command("verify", cls=ChineseCommand)
@click.argument("path", type=click.Path(path_type=Path), metavar="压缩包")
@click.option(
    "--sha256", "expected", default="", metavar="值", help="另行公布的 SHA-256；不一致时报错，防止整包被换。"
)
def verify_command(path: Path, expected: str) -> int:
    """核对 zelian pack 写的压缩包，或者解压出来的目录：改动、缺少、多出的文件一律列出，退出码为 1。

    没有 --sha256 时只查损坏和改动；有人连清单一起改，要靠另行公布的 SHA-256 才能发现。
    """
    from build_tools.packing import verify

    found = verify(path)
    if expected and (path.is_dir() or hashlib.sha256(path.read_bytes()).hexdigest() != expected.lower()):
        what = "目录没有 SHA-256，请核对压缩包" if path.is_dir() else "压缩包的 SHA-256 与给出的值不一致"
        click.echo(f"{what}：{path}")
        return 1
    return _print_verification(path, found)


def _demand_current(root: Path, release: dict[str, object]) -> None:
    """Demand that the site shows the data as they are now, on its own day."""
    from build_tools.exports.release import release_record

    try:
        day = dt.date.fromisoformat(str(release.get("as_of")))
    except ValueError:
        day = None
    if day is None or release_record(open_base(root, day)) != release:
        raise ToolError("网站与现在的知识库不一致（数据或者工具在生成之后有改动）；请重新运行 zelian build")


def _print_verification(path: Path, found: Verification) -> int:
    for difference in found.differences[:_SHOWN]:
        click.echo(str(difference))
    if rest := found.differences[_SHOWN:]:
        click.echo(f"其余 {len(rest)} 处从略")
    if found.differences:
        click.echo(f"与打包时不一致：{path}，{len(found.differences)} 处。请重新取得完整的压缩包。")
        return 1
    manifest = found.manifest
    click.echo(f"完好：{path}，{len(manifest['files']) + 1} 个文件")
    click.echo(f"工具版本 {manifest['tool']}，状态日期 {manifest['as_of']}，数据版本 {manifest['data']}")
    return 0
