"""What a producer says of words: respellings, IPA, and W3C files."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.errors import ConfigError
from voices.engines import get_engine
from voices.engines.piper.sounds import symbols, with_sounds
from voices.lexicon import Lexicon, Pronunciation, problem
from voices.model import Engine, SaysSounds, Sound, Spoken, TakeRequest, Utterance, Voice
from voices.pls import read_pls, write_pls
from voices.spoken import owner_ending, spoken_form
from voices.takes import request_take
from voices.unsaid import notes_on_sounds, remark_on_sounds

IPA = Lexicon.of({"Wynne": "/wɪn/ win", "Harrow Lane": "/ˈhæɹoʊ leɪn/", "Szymon": "shee mon"})


@pytest.mark.parametrize(
    ("written", "text", "ipa"),
    [
        ("Wynne left", "win left", ["wɪn"]),
        ("Wynne's car", "win's car", ["wɪnz"]),
        ("in Harrow Lane, twice", "in Harrow Lane, twice", ["ˈhæɹoʊ leɪn"]),
        ("Szymon and Wynne", "shee mon and win", ["wɪn"]),
        ("wynne Wynnes /wɪn/", "wynne Wynnes wɪn", []),
        ("[[Wynne]]", "win", ["wɪn"]),
    ],
)
def test_ipa_stands_beside_what_other_engines_say(written: str, text: str, ipa: list[str]) -> None:
    spoken = spoken_form(written, "en", IPA)
    assert spoken.text == text
    assert [sound.ipa for sound in spoken.sounds] == ipa
    assert all(0 <= sound.start < sound.end <= len(text) for sound in spoken.sounds)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_text_becomes_a_sound(text: str) -> None:
    assert spoken_form(text).sounds == ()
    allowed = {said.ipa for _, said in IPA.entries} | {
        said.ipa + owner_ending(said.ipa) for _, said in IPA.entries
    }
    found = spoken_form(f"{text} Wynne {text}", "en", IPA).sounds
    assert {sound.ipa for sound in found} <= allowed


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("win", ""),
        ("/wɪn/", ""),
        ("/ˈwɪ.nə/ win uh", ""),
        ("", "words"),
        ("--", "words"),
        ("//", "IPA between the strokes"),
        ("/ˈ/", "IPA between the strokes"),
        ("/[[wɪn]]/", "is no sign of it"),
        ("/w<n/", "is no sign of it"),
        ("/wɪn/ --", "IPA and words"),
        ("/wɪn", "IPA between two strokes"),
        ("ˈwɪnə", "IPA between two strokes"),
        ("wiːn", "IPA between two strokes"),
        ("win: uh", ""),
        ("win'uh", ""),
        ("x" * 300, "200 characters"),
    ],
)
def test_values(value: str, wrong: str) -> None:
    found = problem(value)
    assert wrong in found
    assert bool(found) == bool(wrong)


def test_values_survive_being_written() -> None:
    for text in ("win", "/wɪn/", "/wɪn/ win"):
        assert Pronunciation.of(str(Pronunciation.of(text))) == Pronunciation.of(text)


def test_the_show_s_own_words_come_before_others() -> None:
    both = Lexicon.of({"Wynne": "win"}).over(Lexicon.of({"Wynne": "wine", "Orr": "or"}))
    assert both == Lexicon.of({"Wynne": "win", "Orr": "or"})


PLS = """<?xml version="1.0"?>
<lexicon version="1.0" alphabet="ipa" xml:lang="en"
    xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
  <!-- our people -->
  <lexeme role="x"><grapheme>Wynne</grapheme><grapheme>Wyn</grapheme><phoneme>wɪn</phoneme></lexeme>
  <lexeme><grapheme>QTV</grapheme><alias>cue tee vee</alias></lexeme>
  <lexeme><grapheme>Orr</grapheme><phoneme>ɒ</phoneme><phoneme prefer="true">ɔːɹ</phoneme></lexeme>
