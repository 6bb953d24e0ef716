"""edition.toml: what it may say, and how its mistakes are named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.config import Config, find_config, load_config, parse_config
from scripts.errors import ConfigError
from scripts.model import Gender
from scripts.settings import (
    Additions,
    Addresses,
    Announcement,
    AsidePolicy,
    Cues,
    CueStyle,
    Fragments,
    Manner,
    QuoteDecision,
    SpeakerDecision,
)

PATH = Path("somewhere/edition.toml")


def test_no_file_means_defaults() -> None:
    config = load_config(None)
    assert config == Config()
    assert config.pacing.phrase_ms == 250
    assert config.loudness.target_lufs == -16.0
    assert config.output.bitrate_kbps == 96


def test_what_becomes_of_asides() -> None:
    text = 'alt = "drop"\ncaptions = "announce"\nfootnotes = "voice"\ntables = "end"\nlinks = "end"\n'
    assert parse_config(f"[article]\n{text}", PATH).article == AsidePolicy(
        Manner.DROP, Manner.ANNOUNCE, Manner.VOICE, Manner.END, Addresses.END
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('alt = "silent"', '"voice" or "announce" or "end" or "drop"'),
        ("footnotes = true", '"voice" or "announce" or "end" or "drop"'),
        ('links = "voice"', '"drop" or "end"'),
        ('caption = "drop"', "no key 'caption'"),
    ],
)
def test_a_strange_word_about_asides_is_named_with_its_line(line: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(f'[article]\ntables = "drop"\n{line}\n', PATH)
    assert "line 3" in caught.value.message
    assert told in caught.value.message
    assert "\n" not in caught.value.message


def test_every_table_is_read() -> None:
    config = parse_config(
        """
        [show]
        title = "The Weekly"
        author = "Newsroom"
        image = "cover.png"
        [voices.ruth]
        engine = "piper"
        voice = "joe"
        tract = 0.9
        rate = 1
        [cast]
        "Ruth Pemberton" = "ruth"
        [lexicon]
        Pemberton = "Pemmberton"
        [pacing]
        paragraph_ms = 700
        [loudness]
        target_lufs = -18
        [output]
        folder = "out"
        bitrate_kbps = 128
        """,
        PATH,
    )
    assert config.show.title == "The Weekly"
    assert config.voices["ruth"].tract == 0.9
    assert config.voices["ruth"].rate == 1.0
    assert config.voices["ruth"].pitch is None
    assert config.cast == {"Ruth Pemberton": "ruth"}
    assert config.lexicon == {"Pemberton": "Pemmberton"}
    assert config.pacing.paragraph_ms == 700
    assert config.pacing.sentence_ms == Config().pacing.sentence_ms
    assert config.loudness.target_lufs == -18.0
    assert config.output.folder == "out"


def test_what_a_producer_decides_is_read_with_its_lines() -> None:
    config = parse_config(
        """
        [script]
        fragments = "speaker"
        [speakers."Maria Lopez"]
        also = ["the mayor", "Lopez"]
        gender = "female"
        [[quotes]]
        words = "we will not go"
        speaker = "Maria Lopez"

        [[quotes]]
        words = "new deal"
        speaker = "Narrator"
        """,
        PATH,
    )
    assert config.script.fragments is Fragments.SPEAKER
    assert config.speakers == (
        SpeakerDecision("Maria Lopez", ("the mayor", "Lopez"), Gender.FEMALE, place="edition.toml, line 4"),
    )
    assert config.quotes == (
        QuoteDecision("we will not go", "Maria Lopez", place="edition.toml, line 7"),
        QuoteDecision("new deal", "Narrator", place="edition.toml, line 11"),
    )


MISTAKES = {
    "a policy that is not there": ("[script]\nfragments = 'both'", 2, '"narrator" or "speaker"'),
    "a gender that is not there": ("[speakers.Al]\nalso = ['b']\ngender = 'm'", 3, '"female" or "male"'),
    "a gender that is a list": ("[speakers.Al]\ngender = ['male']", 2, '"female" or "male"'),
    "one name for several": ("[speakers.'Al B']\nalso = 'b'", 2, "names in brackets"),
    "a number among names": ("[speakers.'Al B']\nalso = ['b', 3]", 2, "names in brackets"),
    "a speaker that is no table": ("[speakers]\n'Al B' = 'male'", 2, "a table"),
    "quotes that are one table": ("[quotes]\nwords = 'a'\nspeaker = 'b'", 1, "[[quotes]]"),
    "quotes in a list": ("[show]\n[quotes]", 2, "[[quotes]]"),
    "a typo in the second quote": (
        "[[quotes]]\nwords = 'a'\nspeaker = 'b'\n[[quotes]]\nword = 'c'\nspeaker = 'd'",
        5,
        "Did you mean 'words'?",
    ),
    "a quote for nobody": (
        "[[quotes]]\nwords='a'\nspeaker='b'\n[[quotes]]\nwords = 'c'",
        4,
        "speaker is missing",
    ),
    "a quote without words": ("[[quotes]]\nspeaker = 'b'\nwords = '“…”'", 3, "words"),
    "a table that is not there": ("[shows]\ntitle = 'x'", 1, "Did you mean 'show'?"),
    "a key that is not there": ("[show]\n\ntitel = 'x'", 3, "Did you mean 'title'?"),
    "text for a number": ("[pacing]\nphrase_ms = 'long'", 2, "a whole number"),
    "a fraction for a whole number": ("[pacing]\nphrase_ms = 1.5", 2, "a whole number"),
    "true for a number": ("[pacing]\nphrase_ms = true", 2, "a whole number"),
    "a number for text": ("[cast]\n'Ruth P.' = 3", 2, "text in quotation marks"),
    "a number out of range": ("[loudness]\n# loud\ntarget_lufs = 3", 3, "from -31 to -9"),
    "not a number at all": ("[loudness]\ntarget_lufs = nan", 2, "from -31 to -9"),
    "a bit rate that MP3 lacks": ("[output]\nbitrate_kbps = 100", 2, "96"),
    "a value for a table": ("show = 'x'", 1, "a table"),
    "a voice that is no table": ("[voices]\nruth = 'joe'", 2, "[voices.ruth]"),
    "a typo in a voice": ("[voices.ruth]\ntract = 0.9\n[voices.al]\nrat = 1", 4, "Did you mean 'rate'?"),
    "an engine that is none": ("[output]\nengine = 'parrot'", 2, "piper"),
    "a word that would vanish": ("[lexicon]\nferry = '-'", 2, "words"),
    "a control character": ('[show]\nimage = "a\\u0000b"', 2, "control characters"),
    "a dotted key": ("show.titel = 'x'", 1, "Did you mean 'title'?"),
    "not TOML": ("[show\ntitle = 'x'", 1, "toml.io"),
}


@pytest.mark.parametrize(("text", "line", "hint"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistakes_name_their_line(text: str, line: int, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, PATH)
    assert str(PATH) in str(caught.value)
    assert f"line {line}" in str(caught.value)
    assert hint in str(caught.value)


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "edition.toml").write_text("[show]\ntitle = 'far'")
    assert find_config(deep) == tmp_path / "edition.toml"
    (tmp_path / "a" / "edition.toml").write_text("[show]\ntitle = 'near'")
    assert load_config(find_config(deep)).show.title == "near"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "edition.toml"
    path.write_bytes("[show]\ntitle = 'é'".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path)


@given(st.text(alphabet=st.sampled_from("[]showt.ileca='\"\n =1#é"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        config = parse_config(text, PATH)
    except ConfigError as error:
        assert error.message
        assert error.next_step
    else:
        assert config.path == PATH


def test_engines_are_called_the_same_everywhere() -> None:
    from edition.config import ENGINE_NAMES
    from voices.engines import ENGINES

    assert set(ENGINE_NAMES) == {"auto", *ENGINES}


def test_what_is_added_is_read() -> None:
    text = """
        [show]
        title = "Tides"
        [cues]
        style = "quote"
        close = "Quote ends"
        [intro]
        enabled = true
        text = "{show}: {title}"
        [outro]
        enabled = true
        chapter = true
        title = "The end"
        """
    added = parse_config(text, PATH).additions()
    assert added == Additions(
        Cues(CueStyle.QUOTE, close="Quote ends"),
        Announcement(True, "{show}: {title}"),
        Announcement(True, chapter=True, title="The end"),
        "Tides",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[cues]\nstyle = "loud"', r'line 2: cues.style must be "none" or "quote" or "name", not \'loud\''),
        ('[intro]\nenabled = "yes"', "line 2: intro.enabled must be true or false, not 'yes'"),
        (
            '[intro]\n\ntext = "By {autor}."',
            "line 3: intro.text must be a text with the fields title, .*autor",
        ),
        ('[intro]\ntext = "By {byline"', "line 2: intro.text must be a text in which each { has its }"),
        (
            '[outro]\ntext = "That was {title}[, by {byline}."',
            "line 2: outro.text must be a text in which each",
        ),
        ('[show]\nlanguage = "english"', "line 2: show.language must be a language tag"),
        ('author = "Ann"\n', r"line 1: 'author' stands outside of every table. Put it below \[show\]"),
        ("pace = 1.1\n[show]\n", r"line 1: 'pace' stands outside of every table. Put it below \[pacing\]"),
        ("\nnonsense = 1\n", r"line 2: 'nonsense' stands outside of every table. Put it below one of these"),
        ("[outro]\ntitel = 1", "line 2: there is no key 'titel'. Did you mean 'title'"),
    ],
)
def test_mistakes_in_what_is_added_name_their_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_config(text, PATH)
