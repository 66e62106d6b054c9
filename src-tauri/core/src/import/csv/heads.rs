//! What the heads of columns mean, in the words of the programs that write them.

use super::columns::Meaning;

/// What a head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub meaning: Meaning,
    pub label: String,
    pub group: String,
}

/// A head in lower case, its words apart by one space.
pub(super) fn plain(head: &str) -> String {
    let words = head.to_lowercase().replace("e-mail", "email").replace('_', " ");
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Heads that say it all, English first, then what German, French and Spanish programs write.
const HEADS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Name,
        &[
            "name",
            "full name",
            "display name",
            "contact name",
            "person",
            "colleague",
            "who",
            "anzeigename",
            "vollständiger name",
            "nom complet",
            "nombre completo",
            "nom affiché",
            "nom",
            "nombre",
            "nome",
            "full legal name",
            "employee name",
            "employee",
            "mitarbeiter",
            "vollname",
            "kontakt",
        ],
    ),
    (
        Meaning::First,
        &[
            "first name",
            "given name",
            "first",
            "forename",
            "vorname",
            "prénom",
            "prenom",
            "voornaam",
            "rufname",
            "imię",
        ],
    ),
    (
        Meaning::Middle,
        &[
            "middle name",
            "additional name",
            "middle",
            "weitere vornamen",
            "zweiter vorname",
            "deuxième prénom",
            "segundo nombre",
            "middle initial",
        ],
    ),
    (
        Meaning::Last,
        &[
            "last name",
            "family name",
            "surname",
            "last",
            "nachname",
            "apellido",
            "apellidos",
            "nom de famille",
            "familienname",
            "zuname",
            "cognome",
            "achternaam",
            "sobrenome",
            "nom de famille ou nom",
        ],
    ),
    (Meaning::Prefix, &["name prefix", "prefix", "anrede", "tratamiento", "civilité", "name prefix title"]),
    (Meaning::Suffix, &["name suffix", "suffix", "suffixe", "sufijo"]),
    (
        Meaning::Called,
        &[
            "nickname",
            "nick name",
            "called",
            "preferred name",
            "spitzname",
            "surnom",
            "apodo",
            "rufname oder spitzname",
            "preferred first name",
            "known as",
            "bijnaam",
        ],
    ),
    (
        Meaning::Pronunciation,
        &["pronunciation", "phonetic name", "phonetic first name", "given name yomi", "given yomi"],
    ),
    (Meaning::Pronouns, &["pronouns", "pronomen", "pronoms"]),
    (
        Meaning::Role,
        &[
            "job title",
            "title",
            "role",
            "position",
            "organization title",
            "job",
            "occupation",
            "berufsbezeichnung",
            "fonction",
            "cargo",
            "puesto",
            "titre",
            "profession",
            "functie",
            "beruf",
            "stelle",
            "rolle",
            "mansione",
        ],
    ),
    (
        Meaning::Team,
        &["department", "team", "organization department", "abteilung", "service", "departamento"],
    ),
    (
        Meaning::Organisation,
        &[
            "company",
            "organization",
            "organisation",
            "organization name",
            "company name",
            "employer",
            "firma",
            "organisation name",
            "société",
            "entreprise",
            "empresa",
            "organization 1 department",
            "équipe",
            "afdeling",
            "abteilung team",
            "reparto",
            "bedrijf",
            "azienda",
            "organización",
            "unternehmen",
            "arbeitgeber",
        ],
    ),
    (Meaning::Place, &["location", "place", "office location", "office", "standort", "lieu", "ubicación"]),
    (Meaning::City, &["city", "work city", "business city", "ort", "stadt", "ville", "ciudad"]),
    (
        Meaning::Country,
        &[
            "country",
            "work country",
            "business country",
            "business country region",
            "land",
            "pays",
            "país",
            "country region",
        ],
    ),
    (Meaning::Zone, &["time zone", "timezone", "zone", "zeitzone"]),
    (
        Meaning::StartDate,
        &[
            "start date",
            "hire date",
            "joined",
            "join date",
            "date joined",
            "started",
            "work anniversary",
            "eintrittsdatum",
        ],
    ),
    (
        Meaning::Birthday,
        &[
            "birthday",
            "birth date",
            "date of birth",
            "birthdate",
            "dob",
            "geburtstag",
            "geburtsdatum",
            "anniversaire",
            "date de naissance",
            "cumpleaños",
            "fecha de nacimiento",
            "verjaardag",
            "compleanno",
            "aniversário",
            "date of birth dob",
        ],
    ),
    (Meaning::BirthYear, &["birth year"]),
    (Meaning::BirthMonth, &["birth month"]),
    (Meaning::BirthDay, &["birth day"]),
    (
        Meaning::Email,
        &[
            "email",
            "email address",
            "mail",
            "email addresses",
            "primary email",
            "work email",
            "home email",
            "secondary email",
            "email 2 address",
            "email 3 address",
            "correo",
            "correo electrónico",
            "courriel",
            "adresse email",
            "email adresse",
            "personal email",
            "private email",
            "other email",
            "indirizzo posta elettronica",
            "emailadres",
            "endereço de email",
            "primäre email adresse",
            "sekundäre email adresse",
            "adresse électronique",
        ],
    ),
    (
        Meaning::Phone,
        &[
            "phone",
            "phone number",
            "mobile",
            "mobile phone",
            "mobile number",
            "business phone",
            "business phone 2",
            "home phone",
            "home phone 2",
            "work phone",
            "primary phone",
            "other phone",
            "cell phone",
            "cell",
            "company main phone",
            "car phone",
            "assistant s phone",
            "fax number",
            "business fax",
            "home fax",
            "pager",
            "pager number",
            "telephone",
            "telefon",
            "mobiltelefon",
            "handy",
            "téléphone",
            "portable",
            "teléfono",
            "móvil",
            "business fax number",
        ],
    ),
    (
        Meaning::Handle,
        &["screen name", "im address", "handle", "skype", "slack", "twitter", "github", "matrix", "mastodon"],
    ),
    (
        Meaning::Url,
        &[
            "url",
            "website",
            "web page",
            "web page 1",
            "web page 2",
            "homepage",
            "linkedin",
            "linkedin url",
            "profile url",
            "personal web page",
            "webseite",
            "page web",
            "página web",
            "sito web",
            "internetadresse",
        ],
    ),
    (
        Meaning::Tags,
        &[
            "tags",
            "labels",
            "categories",
            "group membership",
            "groups",
            "kategorien",
            "category",
            "catégories",
            "categorías",
            "stichwörter",
            "étiquettes",
        ],
    ),
    (
        Meaning::Notes,
        &[
            "notes",
            "note",
            "comments",
            "notizen",
            "comment",
            "notas",
            "remarks",
            "notities",
            "bemerkungen",
            "anmerkungen",
            "remarques",
            "observaciones",
        ],
    ),
    (Meaning::Connected, &["connected on"]),
    (Meaning::OtherTeams, &["other teams"]),
    (Meaning::Circle, &["nod circle"]),
    (Meaning::Rhythm, &["rhythm in days"]),
];

