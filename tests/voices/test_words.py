"""Words are counted as they are told apart."""

from hypothesis import given
from hypothesis import strategies as st

from voices.words import count_words, word_spans

TEXT = st.text(st.sampled_from("ab1é’“-—\u0301\u200d\u2028\x1c\x85 \u00a0\t\nあ漢\U00020000Ⅳ²ｱ")) | st.text()


@given(TEXT)
def test_as_many_are_counted_as_there_are(text: str) -> None:
    assert count_words(text) == len(list(word_spans(text)))
