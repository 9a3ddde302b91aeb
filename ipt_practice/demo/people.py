"""Who works at the demo practice, where, and who comes there. Everyone here is invented; no name is a real person's."""

import datetime as dt
from dataclasses import dataclass

PASSWORD = "demo-practice"
NEW_YORK, CHICAGO = "America/New_York", "America/Chicago"

PRACTICE = {
    "name": "Lantern Street Psychotherapy",
    "short_name": "Lantern Street",
    "message_name": "the office on Lantern Street",
    "address": "12 Lantern Street, Suite 3\nExampletown, NY 10000",
    "phone": "(212) 555-0142",
    "email": "office@practice.example",
    "time_zone": NEW_YORK,
    "mfa_roles": [],
}


@dataclass(frozen=True)
class Place:
    """A location: `rooms` by name, one for each clinician who works there."""

    key: str
    name: str
    address: str
    phone: str
    state: str
    time_zone: str
    rooms: tuple[str, ...]


PLACES = (
    Place(
        "lantern",
        "Lantern Street",
        "12 Lantern Street, Suite 3\nExampletown, NY 10000",
        "(212) 555-0142",
        "NY",
        NEW_YORK,
        ("Room 1", "Room 2", "Room 3", "Room 4"),
    ),
    Place(
        "lakeside",
        "Lakeside",
        "40 Lakeside Row\nSampleton, IL 60000",
        "(312) 555-0117",
        "IL",
        CHICAGO,
        ("Lake room", "Garden room"),
    ),
)


@dataclass(frozen=True)
class Member:
    """Someone who works here. `room` is where they see people; `licence` is (kind, number, state)."""

    key: str
    full_name: str
    role: str
    credentials: str = ""
    place: str = "lantern"
    room: str = ""
    licence: tuple[str, str, str] | None = None
    time_zone: str = NEW_YORK

    @property
    def email(self):
        return f"{self.key}@practice.example"


STAFF = (
    Member("ali", "Ali Fennimore", "administrator"),
    Member(
        "dee",
        "Dee Marchbank",
        "director",
        "PhD",
        room="Room 4",
        licence=("Licensed psychologist", "000417 (example)", "NY"),
    ),
    Member("kim", "Kim Oakhollow", "office_manager"),
    Member(
        "sam",
        "Sam Tolliver",
        "supervisor",
        "LCSW-R",
        room="Room 3",
        licence=("Licensed clinical social worker", "000288 (example)", "NY"),
    ),
    Member(
        "ada",
        "Ada Lindqvist",
        "therapist",
        "LCSW",
        room="Room 1",
        licence=("Licensed clinical social worker", "000731 (example)", "NY"),
    ),
    Member(
        "ben",
        "Ben Harrowgate",
        "therapist",
        "LMHC",
        room="Room 2",
        licence=("Licensed mental health counselor", "000552 (example)", "NY"),
    ),
    Member(
        "noa",
        "Noa Brightwater",
        "therapist",
        "LCPC",
        place="lakeside",
        room="Lake room",
        licence=("Licensed clinical professional counselor", "000109 (example)", "IL"),
        time_zone=CHICAGO,
    ),
    Member(
        "luis",
        "Luis Calderstone",
        "therapist",
        "PsyD",
        place="lakeside",
        room="Garden room",
        licence=("Licensed clinical psychologist", "000166 (example)", "IL"),
        time_zone=CHICAGO,
    ),
)

SUPERVISIONS = (("sam", "ada"), ("sam", "noa"))


@dataclass(frozen=True)
class Person:
    """A client. `age` in whole years today; `email` empty for someone who is reached by telephone only."""

    key: str
    first_name: str
    last_name: str
    pronouns: str
    age: int
    place: str = "lantern"
    by_email: bool = True
    consents: tuple[str, ...] = ("email", "voicemail")
    times: str = ""
    guardians: tuple[tuple[str, str], ...] = ()

    @property
    def possessive(self):
        return {"she/her": "her", "he/him": "his"}.get(self.pronouns, "their")

    def born_on(self, today, number):
        """A birthday that makes them `age` years old on the date `today`; `number` spreads it over the year."""
        latest = today.replace(year=today.year - self.age, day=min(today.day, 28))
        return latest - dt.timedelta(days=(number * 37) % 330)

    def contact(self, number):
        """Addresses in the ranges kept for examples: 555-01xx and .example."""
        area = "312" if self.place == "lakeside" else "212"
        return {
            "phone": f"+1{area}55501{number:02d}",
            "email": f"{self.first_name.lower()}.{self.last_name.lower()}@client.example" if self.by_email else "",
            "address": f"{number * 3} Sample Lane\nExampletown",
            "state": "IL" if self.place == "lakeside" else "NY",
            "time_zone": CHICAGO if self.place == "lakeside" else NEW_YORK,
            "preferred_contact": "email" if self.by_email else "phone",
        }


