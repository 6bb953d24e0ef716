"""Who speaks in Italian and Portuguese articles."""

import pytest

from scripts.model import Age, Gender, Speaker
from scripts.speech import find_speech
from tests.scripts.conftest import article, told

ITALIAN = """Il ponte di legno

Il ponte di legno di Sarlano non tiene più. Il comune ha promesso di rifarlo prima dell'inverno.

{0}

La parola «provvisorio» è sul cartello, e nessuno sa chi ce l'abbia messa."""
PORTUGUESE = """A ponte de madeira

A ponte de madeira de Sarlão já não aguenta. A câmara prometeu refazê-la antes do inverno.

{0}

A palavra “provisória” está na placa, e ninguém sabe quem a pôs lá."""


def people(text: str) -> list[Speaker]:
    """Who says something."""
    return list(find_speech(article(text)).speakers)


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("«Aspettiamo», ha detto Lucia Ferri, la sindaca. «Il legno marcisce.»", ["Lucia Ferri"] * 2),
        ("La sindaca Lucia Ferri esita. «I soldi mancano», ha poi aggiunto.", ["Lucia Ferri"]),
        ("“È vergognoso”, protesta l’ingegnera Carla Monti. “Restiamo.”", ["Carla Monti"] * 2),
        ("La fornaia Nadia D'Angelo ride: «I clienti sono altrove».", ["Nadia D'Angelo"]),
        ("Secondo Paolo Dell'Acqua, «i soldi ci sono, basta cercarli».", ["Paolo Dell'Acqua"]),
        ("L'assessore Renzo Corti ha dichiarato: «Faremo presto».", ["Renzo Corti"]),
        ("«Troveremo i fondi», precisa da parte sua il comandante Sergio Villa.", ["Sergio Villa"]),
        ("«Non tornerà», ha scritto, in una lettera, l'architetto Marco Tosi.", ["Marco Tosi"]),
        ("«Non tornerà», ha detto alla radio l'architetto Marco Tosi.", ["Marco Tosi"]),
        (
            "Ettore Banti sorride. «Ho visto tre navi affondare», racconta. «La quarta no.»",
            ["Ettore Banti"] * 2,
        ),
        ("«Quando arriva?», chiede un vicino. «Mai», risponde la barista.", ["vicino", "barista"]),
        ("«Mi disse: “Torna presto”», ricorda Chiara Banti.", ["Chiara Banti"]),
        ("«È un simbolo», si legge in una nota.", ["nota"]),
        ("Ida Lodi aspetta.\n\n«Viene?», chiede Ugo Sala.\n\n«No», risponde lei.", ["Ugo Sala", "Ida Lodi"]),
        ("«Vogliamo che resti», dicono i pescatori.", ["pescatori"]),
        ("«Addio», dicono i bambini.", ["bambini"]),
        ("«Perché?», gli chiedo. «Perché sì», risponde Ivo Masi.", ["L’autrice o l’autore", "Ivo Masi"]),
        (
            "Il sindaco Aldo Berti ha risposto che «si vedrà». Poi ha aggiunto: «I conti sono conti».",
            ["Aldo Berti"],
        ),
        ("Marta Colli non ha dubbi. «Andremo», assicura, «finché ci saranno lettori».", ["Marta Colli"] * 2),
        (
            "Per Aldo Berti costa troppo. «Non si può», ha detto martedì. Ida Lodi ride. «Bravo», dice lei.",
            ["Aldo Berti", "Ida Lodi"],
        ),
    ],
)
def test_italian_quotes_go_to_who_says_them(said: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(ITALIAN.format(said))] == speakers


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("«Non ci credo – dice Marco Tosi –, è tardi.»", ["«Non ci credo", "è tardi.»"]),
        ("Marco Tosi ride. «E poi – aggiunge – chi paga?»", ["«E poi", "chi paga?»"]),
        (
            "«Nessuno ci ascolta, protesta Marco Tosi, pescatore. Siamo soli.»",
            ["«Nessuno ci ascolta", "Siamo soli.»"],
        ),
        (
            "«Il ponte – quello di legno – non regge», dice Marco Tosi.",
            ["«Il ponte – quello di legno – non regge»"],
        ),
    ],
)
def test_the_narrator_breaks_an_italian_quote_in_two(said: str, parts: list[str]) -> None:
    assert told(ITALIAN.format(said)) == [("Marco Tosi", part) for part in parts]


