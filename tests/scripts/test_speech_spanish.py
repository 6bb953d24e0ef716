"""Who speaks in Spanish articles, and dialogue with dashes of a line or two."""

import pytest

from scripts.model import Age, Gender
from scripts.speech import find_speech
from tests.scripts.conftest import article, told

SPANISH = """El puente de madera

El puente de madera de Sarlana ya no aguanta. El ayuntamiento ha prometido rehacerlo antes del invierno.

{0}

La palabra «provisional» está en el cartel, y nadie sabe quién la puso allí."""


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("«Esperamos», ha dicho Lucía Ferrer, la alcaldesa. «La madera se pudre.»", ["Lucía Ferrer"] * 2),
        ("La alcaldesa Lucía Ferrer duda. «Falta dinero», añadió después.", ["Lucía Ferrer"]),
        ("«Es una vergüenza», protesta la ingeniera Carla Montes. «Nos quedamos.»", ["Carla Montes"] * 2),
        ("La panadera Nadia Antón se ríe: «Los clientes se han ido».", ["Nadia Antón"]),
        ("Según Pablo del Río, «el dinero existe, basta con buscarlo».", ["Pablo del Río"]),
        ("«No me lo creo», precisó a la radio el comandante Sergio Vilar.", ["Sergio Vilar"]),
        ("«Eso es mentira», replicó, en una nota, el diputado Ciro Lemos.", ["Ciro Lemos"]),
        (
            "Héctor Banderas sonríe. «He visto hundirse tres barcos», cuenta. «El cuarto no.»",
            ["Héctor Banderas"] * 2,
        ),
        ("«¿Cuándo llega?», le preguntó un vecino. «Nunca», respondió la panadera.", ["vecino", "panadera"]),
        ("«Me dijo: “Vuelve pronto”», recuerda Clara Pires.", ["Clara Pires"]),
        ("«Es un símbolo», se lee en un comunicado.", ["comunicado"]),
        (
            "Ida Lobo espera.\n\n«¿Viene?», pregunta Hugo Sala.\n\n«No», responde ella.",
            ["Hugo Sala", "Ida Lobo"],
        ),
        ("«¿Por qué?», le pregunto. «Porque sí», responde Ivo Mas.", ["La autora o el autor", "Ivo Mas"]),
        (
            "El alcalde Aldo Berto respondió que «ya se verá». Luego añadió: «Las cuentas son cuentas».",
            ["Aldo Berto"],
        ),
        ("Marta Colom no lo duda. «Iremos», asegura, «mientras haya lectores».", ["Marta Colom"] * 2),
        ("La ministra Teresa Lobo prometió: «Vamos a ayudar». Y subrayó: «A todos».", ["Teresa Lobo"] * 2),
        ("Ramón Gil teme lo peor. «El río no avisa», advirtió el martes.", ["Ramón Gil"]),
        ("Ramón Gil lo tiene claro. “No hay marcha atrás”, sentencia.", ["Ramón Gil"]),
        ("Ramón Gil vive al lado. “Se oye el agua toda la noche”, dice con media sonrisa.", ["Ramón Gil"]),
        ("“No fue fácil”, afirma Rui Paz, que añade: “Fue un milagro”.", ["Rui Paz"] * 2),
        ("“Nos han mentido”, lamentan los pescadores.", ["pescadores"]),
        ("Para el concejal Juan Reyes, “la obra es una vergüenza para la ciudad”.", ["Juan Reyes"]),
        ("“Vamos a ver”, se quejó el ingeniero Pedro Sales.", ["Pedro Sales"]),
        ("“Vamos a ver”, había dicho la ministra.", ["ministra"]),
        ("“El puente es de todos”, según explicó la alcaldesa Lucía Ferrer.", ["Lucía Ferrer"]),
        ("“El puente es de todos”, dijo el martes la alcaldesa Lucía Ferrer.", ["Lucía Ferrer"]),
        ("“El puente es de todos”, subrayó este lunes Lucía Ferrer.", ["Lucía Ferrer"]),
        ("Lucía Ferrer lo recuerda bien. “Era de noche”, confiesa.", ["Lucía Ferrer"]),
        ("“No cabe duda”, según la bióloga Robin Vale.", ["Robin Vale"]),
    ],
)
def test_spanish_quotes_go_to_who_says_them(said: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(SPANISH.format(said))] == speakers


