import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konullu.platform import alphabets
from konullu.platform.text import TextRefused, az_lower, az_upper, clean_line, clean_text, fold, initials, sort_key

AZ = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
UZ = [
    "a",
    "b",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "x",
    "y",
    "z",
]
OWN = {
    "az": list(AZ),
    "kk": list("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"),
    "ky": list("абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"),
    "ru": list("абвгдежзийклмнопрстуфхцчшщъыьэюя"),
    "uz": [*UZ, "oʻ", "gʻ", "sh", "ch", "ng"],
}


@pytest.mark.parametrize(
    ("small", "capital"), [("işıq", "İŞIQ"), ("ilqar", "İLQAR"), ("iğdır", "İĞDIR"), ("əli", "ƏLİ"), ("şuşa", "ŞUŞA")]
)
def test_azerbaijani_words_change_case_and_back(small, capital):
    assert az_upper(small) == capital
    assert az_lower(capital) == small


@given(st.text())
def test_case_never_changes_how_long_a_text_is(text):
    assert len(az_lower(text)) == len(az_upper(text)) == len(text)


@given(st.text(alphabet=AZ + az_upper(AZ) + " -0123456789"))
def test_every_azerbaijani_text_comes_back_from_capitals(text):
    assert az_lower(az_upper(az_lower(text))) == az_lower(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("seki", "Şəki"),
        ("ISMAYILLI", "İsmayıllı"),
        ("ogus", "Oğus"),
        ("konulluluk", "Könüllülük"),
        ("osh", "O‘sh"),
        ("o'zbekiston", "Oʻzbekiston"),
        ("казакстан", "Қазақстан"),
        ("озгон", "Өзгөн"),
        ("артем", "Артём"),
        ("strasse", "Straße"),
        ("kengerli", "Kǝngǝrli"),
    ],
)
def test_search_finds_a_name_without_its_marks(typed, meant):
    assert fold(typed) == fold(meant)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.sampled_from([*alphabets.LETTERS, *AZ, *alphabets.MARKS])))
def test_composed_and_decomposed_letters_are_found_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("language", OWN)
def test_letters_stand_in_the_order_of_the_legal_alphabet(language):
    letters = OWN[language]
    keys = [sort_key(letter, language) for letter in letters]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(letters)
    assert [sort_key(letter.upper() if language != "az" else az_upper(letter), language) for letter in letters] == keys


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_order_does_not_depend_on_how_a_letter_is_encoded(language, form):
    for letter in OWN[language]:
        for case in (letter, az_upper(letter) if language == "az" else letter.upper()):
            assert sort_key(unicodedata.normalize(form, case), language) == sort_key(letter, language)


def test_azerbaijani_words_sort_as_in_a_dictionary():
    words = [
        "cay",
        "çay",
        "el",
        "ev",
        "əl",
        "fil",
        "gal",
        "ğal",
        "hal",
        "xal",
        "ıl",
        "Islaq",
        "İdman",
        "il",
        "kal",
        "qal",
        "öl",
        "pal",
        "şal",
        "ucuz",
        "üç",
        "zil",
    ]
    assert sorted(set(words), key=lambda word: sort_key(word, "az")) == words


def test_uzbek_words_sort_with_their_digraphs_last():
    words = ["goz", "nur", "sahar", "zor", "oʻt", "gʻoz", "shahar", "chap"]
    assert sorted(set(words), key=lambda word: sort_key(word, "uz")) == words
    assert sort_key("Isʼhoq", "uz") < sort_key("ishoq", "uz")  # the apostrophe keeps s and h apart
    assert sort_key("O'T", "uz") == sort_key("oʻt", "uz")


@pytest.mark.parametrize("language", alphabets.ORDERS)
def test_spaces_signs_digits_own_letters_other_letters_in_this_order(language):
    own, other = ("а", "a") if language in ("ru", "kk", "ky") else ("a", "а")
    marks = [sort_key(text, language) for text in (" ", "-", "7", own, other, "ω", "あ")]
    assert marks == sorted(marks)


@pytest.mark.parametrize("language", alphabets.ORDERS)
def test_no_foreign_character_can_slip_between_the_keys_of_letters(language):
    places = range(0x100, 0x100 + len(alphabets.ORDERS[language].letters))
    assert {chr(place) for place in places} <= alphabets.sort_table(language).keys()


def test_an_unknown_language_sorts_as_english():
    assert sort_key("Ćwik", "pl") == sort_key("Cwik", "en")


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("ilqar əliyev", "az", "İƏ"),
        ("Aygün Məmmədova Rəşid qızı", "az", "AQ"),
        ("Madonna", "az", "M"),
        ("«İdrak» (Bakı)", "az", "İB"),
        ("islom karimov", "uz", "IK"),
        ("", "az", ""),
        ("123", "az", ""),
    ],
)
def test_initials_are_capitals_of_the_language(name, language, expected):
    assert initials(name, language) == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Aygün \t Əliyeva \n", "Aygün Əliyeva"),
        ("Gu\u0308nel", "Günel"),
        ("a\u3000b\xa0c", "a b c"),
        ("", ""),
        ("مریم\u200cها", "مریم\u200cها"),  # a joiner between letters of Arabic script is part of the word
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_a_line_is_tidied_without_a_word(typed, kept):
    assert clean_line(typed, 120) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Ayg\x00ün", "control"),
        ("Ayg\x1bün", "control"),
        ("Ayg\ud800ün", "control"),
        ("Ayg\uffffün", "control"),
        ("\u202eAygün", "bidi"),
        ("Ay\u2066gün", "bidi"),
        ("Ay\u200egün", "bidi"),
        ("Ay\u200bgün", "invisible"),
        ("Ay\u200dgün", "invisible"),
        ("Ay\u00adgün", "invisible"),
        ("\ufeffAygün", "invisible"),
        ("\u3164", "invisible"),
        ("A" + "\u0335" * 9, "marks"),
        ("ə" * 121, "too_long"),
        ("ə" * 10_000_000, "too_long"),
    ],
)
def test_a_line_that_hides_something_is_refused_with_its_reason(typed, code):
    with pytest.raises(TextRefused) as refused:
        clean_line(typed, 120)
    assert refused.value.code == code
    assert isinstance(refused.value, ValueError)


def test_length_is_counted_in_characters_after_composing():
    assert clean_line("ö" * 120, 120) == clean_line("o\u0308" * 120, 120)


def test_a_text_keeps_its_lines():
    assert clean_text(" a \r\n\r\n\r\n\r\n b\t c \n", 100) == "a\n\nb c"
    with pytest.raises(TextRefused):
        clean_text("a\n\u202eb", 100)


@settings(max_examples=300)
@given(st.text())
def test_what_clean_line_keeps_it_keeps_again(text):
    try:
        once = clean_line(text, 50)
    except TextRefused:
        return
    assert clean_line(once, 50) == once
    assert len(once) <= 50
    assert once == " ".join(once.split())