@pytest.mark.parametrize(
    "said",
    [
        "Il cosiddetto «gigante bianco» attira i turisti.",
        "La mostra «Luci e ombre del mare» apre a maggio.",
        "Il film «L'ultima corriera per il nord» è stato girato qui, dice la gente.",
        "Lucia Ferri spiega che il ponte «non regge più» e va rifatto.",
    ],
)
def test_italian_terms_and_titles_are_the_narrators(said: str) -> None:
    assert told(ITALIAN.format(said)) == []


def test_an_office_in_its_male_form_does_not_make_an_italian_woman_a_man() -> None:
    text = ITALIAN.format("«Faremo presto», assicura il sindaco Lucia Ferri.")
    assert [(one.name, one.gender) for one in people(text)] == [("Lucia Ferri", Gender.FEMALE)]


def test_italian_people_have_genders_and_ages() -> None:
    text = ITALIAN.format(
        "«Ci credo», dice Andrea Melis, 17 anni.\n\n«Io no», risponde il 42enne Gil Sala.\n\n"
        "«Nemmeno io», aggiunge la dottoressa Robin Vela, una pensionata."
    )
    assert [(one.name, one.gender, one.age) for one in people(text)] == [
        ("Andrea Melis", Gender.MALE, Age.TEEN),
        ("Gil Sala", None, Age.ADULT),
        ("Robin Vela", Gender.FEMALE, Age.OLD),
    ]


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("«Esperamos», disse Lúcia Ferreira, a vereadora. «A madeira apodrece.»", ["Lúcia Ferreira"] * 2),
        ("A padeira Nádia Antunes ri: «Os clientes foram-se embora.»", ["Nádia Antunes"]),
        ("Nádia Antunes não concorda. “Mentiram-nos”, contou ela.", ["Nádia Antunes"]),
        ("Segundo Paulo Dias, “o dinheiro existe, basta procurá-lo”.", ["Paulo Dias"]),
        ("Para o vereador João Reis, “a obra é uma vergonha para a cidade”.", ["João Reis"]),
        ("De acordo com a médica Helena Reis, “ele está ótimo, e vai voltar”.", ["Helena Reis"]),
        ("“Não acredito”, precisou à rádio o comandante Sérgio Vilar.", ["Sérgio Vilar"]),
        ("“Isso é mentira”, rebateu, em nota, o deputado Caio Lemos.", ["Caio Lemos"]),
        ("“Vamos ver”, queixou-se o engenheiro Pedro Sales.", ["Pedro Sales"]),
        ("“Vamos ver”, tinha dito a ministra.", ["ministra"]),
        ("“Quando chega?”, perguntou-lhe um vizinho. “Nunca”, respondeu a padeira.", ["vizinho", "padeira"]),
        ("Heitor Bandeira ri. “Vi três navios afundarem”, conta. “O quarto não.”", ["Heitor Bandeira"] * 2),
        ("“A gente não sabe quem paga”, diz a moradora Ana Souza, que mora ali.", ["Ana Souza"]),
        ("“Não foi fácil”, afirma Rui Paz, que acrescenta: “Foi um milagre”.", ["Rui Paz"] * 2),
        ("“Ele disse-me: ‘Volta cedo’”, recorda Clara Pires.", ["Clara Pires"]),
        ("“É um símbolo”, lê-se numa nota.", ["nota"]),
        ("A ministra Teresa Lobo garantiu: “Vamos ajudar”. E sublinhou: “A todos”.", ["Teresa Lobo"] * 2),
        ("“Por quê?”, pergunto-lhe. “Porque sim”, responde Ivo Matos.", ["A autora ou o autor", "Ivo Matos"]),
        ("“Come o quê?”, quis saber o rapaz.", ["rapaz"]),
    ],
)
def test_portuguese_quotes_go_to_who_says_them(said: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(PORTUGUESE.format(said))] == speakers


