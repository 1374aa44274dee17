"""Who holds which office or position, where, and whether still: from titles beside names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from incidentgraph.extract.rules.appositions import holder, objects
from incidentgraph.extract.rules.bystanders import is_channel
from incidentgraph.extract.rules.lexicon import Cue
from incidentgraph.extract.rules.notes import Notes
from incidentgraph.extract.rules.reach import BESIDE, CLAUSE, CLOSE, SENTENCE
from incidentgraph.extract.rules.relations import last_named
from incidentgraph.extract.rules.scene import Named, Scene
from incidentgraph.extract.rules.story import Story
from incidentgraph.languages import Language
from incidentgraph.languages.folding import fold_text
from incidentgraph.model import Name, NodeId, Ref, Role, RoleStatus

_BODIES = {
    "PoliticalRole": ("GovernmentBody", "Organization", "Country", "City", "Region"),
    "CorporateRole": ("Company", "Organization", "Service", "MediaOutlet", "GovernmentBody"),
    "Role": ("Organization", "GovernmentBody", "Company", "MediaOutlet"),
}
_PLACES = ("Country", "City", "Region", "Place")
_AMBIGUOUS = frozenset({"president", "vice president", "director", "adviser"})  # titles of states and companies alike
_VERBAL = frozenset({"head of agency", "role"})  # told by a verb or noun of doing, not by a title before a name
_OF = frozenset({"of", "for", "at", "de", "du", "des", "d"})
_THE = frozenset({"the", "a", "an", "la", "le", "les", "l", "un", "une"})
_BY = frozenset({"by", "par"})
_UNBOUND = frozenset(
    {"analyst", "head", "professor"}
)  # titles that a text gives to people of other houses than its topic's
_CHIEFS = frozenset({"chief executive officer", "chairperson", "president"})
_NATIONAL = frozenset({"government spokesperson", "monarch"})  # one country's, named or not
_OF_STATE = frozenset({"president", "prime minister", "vice president"})
_OF_TOWN = frozenset({"mayor", "deputy mayor"})
_OF_GOVERNMENT = frozenset({"minister", "deputy minister"})


def note_roles(
    scene: Scene, story: Story, notes: Notes, roles: dict[NodeId, Role], earlier: Sequence[Scene] = ()
) -> None:
    """Note the roles that a sentence tells of; their nodes are added to `roles`.

    `earlier` are the sentences before it: "its chief executive" is that of whom they speak.
    """
    before: tuple[Cue, list[NodeId]] | None = None
    for cue in scene.of("role"):
        kind, _, title = cue.kind.partition(".")
        if _word_at(scene, cue.last + 1) == "s" or _serves(scene, cue):
            continue  # "the prime minister's adviser", *le porte-parole du ministre*: the office of another
        if title in _VERBAL and not _names_office(scene, cue):
            person, bodies = _doer(scene, cue), _bodies_of_doing(scene, cue, title)
        else:
            person = holder(scene, cue.first, cue.last)
            if title == "head" and person and person.first > cue.last + 1 and not scene.verb_first:
                person = None  # "the chief concern at X, Y said"
            bodies = _bodies(scene, cue, person, story)
            if person and not bodies:
                bodies = _implied(scene, cue, earlier, story)
        if not bodies and before and kind == "PoliticalRole" and 0 < cue.first - before[0].last <= BESIDE:
            bodies = before[1]  # "Ukraine's deputy prime minister and minister of defence"
        before = (cue, bodies)
        if person is None or (not bodies and (title in _VERBAL | _UNBOUND or kind == "CorporateRole")):
            continue
        homes: list[NodeId | None] = [*bodies] or [None]
        for body in homes:
            role = _role(kind, title, body, story)
            roles.setdefault(role.id, role)
            notes.add(person.entity, "holdsRole", Ref(role.id), scene, role_status=_status(scene, cue, title, person))


def _implied(scene: Scene, cue: Cue, earlier: Sequence[Scene], story: Story) -> list[NodeId]:
    """The body of a title that names none: that of "its", the company or the town that the text is about."""
    kind, _, title = cue.kind.partition(".")
    if kind == "PoliticalRole" and title not in _AMBIGUOUS:
        if title in _OF_TOWN and not _elsewhere(scene, cue):
            return _town(scene, cue, earlier, story)
        return []  # a minister whose country the article does not tell is of none
    if _possessed(scene, cue) and (kind == "Role" or not story.topic or _spoken_of(scene, cue, kind, earlier[-1:])):
        found = [_employer(n, title, story) for n in _spoken_of(scene, cue, kind, earlier)]
        if found:
            return found
    if _may_be_understood(scene, cue, kind, title):
        return _understood(scene, cue, last_named(earlier, ("Company",)), story)
    return []


def _town(scene: Scene, cue: Cue, earlier: Sequence[Scene], story: Story) -> list[NodeId]:
    """The town of a mayor, or its town hall: the last one named, else the only one of the article."""
    halls = tuple(scene.language.table("syntax").get("town_halls", ()))

    def towns(place: Scene) -> list[Named]:
        bodies = [n for n in place.names("City", "GovernmentBody") if not n.anaphor]
        return [n for n in bodies if n.kind == "City" or place.tokens[n.first].text in halls]

    names = [n for n in towns(scene) if n.last < cue.first] or [n for s in earlier for n in towns(s)]
    known = {n.entity for s in story.scenes for n in towns(s)}
    return [names[-1].entity] if names else ([*known] if len(known) == 1 else [])


def _elsewhere(scene: Scene, cue: Cue) -> bool:
    """Whether a title is said to be of something that is not named: "mayor of the town"."""
    return _word_at(scene, cue.last + 1) in _OF and _word_at(scene, cue.last + 2) not in _THE


def _serves(scene: Scene, cue: Cue) -> bool:
    """Whether a title is only whom another one serves: *le directeur de cabinet du préfet*."""
    at = cue.first - 1
    at -= _word_at(scene, at) in _THE
    served = _word_at(scene, at) in _OF and not scene.verb_first
    return served and any(c.last == at - 1 and c.kind != cue.kind for c in scene.of("role"))


def _may_be_understood(scene: Scene, cue: Cue, kind: str, title: str) -> bool:
    """Whether a title without a body may be one of the company spoken of: it is not said to be another's."""
    if title in _UNBOUND or (kind != "CorporateRole" and title != "vice president"):
        return False
    elsewhere = _word_at(scene, cue.last + 1) in _OF and _word_at(scene, cue.last + 2) in _THE
    # «المدير العام للبورصة»: of a body that is no company
    elsewhere = elsewhere or any(c.first == cue.last + 1 and c.kind != "Company" for c in scene.of("anaphor"))
    return not elsewhere and _word_at(scene, cue.first - 1) != "s"


