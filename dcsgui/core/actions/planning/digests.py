"""Digests of constants: those that files do not have, and whether those they have are true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from dcsgui.core.actions.opening import LOOKING
from dcsgui.core.actions.patience import patience
from dcsgui.core.files.constants import digest_of
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.opening import open_reader
from dcsgui.core.files.records import Kind, Path, VersionInfo
from dcsgui.core.objects.exchange.snapshot import content_of
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.progress import QUIET, Progress

__all__ = ["Checked", "Comparing", "Digests", "checked"]

AT_ONCE = 64 << 20
"""Bytes that are read before writers of the file get their turn."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The digest that constants have, and a sentence what is wrong with them, or ""."""

    digest: str
    problem: str = ""


Key = tuple[bool, Path, VersionInfo]
"""Whether it is of the source, the version, and what its file says of it."""


@dataclass
class Digests:
    """Digests that files do not have: computed between looks at them, so that no writer waits.

    Attributes
    ----------
    direct : bool
        Whether what is missing is to be computed at once, with both files open.
    known : dict
        Digests by key; None for what can't be read.
    missing : dict
        Keys (as an ordered set) of those that were asked for in vain.
    """

    direct: bool = False
    known: dict[Key, str | None] = field(default_factory=dict)
    missing: dict[Key, None] = field(default_factory=dict)

    def compute(self, source: str, target: str, progress: Progress = QUIET) -> None:
        """Compute what is missing, with each file open for moments only."""
        for side, file in ((True, source), (False, target)):
            wanted = {path: info for mine, path, info in self.missing if mine is side}
            if not wanted:
                continue
            for path, found in checked(file, list(wanted.items()), progress).items():
                self.known[side, path, wanted[path]] = None if found.problem else found.digest
        self.missing.clear()


class Comparing:
    """Compares versions of one range in two open files, and reads constants only if it must.

    Parameters
    ----------
    source, target : Reader
        `target` is None where there is no file yet; then there is nothing to compare.
    digests : Digests
        Those that files do not have. What is not among them is computed at once if they are
        `direct`, and else is like no other, and noted as missing.
    """

    def __init__(
        self,
        source: Reader,
        target: Reader | None,
        digests: Digests,
        progress: Progress = QUIET,
    ) -> None:
        self._source, self._target = source, target
        self._digests, self._progress = digests, progress

    def same(self, mine: Path, info: VersionInfo, theirs: Path, other: VersionInfo) -> bool:
        """Tell whether two versions hold the same constants; damaged ones are like no other."""
        if content_of(info)[:-1] != content_of(other)[:-1]:
            return False
        if self._target is None:
            return False
        digest = self._digest(self._source, mine, info)
        there = self._digest(self._target, theirs, other)
        return digest is not None and digest == there

    def alike(self, mine: Path, info: VersionInfo, beside: Path, other: VersionInfo) -> bool:
        """Tell whether two versions of the source hold the same constants."""
        if content_of(info)[:-1] != content_of(other)[:-1]:
            return False
        digest = self._digest(self._source, mine, info)
        there = self._digest(self._source, beside, other)
        return digest is not None and digest == there

    def known(self, path: Path, info: VersionInfo) -> str | None:
        """Return the digest of a version of the source if it was computed."""
        return self._digests.known.get((True, path, info))

    def _digest(self, reader: Reader, path: Path, info: VersionInfo) -> str | None:
        if info.digest or info.kind is Kind.NOTHING:
            return info.digest
        key = reader is self._source, path, info
        known = self._digests.known
        if key not in known and not self._digests.direct:
            self._digests.missing[key] = None
            return None
        if key not in known:
            self._progress.check()
            try:
                known[key] = reader.digest(path)
            except Damaged:
                known[key] = None
        return known[key]


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