@pytest.mark.parametrize("dash", ["—", "–"])
def test_portuguese_dialogue_is_set_with_dashes(dash: str) -> None:
    text = """A barca

O rio subiu e a barca parou. Joana Pires esperava no cais com o barqueiro, e ninguém queria falar.

— Não vem ninguém — disse Joana. — Já é tarde.

— Vem — respondeu o barqueiro. — Ele vem sempre.

— E se não vier? — perguntou ela.

— Então vamos nós — disse ele, e riu-se."""
    assert [(name, said.replace(dash, "—")) for name, said in told(text.replace("—", dash))] == [
        ("Joana Pires", "— Não vem ninguém"),
        ("Joana Pires", "— Já é tarde."),
        ("barqueiro", "— Vem"),
        ("barqueiro", "— Ele vem sempre."),
        ("Joana Pires", "— E se não vier?"),
        ("barqueiro", "— Então vamos nós"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "O chamado “gigante branco” atrai turistas.",
        "A exposição “Luzes e sombras do mar” abre em maio.",
        "O filme “O último autocarro para o norte” foi rodado aqui, diz o povo.",
        "Lúcia Ferreira explica que a ponte “já não aguenta” e será refeita.",
    ],
)
def test_portuguese_terms_and_titles_are_the_narrators(said: str) -> None:
    assert told(PORTUGUESE.format(said)) == []


def test_portuguese_people_have_genders_and_ages() -> None:
    text = PORTUGUESE.format(
        "“Acredito”, diz Rui Paz, de 17 anos.\n\n“Eu não”, responde a bióloga Robin Vale, 42.\n\n"
        "“Nem eu”, acrescenta Inês Prado, 81 anos, moradora."
    )
    assert [(one.name, one.gender, one.age) for one in people(text)] == [
        ("Rui Paz", Gender.MALE, Age.TEEN),
        ("Robin Vale", Gender.FEMALE, Age.ADULT),
        ("Inês Prado", Gender.FEMALE, Age.OLD),
    ]


LEADS = {
    "French": "Anne ferma la porte et regarda son frère, qui restait près de la fenêtre depuis le matin.",
    "Spanish": "Ana cerró la puerta y miró a su hermano, que seguía junto a la ventana desde la mañana.",
    "Italian": "Anna chiuse la porta e guardò suo fratello, che stava vicino alla finestra dal mattino.",
}


@pytest.mark.parametrize(
    ("lead", "asked", "answered", "after", "speakers"),
    [
        (
            *("French", "— Tu viens ce soir ? demanda Luc.", "— Si, dit Anne, mais pas ce soir."),
            *("— Alors demain.", ("Luc", "Anne")),
        ),
        (
            *("Spanish", "– ¿Vienes esta noche? – preguntó Luis.", "– Sí, dijo Ana, pero no esta noche."),
            *("– Entonces mañana.", ("Luis", "Ana")),
        ),
        (
            *("Italian", "– Vieni stasera? chiese Luca.", "– Sì, disse Anna, ma non stasera."),
            *("– Allora domani.", ("Luca", "Anna")),
        ),
    ],
)
def test_a_dialogue_of_few_dashes_goes_back_and_forth_and_goes_on_behind_its_cues(
    lead: str, asked: str, answered: str, after: str, speakers: tuple[str, str]
) -> None:
    first, second = speakers
    found = told("\n\n".join((LEADS[lead], asked, answered, after)))
    assert found[0][0] == first
    assert (second, answered.rsplit(", ", 1)[1]) in found
    assert found[-1] == (first, after)


def test_what_somebody_did_behind_a_cue_is_the_narrators() -> None:
    turns = ("— Tu viens ? demanda Luc.", "— Si, dit Anne, mais pas un mot ne sortait plus.", "— Demain ?")
    assert not any("mot" in words for _, words in told("\n\n".join((LEADS["French"], *turns))))