@pytest.mark.parametrize(
    "said",
    [
        "El llamado «gigante blanco» atrae a los turistas.",
        "La exposición «Luces y sombras del mar» abre en mayo.",
        "La película «El último autobús al norte» se rodó aquí, dice la gente.",
        "Lucía Ferrer explica que el puente «ya no aguanta» y hay que rehacerlo.",
        "El bar «La cuenta pendiente» cierra los lunes.",
        "Lo que los vecinos llaman «la firma del río» es una marca en la piedra.",
    ],
)
def test_spanish_terms_and_titles_are_the_narrators(said: str) -> None:
    assert told(SPANISH.format(said)) == []


def test_spanish_people_have_genders_and_ages() -> None:
    text = SPANISH.format(
        "«Lo creo», dice Rubén Paz, de 17 años.\n\n«Yo no», responde la bióloga Robin Vale, 42.\n\n"
        "«Ni yo», añade Inés Prado, vecina de 81 años.\n\n«Yo tampoco», dice Robin Marés, un jubilado."
    )
    assert [(one.name, one.gender, one.age) for one in find_speech(article(text)).speakers] == [
        ("Rubén Paz", Gender.MALE, Age.TEEN),
        ("Robin Vale", Gender.FEMALE, Age.ADULT),
        ("Inés Prado", Gender.FEMALE, Age.OLD),
        ("Robin Marés", Gender.MALE, Age.OLD),
    ]


BEFORE = {
    "es": "El puente de Sarlana está cerrado, y los vecinos esperan en la orilla desde hace seis años.",
    "fr": "Le pont de Sarlange est fermé, et les habitants attendent sur la rive depuis six ans.",
    "it": "Il ponte di Sarlano è chiuso, e gli abitanti aspettano sulla riva da sei anni.",
    "pt": "A ponte de Sarlão está fechada, e os moradores esperam na margem há seis anos.",
}


def dialogue(language: str, *lines: str) -> list[tuple[str, str]]:
    """Speaker and words of what is said in an article with these paragraphs."""
    return told("\n\n".join(("Título", BEFORE[language], *lines, BEFORE[language])))


@pytest.mark.parametrize("dash", ["—", "–"])
@pytest.mark.parametrize(
    ("language", "lines", "found"),
    [
        ("es", ["—No viene nadie —dijo Ana Ruiz—. Es tarde.", "—Sí viene."], ["Ana Ruiz", "Ana Ruiz", "?"]),
        ("es", ["—¿Viene alguien?", "—Nadie —respondió el barquero."], ["?", "barquero"]),
        ("es", ["—Aquí no llueve desde mayo —cuenta Ana Ruiz."], ["Ana Ruiz"]),
        (
            "fr",
            ["— Personne ne vient, dit Odile Garnier. Il est tard.", "— Si."],
            ["Odile Garnier", "Odile Garnier", "?"],
        ),
        ("fr", ["— Quelqu'un vient ?", "— Personne, répond le passeur."], ["?", "passeur"]),
        (
            "it",
            ["— Non viene nessuno — disse Lucia Ferri. — È tardi.", "— Sì."],
            ["Lucia Ferri", "Lucia Ferri", "?"],
        ),
        (
            "pt",
            ["— Não vem ninguém — disse Rita Sousa. — É tarde.", "— Vem."],
            ["Rita Sousa", "Rita Sousa", "?"],
        ),
    ],
)
def test_two_lines_with_dashes_are_dialogue(
    language: str, lines: list[str], found: list[str], dash: str
) -> None:
    speakers = [name for name, _ in dialogue(language, *(line.replace("—", dash) for line in lines))]
    assert [name if known != "?" else known for name, known in zip(speakers, found, strict=True)] == found


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("es", ["— Pan y mantequilla.", "— Leche y miel."]),
        ("fr", ["— Le budget est voté ;", "— la route rouvre, annonce la maire ;", "— le marché ferme."]),
        ("fr", ["— Pain et beurre.", "— Lait et miel."]),
        ("it", ["— Pane e burro.", "— Latte e miele."]),
        ("pt", ["— Pão e manteiga.", "— Leite e mel."]),
    ],
)
def test_lists_with_dashes_stay_with_the_narrator(language: str, lines: list[str]) -> None:
    assert dialogue(language, *lines) == []


def test_a_lone_dash_far_from_the_dialogue_is_the_narrators() -> None:
    lines = ["—No viene nadie —dijo Ana Ruiz.", "El río bajaba lento.", "— Pan y mantequilla."]
    assert [said for _, said in dialogue("es", *lines)] == ["—No viene nadie"]


def test_a_sentence_of_years_is_no_age() -> None:
    text = SPANISH.format("«No me arrepiento», dijo el alcalde de 12 años de gobierno, Ramón Gil.")
    assert all(one.age is not Age.CHILD for one in find_speech(article(text)).speakers)
