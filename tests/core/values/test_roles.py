"""Roles: their order, names and words."""

from __future__ import annotations

import pytest

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.roles import Need, Role


def test_each_role_includes_those_below_it() -> None:
    assert sorted(Role) == [Role.READER, Role.CONTRIBUTOR, Role.CURATOR, Role.ADMIN]


@pytest.mark.parametrize("role", Role)
def test_a_role_is_found_by_its_word(role: Role) -> None:
    assert Role.of(role.word) is role
    assert role.who.split()[1] == role.word
    assert role.may


def test_another_word_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadValue, match="'Curator' is no role; the roles are reader, contributor"):
        Role.of("Curator")


def test_a_need_is_for_any_type_unless_one_is_named() -> None:
    assert Need(Role.READER).ctype is None