/// What a head means, if it is known.
pub(super) fn meaning(head: &str) -> Option<Head> {
    let head = plain(head);
    if head.is_empty() || head.len() > 80 {
        return None;
    }
    if let Some((meaning, _)) = HEADS.iter().find(|(_, known)| known.contains(&head.as_str())) {
        return Some(Head { meaning: *meaning, label: label(*meaning, &head), group: String::new() });
    }
    numbered(&head).or_else(|| by_words(&head))
}

/// What makes a head one of an address, a number, a city or a country in the languages Outlook and Thunderbird write.
const KINDS: &[(Meaning, &[&str])] = &[
    (Meaning::Email, &["email", "mail", "messagerie", "courriel", "correo", "emailadresse", "emailadres"]),
    (
        Meaning::Phone,
        &[
            "phone",
            "telephone",
            "tel",
            "telefon",
            "téléphone",
            "tél",
            "teléfono",
            "telefono",
            "telefoon",
            "telefone",
            "mobile",
            "mobil",
            "mobiltelefon",
            "handy",
            "portable",
            "móvil",
            "cellulare",
            "celular",
            "fax",
            "telefax",
            "télécopie",
            "pager",
        ],
    ),
    (Meaning::City, &["city", "ort", "stadt", "ville", "ciudad", "città", "plaats", "cidade"]),
    (Meaning::Country, &["country", "land", "pays", "país", "paese"]),
];
const AT_WORK: &[&str] = &[
    "work",
    "business",
    "company",
    "office",
    "geschäftlich",
    "dienstlich",
    "firma",
    "büro",
    "bureau",
    "professionnel",
    "trabajo",
    "ufficio",
    "zakelijk",
    "trabalho",
];
const AT_HOME: &[&str] = &[
    "home",
    "personal",
    "private",
    "privat",
    "domicile",
    "personnel",
    "particular",
    "casa",
    "thuis",
    "privé",
];
const ELSEWHERE: &[&str] = &["other", "weiteres", "weitere", "andere", "autre", "otro", "otra"];
/// Words that may stand in such a head without changing what it says.
const FILLING: &[&str] = &[
    "adresse",
    "address",
    "adres",
    "dirección",
    "indirizzo",
    "de",
    "del",
    "électronique",
    "electrónico",
    "elettronica",
    "posta",
    "region",
    "région",
    "región",
    "number",
    "nr",
    "nummer",
    "numéro",
    "número",
    "primary",
    "secondary",
    "main",
    "primäre",
    "sekundäre",
    "le",
    "la",
    "1",
    "2",
    "3",
    "4",
];