PEOPLE = (
    # Ada's
    Person("wren", "Wren", "Applegarth", "she/her", 37, times="Mornings"),
    Person("basil", "Basil", "Thornquist", "he/him", 61, times="Mornings, not Fridays"),
    Person("clementine", "Clementine", "Dray", "she/her", 66),
    Person("rowan", "Rowan", "Silverlake", "they/them", 24, times="After 1:00"),
    Person("posy", "Posy", "Winterbourne", "she/her", 32, times="While her mother can mind the baby"),
    Person("hugo", "Hugo", "Marrowby", "he/him", 45, times="Late afternoon"),
    Person("ottilie", "Ottilie", "Sandwright", "she/her", 58),
    Person("barnaby", "Barnaby", "Quillon", "he/him", 41, by_email=False, consents=("voicemail",)),
    Person(
        "tansy",
        "Tansy",
        "Fairweather",
        "she/her",
        15,
        times="After school",
        guardians=(("Linnet Fairweather", "Mother"), ("Jasper Fairweather", "Father")),
    ),
    Person("magnus", "Magnus", "Ferncastle", "he/him", 49),
    Person("isolde", "Isolde", "Larkmoor", "she/her", 53),
    Person("cosmo", "Cosmo", "Bramblewick", "he/him", 29, consents=()),
    # Ben's
    Person("dahlia", "Dahlia", "Stonecroft", "she/her", 34),
    Person("edmund", "Edmund", "Vellacroft", "he/him", 47),
    Person("fern", "Fern", "Oxenbury", "she/her", 27, times="Evenings"),
    Person("gideon", "Gideon", "Pennyworth-Ash", "he/him", 39),
    Person("hazel", "Hazel", "Thistledown", "she/her", 70, by_email=False, consents=("voicemail",)),
    Person("ivo", "Ivo", "Castlemere", "he/him", 31),
    # Sam's
    Person("juniper", "Juniper", "Vale", "she/her", 44),
    Person("kit", "Kit", "Hollowell", "they/them", 36),
    # Noa's
    Person("lavender", "Lavender", "Moss", "she/her", 52, place="lakeside"),
    Person("mortimer", "Mortimer", "Greaves-Lake", "he/him", 63, place="lakeside"),
    Person("nell", "Nell", "Harbinger", "she/her", 26, place="lakeside"),
    Person("orson", "Orson", "Tidewell", "he/him", 55, place="lakeside", consents=("voicemail",)),
    Person("petra", "Petra", "Snowfield", "she/her", 40, place="lakeside"),
    # Luis's
    Person("quincy", "Quincy", "Amberley-Rook", "he/him", 48, place="lakeside"),
    Person("rosamund", "Rosamund", "Pike-Willow", "she/her", 35, place="lakeside"),
    Person("silas", "Silas", "Undershaw", "he/him", 59, place="lakeside"),
    Person("thea", "Thea", "Crosswater", "she/her", 22, place="lakeside", times="Not Wednesdays"),
    # On their way in
    Person("ursula", "Ursula", "Bellweather", "she/her", 51, by_email=False, times="Evenings only"),
    Person("victor", "Victor", "Nightingale-Moor", "he/him", 33, times="Any weekday"),
    Person("willa", "Willa", "Copperfeather", "she/her", 28, times="Video, mornings"),
    Person("xander", "Xander", "Plumstead", "he/him", 43),
    Person("yarrow", "Yarrow", "Hedgely", "they/them", 30),
    Person("zinnia", "Zinnia", "Mapleton-Frost", "she/her", 56, times="Before noon"),
    Person("alder", "Alder", "Windlass", "he/him", 38),
    Person("briony", "Briony", "Cloudesley", "she/her", 46, times="Tuesdays or Thursdays"),
    Person("corin", "Corin", "Featherstow", "he/him", 64, place="lakeside"),
    Person("delphine", "Delphine", "Rookwood", "she/her", 25),
    Person("elias", "Elias", "Moonfleet", "he/him", 50),
    Person("flora", "Flora", "Candlewick", "she/her", 42),
)

BY_KEY = {person.key: person for person in PEOPLE}
