import pytest

from dcsgui.core.values.fields import FIELDS, Field, Level, find_field

DOCUMENT = {
    Level.DETECTOR: "dettype detname detalias detidx detidxalias detcompidx:001 detidxprev"
    " detidxnext dettsec detcom:001 detpar:001",
    Level.CONSTANTS: "calibtype tsec exp runnum runbegin runend source srcalias calibvers"
    " calibversalias com:001 par:001",
}


@pytest.mark.parametrize("level", Level)
def test_fields_are_those_of_the_document_in_its_order(level: Level) -> None:
    names = [f.name for f in FIELDS if f.level is level and f.name != "detfirmware"]
    assert names == DOCUMENT[level].split()


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
def test_each_field_is_found_by_its_own_name_only(field: Field) -> None:
    assert find_field(field.name) is field
    assert [f for f in FIELDS if f.matches(field.name)] == [field]
    assert field.meaning


@pytest.mark.parametrize(
    ("key", "name"),
    [("com:017", "com:001"), ("com:1", "com:001"), ("detcompidx:12", "detcompidx:001")],
)
def test_numbered_field_is_found_by_any_number(key: str, name: str) -> None:
    field = find_field(key)
    assert field is not None
    assert field.name == name
    assert field.numbered


@pytest.mark.parametrize("key", ["", "com", "com:", "com:x", "exp:001", "COM:001", "com:1:2", "x"])
def test_other_keys_are_no_known_field(key: str) -> None:
    assert find_field(key) is None
