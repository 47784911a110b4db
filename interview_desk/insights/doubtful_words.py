"""The words that the wording check points at, in English and German, and what it suggests instead.

Whole words, in any case. The lists are narrow on purpose: race conditions, child processes, old windows and rejected
requests are what interviews are about, and a check that cries wolf is switched off.
"""

from __future__ import annotations

from typing import Final

from interview_desk.domain.events import WordingConcern

_FIT = "say what was observed, and which row of the rubric it belongs to"
_TRAIT = "leave it out: it has no bearing on the work that was seen"
_DECISION = "leave the decision out; it goes in a letter of its own"
_VERDICT = "say what was done or said, when, and what came of it"

LISTS: Final[tuple[tuple[WordingConcern, tuple[str, ...], str], ...]] = (
    (
        "fit",
        (
            "(?:cultur(?:e|al)|team|good|great|poor|bad|not a|right|perfect|natural) fit",
            "(?:a )?fit (?:for|with) (?:us|our (?:team|culture|company)|the (?:team|culture|company))",
            "fits? in(?: with (?:us|the team))",
            "one of us",
            r"likeab\w+",
            "chemistry",
        ),
        _FIT,
    ),
    (
        "fit",
        (
            r"pass(?:t|en|te|ten) (?:\w+ ){0,3}(?:ins|in das|in unser|zum|zu unserem) Team",
            r"pass(?:t|en|te|ten) (?:\w+ ){0,3}(?:zu uns|zu unserer Kultur)",
            "(?:in unser|ins|zu unserem) Team (?:passen|passt|gepasst)",
            "(?:cultural|culture|team)[- ]?fit",
            r"sympathi\w+",
            "die Chemie(?: stimmt)?",
            "eine[rs]? von uns",
        ),
        _FIT,
    ),
    (
        "trait",
        (
            "(?:you(?:['’]re| are| look| seem)|for someone) (?:(?:too|very|quite|rather|so) )?(?:old|young)(?:er)?",
            "(?:at|for|of) your age|overqualified|energetic (?:young|for)",
            "(?:your|their|his|her) (?:age|accent|health(?! check)|family|kids|children|religion|husband|wife)",
            "(?:your|their|his|her) (?:origins|culture|faith|disability|looks)",
            "where you (?:are|come) from|country of origin",
            "elderly|youthful|digital native|recent graduate",
            "(?:fe)?male|wom[ae]n|as a (?:man|mother|father|parent)|girls?|lady|ladies|gender",
            r"married|pregnan\w+|maternity|paternity leave|childcare",
            "(?:native|non-native) speaker|mother tongue|foreigners?|nationality",
            r"immigra(?:nt|tion)\w*|ethnic\w*|racial",
            "(?:heavy|strong|thick|foreign|slight) accent",
            "religious|muslim|christian|jewish|hindu|headscarf",
            r"illness|autis\w+|adhd|stutter\w*|disab(?:led|ility) (?:person|candidate)|wheelchair|chronically ill",
            "attractive (?:person|man|woman)",
        ),
        _TRAIT,
    ),
    (
        "trait",
        (
            "(?:Sie (?:sind|wirken|scheinen)|dafür) (?:(?:zu|sehr|recht|noch|schon) )*(?:alt|jung|älter|jünger)",
            "(?:Ihr|in Ihrem|für Ihr) Alter|überqualifiziert|jugendlich",
            "Ihr(?:e[mnr]?)? (?:Akzent|Gesundheit|Familie|Kindern?|Religion|Glauben?|Herkunft)",
            "Ihr(?:e[mnr]?)? (?:Mann|Frau|Aussehen|Heimat|Behinderung|Hautfarbe)",
            "als (?:Frau|Mann|Mutter|Vater|Elternteil)|weiblich|männlich|Geschlecht",
            r"verheiratet|schwanger\w*|Mutterschutz|Elternzeit|Kinderbetreuung",
            r"Muttersprach\w+|Ausländer\w*|Nationalität|Staatsangehörigkeit|Migrationshintergrund|ethnisch\w*|Rasse",
            "(?:starker|starkem|starken|leichter|leichtem|fremder|ausländischer) Akzent",
            r"religiös\w*|muslim\w*|christlich\w*|jüdisch\w*|hinduistisch\w*|Kopftuch",
            r"Krankheit|krankheitsbedingt|Autis\w+|ADHS|stotter\w*|behindert\w*|Rollstuhl|chronisch krank",
        ),
        _TRAIT,
    ),
    (
        "decision",
        (
            "you (?:are|were|have been) (?:rejected|declined|turned down|hired|selected)",
            "(?:reject|decline|hire|advance) you(?:r application)?",
            "hir(?:e|ing) decision|(?:job|an) offer|next (?:interview )?round|we regret|(?:not|strong) advance",
            "(?:pass|fail)(?:ed)? (?:the|this|your) (?:interview|round)",
            r"move (?:you )?forward|(?:not|won['’]t) (?:be )?proceed\w*",
        ),
        _DECISION,
    ),
    (
        "decision",
        (
            r"(?:Sie|Ihnen|Ihre Bewerbung) (?:\w+ )?(?:ablehnen|abgelehnt|absagen|abgesagt|einstellen|eingestellt)",
            "Sie (?:sind|werden|wurden) (?:abgelehnt|eingestellt|ausgewählt)",
            "Absage|Zusage|(?:Job|Stellen)angebot|nächsten? (?:Interview)?runde|leider (?:müssen|können) wir",
            "(?:das|dieses|Ihr) (?:Interview|Gespräch) (?:nicht )?bestanden|durchgefallen",
            r"nicht weiter(?:zu)?verfolg\w+",
        ),
        _DECISION,
    ),
    (
        "verdict",
        (
            r"you (?:are|were|seem(?:ed)?)(?: \w+){0,2} (?:smart|brilliant|gifted|talented|excellent|great|good)",
            r"you (?:are|were|seem(?:ed)?)(?: \w+){0,2} (?:weak|bad|poor|lazy|slow|stupid|mediocre|nervous|arrogant)",
            "(?:great|good|nice|poor|bad|weak) (?:job|work|performance)",
            "rock ?star|ninja|lacks? (?:passion|drive|motivation|confidence)|terrible|awful|hopeless",
        ),
        _VERDICT,
    ),
    (
        "verdict",
        (
            r"Sie (?:sind|waren|wirkt?en|schienen)(?: \w+){0,2} (?:klug|brillant|begabt|talentiert|gut|toll|clever)",
            r"Sie (?:sind|waren|wirkt?en|schienen)(?: \w+){0,2} (?:schwach|schlecht|faul|langsam|dumm|arrogant)",
            r"Sie (?:sind|waren|wirkt?en|schienen)(?: \w+){0,2} (?:hervorragend|mittelmäßig|nervös|unsicher)",
            "(?:tolle|gute|starke|schwache|schlechte|super) (?:Arbeit|Leistung)|gut gemacht",
            "(?:fehlte?|mangelte?) (?:es )?(?:Ihnen )?(?:an )?(?:Leidenschaft|Antrieb|Motivation|Selbstvertrauen)",
            "hoffnungslos|furchtbar|katastrophal",
        ),
        _VERDICT,
    ),
)
