"""Detector files to transfer from and to, and what they hold, whatever their layout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from dcsgui import DCRange, DCStore, DCVersion
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Plan, Policy, Selection
from dcsgui.core.actions.answers.transfers import Applied, How
from dcsgui.core.actions.planning.making import make_plan
from dcsgui.core.actions.transfer import push
from dcsgui.core.files.opening import open_writer
from dcsgui.core.files.records import Record
from dcsgui.core.values.timestamps import Timestamp
from small_stores import make_store

T0 = 1_477_526_400
OPEN = (T0, None)
SHORT = (T0 + 1000, T0 + 1999)
ANA = "ana"


def agreed(plan: Plan) -> bool:
    """Agree to any plan."""
    del plan
    return True


def filled(calib: Path, layout: str = "native", detname: str = "cspad-0001") -> DCStore:
    """Make a store with two types, three ranges and six versions, the first one by Ana."""
    cs = make_store(calib, layout, detname)
    cs.add_par("experiment", "xpptut15")
    cto = cs.add_ctype("pedestals")
    cto.add_par("unit", "ADU")
    tsro = cto.add_range(OPEN)
    tsro.add_par("beam", True)
    tsro.add_version(T0 + 5, np.arange(12.0).reshape(3, 4), comment="dark", pars={"run": 11})
    tsro.add_version(T0 + 6, np.arange(12, dtype=">i2"), comment="darker", pars={"w": [1.5, 2]})
    tsro.add_version(T0 + 7, np.arange(300_000, dtype="f4"), comment="late")
    tsro.set_versdef(2, comment="the best")
    short = cto.add_range(SHORT)
    short.add_version(T0 + 8, np.arange(6) % 2 == 0, comment="mask")
    geometry = cs.add_ctype("geometry").add_range(OPEN)
    geometry.add_version(T0 + 9, "IP 0 CSPAD 0 µm\n", comment="metrology")
    geometry.add_version(T0 + 10, np.zeros((0, 3)))
    cs.save()
    by_ana(cs)
    return cs


def by_ana(cs: DCStore) -> None:
    """Let Ana have added all versions, on a machine of hers."""
    with open_writer(cs.path) as writer:
        for ctype in writer.ctypes():
            for name, infos in writer.all_versions(ctype).items():
                for path in ((ctype, name), *((ctype, name, info.name) for info in infos)):
                    records = [_by_ana(record) for record in writer.history(path)]
                    writer.set_history(path, records)


def _by_ana(record: Record) -> Record:
    return replace(record, user=ANA, host="psana") if "version" in record.action else record


def destination(calib: Path, kind: str) -> Path:
    """Return the file to transfer to: an empty one of a layout, or (new) none yet."""
    if kind == "new":
        return calib / "cspad" / "cspad-0001.h5"
    return make_store(calib, kind).path


def plan_of(source: DCStore, destination: DCStore | Path, how: How | None = None) -> Plan:
    """Plan to transfer all of a store."""
    path = destination if isinstance(destination, Path) else destination.path
    return make_plan(NodeId(str(source.path)), str(path), how or How(), comment="promoted")


def pushed(source: DCStore, destination: DCStore | Path, how: How | None = None) -> Applied:
    """Transfer all of a store."""
    path = destination if isinstance(destination, Path) else destination.path
    return push(NodeId(str(source.path)), str(path), how or How(), agree=agreed, comment="why")


def with_policy(policy: Policy, *, default: bool = False) -> How:
    """Say how everything is transferred."""
    return How(Selection(), policy, default)


Version = tuple[object, ...]


def content(cs: DCStore) -> object:
    """Return all that a store holds, but for its own history: equal for equal content."""
    return cs.dictpars(), {ctype: type_content(cs, ctype) for ctype in cs.ctypes()}


def type_content(cs: DCStore, ctype: str) -> object:
    """Return what a type holds: parameters, and its ranges by their ends."""
    cto = cs.ctypeobj(ctype)
    ranges = [cto.rangeobj(name) for name in cto.ranges()]
    return cto.dictpars(), {(one.begin(), one.end()): range_content(one) for one in ranges}


def range_content(tsro: DCRange) -> object:
    """Return what a range holds: parameters, default, and versions by production time."""
    default = tsro.versdef()
    pinned = default.tsprod() if tsro.pinned and default else None
    answer = default.tsprod() if default else None
    pars = {key: value for key, value in tsro.dictpars().items() if key != "experiment"}
    return pinned, answer, pars, sorted(version_content(one) for one in tsro.versobjs())


def version_content(verso: DCVersion) -> Version:
    """Return what a version holds, who added it and why, and that its constants are sound."""
    verso.verify()
    pars = repr(sorted((key, np.asarray(par).tolist()) for key, par in verso.dictpars().items()))
    tsvers = Timestamp.of(verso.tsprod()).ns
    info = verso.info
    assert info is not None
    return tsvers, verso.versind, verso.digest, pars, info.author, info.comment
