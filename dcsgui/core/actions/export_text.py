"""Writing all constants of a detector, or some, as text files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dcsgui.core.actions.answers.legacy import WrittenText
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.export import save_constants
from dcsgui.core.actions.opening import LOOKING, node_of, to_look
from dcsgui.core.actions.patience import patience
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.records import Kind, RangeTable, VersionInfo
from dcsgui.core.values.errors import AccessDenied, BadValue, NotFound, StoreNotAvailable
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["export_text"]

_VERSION = 3


def export_text(
    node: NodeId,
    target: str,
    *,
    every: bool = False,
    dry_run: bool = False,
    progress: Progress = QUIET,
) -> tuple[WrittenText, ...]:
    """Write constants as text: arrays with dtype, shape, origin and all digits, texts as they are.

    Parameters
    ----------
    node : NodeId
        A version; or a range, a type or a detector, of which each range's version that answers is
        written, or every one.
    target : str
        For a version the file, which is replaced if it is there. Else the directory, which is
        made: ``<target>/<ctype>/<range>.data`` for what answers, ``<range>-v<number>.data`` for
        every version.
    every : bool
        Whether to write all versions.
    dry_run : bool
        Only say what would be written.
    progress : Progress
        Hears how many versions are done; can call it off between them.

    Raises
    ------
    NotFound
        There are no such constants.
    BadValue
        The name of the file can't be that of a text.
    AccessDenied, StoreNotAvailable
        A file can't be written.
    Damaged, Busy
        The constants can't be read.
    """
    found = list(_texts(node, Path(target), every=every))
    if not found:
        raise NotFound(f"{'/'.join(node.path) or node.detname} holds no constants to be written.")
    done = []
    for number, one in enumerate(found, 1):
        if not dry_run:
            _make_directory(one.target.parent)
            save_constants(NodeId(node.file, one.path), str(one.target))
        done.append(one.written())
        progress.report(number, len(found), "versions")
    return tuple(done)


@dataclass(frozen=True, slots=True)
class _Text:
    """A version, and the file that it goes to."""

    path: tuple[str, ...]
    info: VersionInfo
    target: Path

    def written(self) -> WrittenText:
        """Say what there is now."""
        ctype, range_name, version_name = self.path
        nbytes = self.target.stat().st_size if self.target.exists() else 0
        text = self.info.kind is Kind.TEXT
        return WrittenText(
            ctype, range_name, version_name, self.info.versind, str(self.target), text, nbytes
        )


def _texts(node: NodeId, target: Path, *, every: bool) -> Iterator[_Text]:
    store = to_look(node.file)
    node_of(store, node)  # says what is missing
    with open_reader(node.file, patience(LOOKING)) as reader:
        if len(node.path) == _VERSION:
            if target.suffix == ".npy":
                raise BadValue(f"{target} is no name of a text; give one that ends in .data.")
            yield _Text(node.path, reader.version(node.path), target)
            return
        for ctype in node.path[:1] or reader.ctypes():
            among = node.path[1:2] or None
            answers = _answers(reader.ranges(ctype))
            for range_name, infos in reader.all_versions(ctype, among).items():
                for info in infos:
                    if info.kind is not Kind.NOTHING and (
                        every or info.name == answers.get(range_name)
                    ):
                        name = f"{range_name}-v{info.versind}" if every else range_name
                        path = (ctype, range_name, info.name)
                        yield _Text(path, info, target / ctype / f"{name}.data")


def _answers(table: RangeTable) -> dict[str, str]:
    return {table.name(row): table.answer(row) for row in range(len(table))}


def _make_directory(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise AccessDenied(f"The directory {path} can't be made: {error.strerror}.") from error
    except OSError as error:
        raise StoreNotAvailable(
            f"The directory {path} can't be made: {error.strerror}."
        ) from error