/// A head of several words, all of which are known: `Telefon geschäftlich 2`, `Adresse de messagerie 2`.
fn by_words(head: &str) -> Option<Head> {
    let words: Vec<&str> = head.split(' ').collect();
    let meaning = KINDS.iter().find(|(_, kind)| words.iter().any(|word| kind.contains(word)))?.0;
    let of_kind = |word: &&str| KINDS.iter().any(|(other, kind)| *other == meaning && kind.contains(word));
    let known = |word: &&str| [AT_WORK, AT_HOME, ELSEWHERE, FILLING].iter().any(|list| list.contains(word));
    if !words.iter().all(|word| of_kind(word) || known(word)) {
        return None;
    }
    Some(Head { meaning, label: label(meaning, head), group: String::new() })
}

/// What a contact's head says of it: "work", "mobile", "home fax".
fn label(meaning: Meaning, head: &str) -> String {
    if meaning == Meaning::Handle {
        let service =
            ["skype", "slack", "twitter", "github", "matrix", "mastodon"].into_iter().find(|s| *s == head);
        return service.map_or_else(String::new, |service| {
            let mut letters = service.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        });
    }
    if head.contains("linkedin") {
        return "LinkedIn".to_owned();
    }
    if !matches!(meaning, Meaning::Phone | Meaning::Email) {
        return String::new();
    }
    let has = |words: &[&str]| words.iter().any(|word| head.split(' ').any(|own| own == *word));
    let place = if has(AT_WORK) {
        "work"
    } else if has(AT_HOME) {
        "home"
    } else if has(ELSEWHERE) {
        "other"
    } else {
        ""
    };
    let device = if has(&["fax", "telefax", "télécopie"]) {
        "fax"
    } else if has(&["pager"]) {
        "pager"
    } else if has(&[
        "mobile",
        "mobil",
        "cell",
        "handy",
        "mobiltelefon",
        "portable",
        "móvil",
        "cellulare",
        "celular",
    ]) {
        "mobile"
    } else if has(&["car"]) {
        "car"
    } else {
        ""
    };
    [place, device].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Google's numbered heads: `E-mail 1 - Value`, `Phone 2 - Type`, `Organization 1 - Title`, `Address 1 - City`.
fn numbered(head: &str) -> Option<Head> {
    let (kind, rest) = match head.strip_prefix("custom field ") {
        Some(rest) => ("custom", rest),
        None => head.split_once(' ')?,
    };
    let (number, part) = rest.split_once(' ')?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let meaning = match (kind, part) {
        ("email", "value" | "address" | "adresse") => Meaning::Email,
        ("phone", "value") => Meaning::Phone,
        ("website", "value") => Meaning::Url,
        ("im", "value") => Meaning::Handle,
        ("custom", "value") => Meaning::Own,
        ("email" | "phone" | "website" | "custom", "type" | "label") | ("im", "service") => Meaning::Label,
        ("organization", "name") => Meaning::Organisation,
        ("organization", "title") => Meaning::Role,
        ("organization", "department") => Meaning::Team,
        ("address", "city") => Meaning::City,
        ("address", "country") => Meaning::Country,
        _ => return None,
    };
    Some(Head { meaning, label: String::new(), group: format!("{kind} {number}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str) -> Option<(Meaning, String)> {
        meaning(head).map(|head| (head.meaning, head.label))
    }

    #[test]
    fn heads_of_many_programs_are_known() {
        assert_eq!(of("E-mail Address"), Some((Meaning::Email, String::new())));
        assert_eq!(of("Home Fax"), Some((Meaning::Phone, "home fax".to_owned())));
        assert_eq!(of(" \"Geburtsdatum\" "), Some((Meaning::Birthday, String::new())));
        assert_eq!(of("Phone 2 - Value"), Some((Meaning::Phone, String::new())));
        assert_eq!(of("Skype"), Some((Meaning::Handle, "Skype".to_owned())));
        assert_eq!(of("Shoe size"), None);
    }
}