def _word_at(scene: Scene, index: int) -> str:
    return scene.tokens[index].text if 0 <= index < len(scene.tokens) else ""


def _possessed(scene: Scene, cue: Cue) -> bool:
    """Whether a title is somebody's by a pronoun: "its chief executive", «رئيسها التنفيذي»."""
    syntax = scene.language.table("syntax")
    before = scene.tokens[cue.first - 1].text if cue.first else ""
    endings = tuple(syntax.get("possessive_suffix", ()))
    titles = scene.tokens[cue.first : cue.last + 1]
    return before in syntax.get("possessive", ()) or bool(endings and any(t.text.endswith(endings) for t in titles))


def _spoken_of(scene: Scene, cue: Cue, kind: str, earlier: Sequence[Scene]) -> list[Named]:
    """The body that a pronoun stands for: the last one named before it here, else the subject of the last sentence."""
    here = [n for n in scene.names(*_BODIES[kind]) if n.last < cue.first and _may_employ(scene, n)]
    if here:
        return here[-1:]
    before = ([n for n in s.names(*_BODIES[kind]) if not n.anaphor and _may_employ(s, n)] for s in reversed(earlier))
    return next((found[:1] for found in before if found), [])


def _may_employ(scene: Scene, name: Named) -> bool:
    """Whether a name is no mere channel of what is said, nor who it is said to."""
    return scene.before(scene.of("channel", "via"), name.first, BESIDE) is None and not is_channel(scene, name)


def _understood(scene: Scene, cue: Cue, company: Named | None, story: Story) -> list[NodeId]:
    """The company that a title without one belongs to: one named before it here, else the article's, else the last."""
    here = [n.entity for n in scene.names("Company") if n.last < cue.first]
    last = company.entity if company else None
    house = None if _possessed(scene, cue) else story.house
    employer = here[-1] if here else story.topic or house or last
    return [employer] if employer else []


