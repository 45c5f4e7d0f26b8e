import pytest
from hypothesis import given
from hypothesis import strategies as st

from konullu.platform.secrets import Unsealable, keyed_hash, keyed_hashes, seal, unseal, unseal_bytes


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_comes_back(text):
    assert unseal(seal(text)) == text


def test_bytes_come_back_as_bytes():
    assert unseal_bytes(seal(b"\x00\xff")) == b"\x00\xff"


def test_the_same_text_never_looks_the_same_twice():
    assert seal("123456") != seal("123456")


@pytest.mark.parametrize("wrong", ["", "nothing", "ə", "gAAAA", None])
def test_anything_else_is_not_opened(wrong):
    sealed = seal("123456")
    with pytest.raises(Unsealable):
        unseal(wrong if wrong is not None else sealed[:-4] + "AAAA")


def test_after_a_change_of_the_key_old_seals_open_and_new_ones_use_the_new_key(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "o" * 50, []
    sealed, hashed = seal("123456"), keyed_hash("code", "123456")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, ["o" * 50]
    assert unseal(sealed) == "123456"
    assert keyed_hash("code", "123456") != hashed
    assert hashed in keyed_hashes("code", "123456")
    newer = seal("654321")
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(newer) == "654321"
    with pytest.raises(Unsealable):
        unseal(sealed)


def test_a_hash_is_stable_and_belongs_to_one_purpose():
    assert keyed_hash("code", "123456") == keyed_hash("code", "123456")
    assert len({keyed_hash(purpose, "123456") for purpose in ("code", "session", "seal")}) == 3
    assert len(keyed_hash("code", "")) == 64
