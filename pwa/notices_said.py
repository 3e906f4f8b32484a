"""What each notice says, as one sentence for its reader. The rooms know kinds and values, no words."""

from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup

from api.people.notices.queries import Told
from i18n.marking import N_
from i18n.translator import _
from pwa import notices_of_coming_in as coming_in
from pwa import notices_of_people as of_people
from pwa import notices_of_the_week as of_week


def _plain(text: str) -> Callable[[Told, Markup, bool, bool], str]:
    return lambda _told, name, _child, _own: _(text, name=name)


SENTENCES: Final[Mapping[str, Callable[[Told, Markup, bool, bool], str]]] = {
    "new_device": coming_in.new_device,
    "removal_asked": _plain(N_("Iemand vraagt of %(name)s nog meedoet. Kijk bij Mensen.")),
    "removal": of_people.removal,
    "stays": of_people.stays,
    "leaving": of_people.leaving,
    "away": of_people.away,
    "away_asked": _plain(N_("Vind je dat ook? Kijk bij Mensen, bij %(name)s.")),
    "away_child": of_people.away_child,
    "back": _plain(N_("%(name)s leest weer mee.")),
    "duty": of_people.duty,
    "duty_open": of_people.duty_open,
    "ward_alone": _plain(N_("%(name)s heeft straks geen veilige persoon. Zoek samen iemand.")),
    "stand_in": _plain(N_("Je bent nu een veilige persoon van %(name)s.")),
    "stand_in_over": _plain(N_("Je bent geen veilige persoon meer van %(name)s.")),
    "stand_in_named": _plain(
        N_("%(name)s kreeg een andere veilige persoon. Praat samen: is dat goed?")
    ),
    "person_new": of_people.person_new,
    "person_over": _plain(
        N_("%(name)s heeft nu een andere veilige persoon. Dat mag altijd. Dank voor je hulp.")
    ),
    "ring_asked": of_people.ring_asked,
    "not_me": coming_in.not_me,
    "device_away": coming_in.device_away,
    "used_twice": coming_in.used_twice,
    "spoken_too": coming_in.spoken_too,
    "recovered": coming_in.recovered,
    "phone_asked": _plain(
        N_("%(name)s vroeg een nieuwe telefoon. Misschien moest dat. Vraag rustig hoe het gaat.")
    ),
    "apart": of_people.apart,
    "stood_still": of_people.stood_still,
    "house_goes": of_people.house_goes,
    "house_stays": of_people.house_stays,
    "passkey_on": coming_in.passkey_on,
    "nobody_left": of_people.nobody_left,
    "stands_in": _plain(N_("%(name)s is een tijd weg. Jij komt dan, als iemand je nodig heeft.")),
    "book_asked": _plain(N_("%(name)s vraagt je om mee te lezen in een boek.")),
    "book_again": _plain(
        N_("%(name)s veranderde een bladzijde van een boek. Vind jij het nog goed?")
    ),
    "thing_seen": _plain(N_("Iemand zag iets bij %(name)s. Vraag vandaag rustig hoe het gaat.")),
    "thing_gone": _plain(
        N_("Het ding van %(name)s staat niet meer in de kamer. Kies samen een ander ding.")
    ),
    "thing_chosen": _plain(N_("%(name)s koos een ding voor de kamer. Kijk bij Mensen welk ding.")),
    "out_of_reach": coming_in.out_of_reach,
    "plan_open": _plain(N_("%(name)s deed iets in het plan. Wie doet dit nu? Kijk bij Plan.")),
    "week_yes": of_week.week_yes,
    "week_no": of_week.week_no,
    "week_off": of_week.week_off,
    "book_moved": of_week.book_moved,
    "meeting_asked": _plain(N_("Kom jij samen praten? Kies welke dag jij kunt.")),
    "meeting_day": _plain(N_("Er is een dag om samen te praten. Kom jij ook?")),
    "meeting_moved": _plain(N_("Samen praten is nu op een andere plek. Kijk waar.")),
    "meeting_soon": _plain(N_("Jullie praten bijna samen. Kijk hoe laat, en neem iets mee.")),
    "met_without": _plain(N_("%(name)s praatte samen met anderen. Lees wat ze afspraken.")),
    "meeting_off": _plain(N_("Samen praten gaat deze keer niet door.")),
    "path_check": _plain(
        N_("Kijk samen of jullie plan nog klopt. Het staat bij Als het weer misgaat.")
    ),
    "sharing_asked": of_people.sharing_asked,
    "sharing_ends": of_people.sharing_ends,
    "sharing_over": of_people.sharing_over,
    "erasing": of_people.erasing,
    "erasing_off": _plain(N_("%(name)s blijft meedoen. Alles blijft staan.")),
    "looks_not": _plain(N_("%(name)s kijkt een tijd niet mee. Wie kijkt nu? Kijk bij Plan.")),
    "reads_along": of_people.reads_along,
    "along_device": _plain(
        N_(
            "%(name)s heeft een nieuw toestel. Spreek eerst met %(name)s. Tot dan leest er niemand "
            "mee op die plek. Kijk bij Meer, bij Wie leest mee."
        )
    ),
}