def _names_office(scene: Scene, cue: Cue) -> bool:
    """Whether a cue of doing is a title after all, which stands beside its holder: «رئيس الهيئة», but not «يرأس»."""
    offices = scene.language.table("syntax").get("offices", ())
    return any(form in offices for form in scene.tokens[cue.first].forms)


def _doer(scene: Scene, cue: Cue) -> Named | None:
    """Who does what a verb of office tells: named right behind it, else the subject, which is the first one named."""
    people = [n for n in scene.names("Person") if abs(n.first - cue.first) <= 2 * SENTENCE]
    left = [n for n in people if n.first < cue.first]
    right = [n for n in people if 0 < n.first - cue.last <= BESIDE]
    return right[0] if right else (left[0] if left else None)


def _bodies_of_doing(scene: Scene, cue: Cue, title: str) -> list[NodeId]:
    whose = _whose(scene, cue, ("GovernmentBody",))
    if whose:
        return [whose[0].entity]
    near = [n for n in scene.names("GovernmentBody") if -SENTENCE <= n.first - cue.last <= SENTENCE]
    near.sort(key=lambda n: (n.first < cue.first, abs(n.first - cue.first)))
    if near or title != "head of agency":
        return [n.entity for n in near[:1]]
    firms = [n for n in scene.names("Company", "Organization") if not n.anaphor]
    led = [n for n in firms if 0 < n.first - cue.last <= BESIDE]
    if not led and scene.tokens[cue.last].text in _BY:  # the passive: what is led is named before
        led = [n for n in firms if 0 < cue.first - n.last <= SENTENCE][:1]
    return [n.entity for n in led[:1]]


def _bodies(scene: Scene, cue: Cue, person: Named | None, story: Story) -> list[NodeId]:
    kind, _, title = cue.kind.partition(".")
    kinds = _BODIES[kind] + (_BODIES["CorporateRole"] if title in _AMBIGUOUS else ())
    country = demonym_near(scene, cue.first, cue.last, wide=title == "adviser")
    if country and cue.kind.startswith("PoliticalRole"):
        return [country]
    found = _whose(scene, cue, kinds) or _seated(scene, cue, kinds)
    found = found or objects(scene, cue.first, cue.last, kinds, person)
    if person and not found:
        found = _behind(scene, cue, person, kinds)
    if not found and person and kind == "PoliticalRole" and title in _OF_STATE | _OF_GOVERNMENT:
        home = _ministry(scene, cue, story) or story.dictionary.country(person.entity)
        return [home] if home else []
    if not found and person and kind == "PoliticalRole" and title in _NATIONAL and story.home:
        return [story.home]
    return list(dict.fromkeys(_employer(n, title, story) for n in found))


def _ministry(scene: Scene, cue: Cue, story: Story) -> NodeId | None:
    """The ministry of an article that a minister's title speaks of: «وزيرة التربية» where «وزارة التربية» is named."""
    words = scene.language.table("syntax").get("ministry", ())
    if not words or cue.first + 1 >= len(scene.tokens):
        return None
    opening = f"{fold_text(words[0])} {_word_at(scene, cue.first + 1)}"
    bodies = [e for e in story.entities.values() if e.kind == "GovernmentBody"]
    found = {e.id for e in bodies for n in e.labels if f"{fold_text(n.text)} ".startswith(f"{opening} ")}
    return found.pop() if len(found) == 1 else None


def _whose(scene: Scene, cue: Cue, kinds: tuple[str, ...]) -> list[Named]:
    """The body of a relative clause: "Tesla, of which he is the chief", *Tesla, dont il est le directeur général*."""
    relative = scene.before(scene.of("whose"), cue.first, 4)
    names = [n for n in scene.names(*kinds) if relative and 0 < relative.first - n.last <= CLOSE and not n.anaphor]
    return names[-1:]


def _seated(scene: Scene, cue: Cue, kinds: tuple[str, ...]) -> list[Named]:
    """The body behind where it has its seat: "president of Dayton, Ohio-based X"."""
    based = next((c for c in scene.of("based") if 0 < c.first - cue.last <= CLAUSE), None)
    if based is None or _word_at(scene, cue.last + 1) not in _OF:
        return []
    return [n for n in scene.names(*kinds) if 0 < n.first - based.last <= BESIDE and n.kind not in _PLACES][:1]