</lexicon>"""


def test_pls_is_read() -> None:
    said = {written: str(how) for written, how in read_pls(PLS.encode(), "names.pls").entries}
    assert said == {"Wynne": "/wɪn/", "Wyn": "/wɪn/", "QTV": "cue tee vee", "Orr": "/ɔːɹ/"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('alphabet="ipa"', 'alphabet="x-sampa"', "line 5: the alphabet 'x-sampa'"),
        ("<alias>cue tee vee</alias>", "", "line 6: a lexeme without a pronunciation"),
        ("<grapheme>QTV</grapheme>", "", "line 6: a lexeme without a <grapheme>"),
        ("<alias>cue tee vee</alias>", "<alias> </alias>", "line 6: <alias> must hold plain text"),
        (">wɪn<", ">[[wɪn]]<", "line 5: 'Wynne' must be IPA"),
        ("</lexicon>", "", "no well-formed XML"),
        ('<?xml version="1.0"?>', '<!DOCTYPE lexicon [<!ENTITY a "b">]>', "document type"),
        ("lexicon", "dictionary", "<lexicon> was expected"),
    ],
)
def test_a_wrong_pls_names_file_and_line(old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_pls(PLS.replace(old, new).encode(), "names.pls")
    assert message in str(caught.value)
    assert str(caught.value).startswith("names.pls, line")


def test_entities_open_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("swordfish")
    document = f'<!DOCTYPE lexicon [<!ENTITY a SYSTEM "file://{secret}">]><lexicon>&a;</lexicon>'
    with pytest.raises(ConfigError) as caught:
        read_pls(document.encode(), "names.pls")
    assert "swordfish" not in str(caught.value)


WORD = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll"]), min_size=1, max_size=8)
IPA_WORD = st.text("ˈˌpbtdkmnfvszʃʒθhlɹjwɪɛæʌʊəiːuɑɔ", min_size=1, max_size=9).map(lambda s: f"/{s}a/")


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(WORD, st.one_of(WORD, IPA_WORD, st.tuples(IPA_WORD, WORD).map(" ".join)), max_size=6))
def test_pls_there_and_back(entries: dict[str, str]) -> None:
    lexicon = Lexicon.of(entries)
    assert read_pls(write_pls(lexicon, "en"), "own.pls") == lexicon


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        read_pls(data, "x.pls")
    except ConfigError as error:
        assert "x.pls" in str(error)


def phonemes_of(text: str) -> list[list[str]]:
    """Letters for phonemes, a sentence for each full stop."""
    return (
        [[*part.strip(), "."] for part in text.split(".") if part.strip()]
        if "." in text
        else ([list(text.strip())] if text.strip() else [])
    )


def test_sounds_among_phonemes() -> None:
    text = "he met win, who sat. win left"
    sounds = [Sound(7, 10, "wɪn"), Sound(21, 24, "ˈɪ.n")]
    said = with_sounds(text, sounds, phonemes_of, english=True)
    assert ["".join(sentence) for sentence in said] == ["he met wɪn, who sat.", "ˈɪn left"]


def test_signs_that_are_no_sounds_are_left_out() -> None:
    assert "".join(symbols("ˈt͡ʃɛ.rɪ|", english=True)) == "ˈtʃɛɹɪ"
    assert "".join(symbols("ra", english=False)) == "ra"


def test_piper_says_ipa_and_others_the_respelling() -> None:
    piper, tone = get_engine("piper"), get_engine("tone")
    assert isinstance(piper, SaysSounds)
    assert not isinstance(tone, SaysSounds)
    plain = Lexicon.of({"Wynne": "win"})
    for engine, audible in ((piper, True), (tone, False)):
        voice = engine.voices("en")[0]
        if engine.health().problem:
            continue
        keys = {request_take("Wynne left", voice, "en", engine, one).key for one in (plain, IPA)}
        assert (len(keys) == 2) is audible


def test_whoever_knows_no_ipa_says_so_once() -> None:
    engines: dict[str, Engine] = {name: get_engine(name) for name in ("piper", "tone")}
    spoken = Spoken("win met win", (), (Sound(0, 3, "wɪn"), Sound(8, 11, "wɪn")))
    requests = [
        None,
        *(
            TakeRequest(spoken, Voice(name, "", ""), "en", "", str(at))
            for at, name in enumerate(("tone", "tone", "piper"))
        ),
        TakeRequest(Spoken("plain", ()), Voice("tone", "", ""), "en", "", "9"),
    ]
    assert notes_on_sounds(requests, engines) == ("the engine tone knows no IPA: it says 'win' for /wɪn/",)
    assert notes_on_sounds(requests[3:], engines) == ()


def test_a_note_does_not_name_a_whole_lexicon() -> None:
    text = "abcdefghi"
    sounds = [Sound(at, at + 1, "ʕ") for at in range(9)]
    remark = remark_on_sounds("piper", text, sounds)
    assert remark.startswith("has 'a' for /ʕ/, 'b' for /ʕ/")
    assert remark.endswith("'f' for /ʕ/ and 3 more, for which piper has not every sound")


def test_piper_hears_the_sounds() -> None:
    piper = get_engine("piper")
    if piper.health().problem:
        pytest.skip(piper.health().problem)
    assert isinstance(piper, SaysSounds)
    voice = piper.voices("en")[0]
    text = "We met Wynne on Monday."
    short = piper.utter(Utterance(text, (Sound(7, 12, "wɪn"),)), voice, "en", 5)
    long = piper.utter(Utterance(text, (Sound(7, 12, "ˌwɪniəˈmɑːləˌnoʊ"),)), voice, "en", 5)
    assert len(long.pcm) > len(short.pcm) + 0.2 * short.rate
    assert [text[word.start : word.end] for word in long.words] == ["We", "met", "Wynne", "on", "Monday"]
    foreign = Sound(7, 12, "wɪʆ")
    read = piper.utter(Utterance(text, (foreign,)), voice, "en", 5)
    assert read.unsaid == (foreign,)
    same = piper.utter(Utterance(text), voice, "en", 5)
    assert (read.pcm == same.pcm).all()
    assert (same.pcm == piper.speak(text, voice, "en", 5).pcm).all()
