"""The categories of podcast directories: Apple's closed list, which PSP-1 and others share.

Spelling and case count: a directory puts aside what it does not know. A category is written as its name, or
as its name and that of one of its subcategories with ">" between them.
"""

import difflib

_LIST = """
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government:
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
History:
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics,
    Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer,
    Swimming, Tennis, Volleyball, Wilderness, Wrestling
Technology:
True Crime:
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
"""

CATEGORIES: dict[str, tuple[str, ...]] = {
    name: tuple(filter(None, (one.strip() for one in subs.split(","))))
    for line in _LIST.replace(",\n", ",").strip().splitlines()
    for name, _, subs in [line.partition(":")]
}
"""Category to its subcategories."""


def split_category(written: str) -> tuple[str, str]:
    """The category and the subcategory (empty if there is none) in what a producer wrote.

    >>> split_category("News > Daily News")
    ('News', 'Daily News')
    """
    name, _, sub = written.partition(">")
    return name.strip(), sub.strip()


def category_problem(written: str) -> str:
    """Why a directory would put this category aside, in words; empty if it would not.

    >>> category_problem("News > Daily News"), category_problem("news")
    ('', "'news' is not in Apple's list: did you mean 'News'?")
    """
    name, sub = split_category(written)
    if name not in CATEGORIES:
        return f"{name!r} is not in Apple's list" + _near(name, list(CATEGORIES))
    if (">" in written or sub) and sub not in CATEGORIES[name]:
        known = list(CATEGORIES[name])
        return f"{name!r} has no subcategory {sub!r}" + (_near(sub, known) if known else ": leave it out")
    return ""


def _near(name: str, known: list[str]) -> str:
    folded = {one.casefold(): one for one in known}
    close = difflib.get_close_matches(name.casefold(), folded, n=1)
    return f": did you mean {folded[close[0]]!r}?" if close else f": there are {', '.join(known)}"