def _behind(scene: Scene, cue: Cue, person: Named, kinds: tuple[str, ...]) -> list[Named]:
    """The body of "chief Y of X": directly behind a name that follows its title."""
    if person.first < cue.first:
        return []
    closing = {",", *scene.language.table("syntax").get("complementizer", ())}
    return [
        n
        for n in scene.names(*kinds)
        if 0 < n.first - person.last <= BESIDE and closing.isdisjoint(scene.words_between(person.last, n.first))
    ][:1]


def _employer(name: Named, title: str, story: Story) -> NodeId:
    """People work for companies: for a service it is the company of that name, or the one that runs it.

    What has a chief of its own is a company of its own, whoever owns it.
    """
    if name.kind != "Service":
        return name.entity
    namesake = NodeId(name.entity.replace("service/", "company/", 1))
    operator = story.operator(name.entity)
    known = operator and operator in story.dictionary.entities and namesake not in story.dictionary.entities
    return operator if operator and known and title not in _CHIEFS else story.firm(name.entity)


@lru_cache(maxsize=32)
def _demonyms(language: Language) -> tuple[tuple[re.Pattern[str], NodeId], ...]:
    table = language.table("demonyms")
    return tuple(
        (
            re.compile(
                "|".join(re.escape(fold_text(s).rstrip("*")) + (r"\w*" if s.endswith("*") else "") for s in stems)
            ),
            NodeId(place),
        )
        for place, stems in sorted(table.items())
    )


def demonym_near(scene: Scene, first: int, last: int, *, wide: bool = False) -> NodeId | None:
    """The country of an adjective beside a title: "US president", *président américain*, «الرئيس الأميركي»."""
    reach = 5 if wide else 3
    while scene.verb_first and last + reach < len(scene.tokens) and _goes_on(scene.tokens[last + reach - 1].text):
        reach += 1  # «وزير الاتصالات وتكنولوجيا المعلومات *الفلسطيني*»
    for index in (*range(last + 1, last + reach), first - 1):
        if 0 <= index < len(scene.tokens):
            place = _country_of(scene.tokens[index].forms, scene.language)
            if place is not None:
                return place
    return None


def _goes_on(word: str) -> bool:
    return word.startswith(("ال", "و"))


@lru_cache(maxsize=1 << 14)
def _country_of(forms: tuple[str, ...], language: Language) -> NodeId | None:
    """The country that a word is an adjective of."""
    found = (place for pattern, place in _demonyms(language) if any(map(pattern.fullmatch, forms)))
    return next(found, None)


def _role(kind: str, title: str, body: NodeId | None, story: Story) -> Role:
    kind = _kind(kind, title, body, story)
    slug = title.replace(" ", "-") + (f"-{body.partition('/')[2]}" if body else "")
    prefix = {"PoliticalRole": "political", "CorporateRole": "corporate"}.get(kind, "other")
    return Role(NodeId(f"role/{prefix}-{slug}"), kind, Name(title, "en"), body)


def _kind(kind: str, title: str, body: NodeId | None, story: Story) -> str:
    """The kind of an office by where it is held.

    A spokesperson of a ministry holds a political one, its director neither a political nor a corporate one.
    """
    if body is None:
        return kind
    if body.startswith(("company/", "service/")) or _is_private(body, story):
        return "CorporateRole" if title in _AMBIGUOUS | {"member of parliament", "head of agency"} else kind
    entity = story.entities.get(body) or story.dictionary.entities.get(body)
    if kind == "CorporateRole" and entity is not None and entity.kind in {"GovernmentBody", "Country"}:
        return "PoliticalRole" if title == "spokesperson" else "Role"
    return kind


def _is_private(body: NodeId, story: Story) -> bool:
    entity = story.entities.get(body) or story.dictionary.entities.get(body)
    return entity is not None and entity.kind in {"Organization", "MediaOutlet", "Company"}


def _status(scene: Scene, cue: Cue, title: str, person: Named) -> RoleStatus:
    low, high = min(cue.first, person.first) - CLOSE, max(cue.last, person.first) + 1
    for status in scene.of("role_status"):
        if title in _VERBAL and status.kind == "Ending":
            return RoleStatus.ENDING
        beside = abs(status.first - cue.last) <= CLOSE or abs(cue.first - status.last) <= CLOSE
        if low <= status.first <= high and beside and status.kind != "Ending":
            return RoleStatus(status.kind)
        if status.kind == "Ending" and status.first == cue.last + 1:  # an adjective: "the outgoing"
            return RoleStatus.ENDING
    return RoleStatus.CURRENT
