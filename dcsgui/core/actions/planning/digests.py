"""Digests of constants: those that files do not have, and whether those they have are true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from dcsgui.core.actions.opening import LOOKING
from dcsgui.core.actions.patience import patience
from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.records import Kind, Path, VersionInfo
from dcsgui.core.objects.exchange.snapshot import content_of
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Checked", "Comparing", "checked"]

AT_ONCE = 64 << 20
"""Bytes that are read before writers of the file get their turn."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The digest that constants have, and a sentence what is wrong with them, or ""."""

    digest: str
    problem: str = ""


class Comparing:
    """Compares versions of one range in two open files, and reads constants only if it must.

    Parameters
    ----------
    source, target : Reader
        `target` is None where there is no file yet; then there is nothing to compare.
    """

    def __init__(self, source: Reader, target: Reader | None, progress: Progress = QUIET) -> None:
        self._source, self._target = source, target
        self._progress = progress
        self._known: dict[tuple[bool, Path], str | None] = {}

    def same(self, mine: Path, info: VersionInfo, theirs: Path, other: VersionInfo) -> bool:
        """Tell whether two versions hold the same constants; damaged ones are like no other."""
        if content_of(info)[:-1] != content_of(other)[:-1]:
            return False
        digest = self.digest(mine, info)
        if digest is None or self._target is None:
            return False
        return digest == self._digest(self._target, theirs, other)

    def digest(self, path: Path, info: VersionInfo) -> str | None:
        """Return the digest of a version of the source; None if it can't be read."""
        return self._digest(self._source, path, info)

    def known(self, path: Path) -> str | None:
        """Return the digest of a version of the source if it was computed."""
        return self._known.get((True, path))

    def _digest(self, reader: Reader, path: Path, info: VersionInfo) -> str | None:
        if info.digest or info.kind is Kind.NOTHING:
            return info.digest
        key = reader is self._source, path
        if key not in self._known:
            self._progress.check()
            try:
                constants = reader.constants(path, progress=self._progress)
            except Damaged:
                self._known[key] = None
            else:
                self._known[key] = "" if constants is None else digest_of(constants)
        return self._known[key]


def checked(
    file: str, wanted: Sequence[tuple[Path, VersionInfo]], progress: Progress = QUIET
) -> dict[Path, Checked]:
    """Read the constants of versions and compare them with their digests.

    One array is read while the one before is hashed; no more than these two are in memory.

    Raises
    ------
    StoreNotAvailable, Busy, AccessDenied, Cancelled
    """
    total, done = sum(info.nbytes for _path, info in wanted), 0
    found: dict[Path, Checked] = {}
    with ThreadPoolExecutor(1, thread_name_prefix="digest") as pool:
        last: tuple[Path, VersionInfo, Future[str]] | None = None
        for batch in _batches(wanted):
            with open_reader(file, patience(LOOKING)) as reader:
                for path, info in batch:
                    progress.report(done, total, "bytes")
                    hashing = _begin(reader, path, info, pool)
                    if last is not None:
                        found[last[0]] = _judge(*last)
                    last = None
                    if isinstance(hashing, Checked):
                        found[path] = hashing
                    else:
                        last = path, info, hashing
                    done += info.nbytes
        if last is not None:
            found[last[0]] = _judge(*last)
    progress.report(total, total, "bytes")
    return found


def _begin(
    reader: Reader, path: Path, info: VersionInfo, pool: ThreadPoolExecutor
) -> Checked | Future[str]:
    if info.kind is Kind.NOTHING:
        return Checked("")
    try:
        constants = reader.constants(path)
    except Damaged as error:
        return Checked(info.digest, f"Its constants can't be read: {error}")
    if constants is None:
        return Checked(info.digest, "Its constants are gone.")
    return pool.submit(digest_of, constants)


def _judge(path: Path, info: VersionInfo, hashing: Future[str]) -> Checked:
    digest = hashing.result()
    if info.digest and digest != info.digest:
        return Checked(
            digest,
            f"The constants of {'/'.join(path)} do not fit their digest: they were damaged, or "
            f"changed by another program. Restore them, or set them anew.",
        )
    return Checked(digest)


def _batches(
    wanted: Sequence[tuple[Path, VersionInfo]],
) -> Iterator[list[tuple[Path, VersionInfo]]]:
    batch: list[tuple[Path, VersionInfo]] = []
    nbytes = 0
    for one in wanted:
        batch.append(one)
        nbytes += one[1].nbytes
        if nbytes >= AT_ONCE:
            yield batch
            batch, nbytes = [], 0
    if batch:
        yield batch
