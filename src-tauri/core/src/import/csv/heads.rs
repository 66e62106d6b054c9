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
        ],
    ),
    (Meaning::First, &["first name", "given name", "first", "forename", "vorname", "prénom", "prenom"]),
    (
        Meaning::Middle,
        &[
            "middle name",
            "additional name",
            "middle",
            "weitere vornamen",
            "zweiter vorname",
            "deuxième prénom",
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
        ],
    ),
    (Meaning::Prefix, &["name prefix", "prefix", "anrede"]),
    (Meaning::Suffix, &["name suffix", "suffix"]),
    (Meaning::Called, &["nickname", "nick name", "called", "preferred name", "spitzname", "surnom", "apodo"]),
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
        ],
    ),
    (Meaning::Tags, &["tags", "labels", "categories", "group membership", "groups", "kategorien"]),
    (Meaning::Notes, &["notes", "note", "comments", "notizen", "comment", "notas", "remarks"]),
    (Meaning::Connected, &["connected on"]),
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
    numbered(&head)
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
    let place = if has(&["work", "business", "company"]) {
        "work"
    } else if has(&["home", "personal", "private"]) {
        "home"
    } else if has(&["other"]) {
        "other"
    } else {
        ""
    };
    let device = if has(&["fax"]) {
        "fax"
    } else if has(&["pager"]) {
        "pager"
    } else if has(&["mobile", "cell", "handy", "mobiltelefon", "portable", "móvil"]) {
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
    let (kind, rest) = head.split_once(' ')?;
    let (number, part) = rest.split_once(' ')?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let meaning = match (kind, part) {
        ("email", "value" | "address") => Meaning::Email,
        ("phone", "value") => Meaning::Phone,
        ("website", "value") => Meaning::Url,
        ("im", "value") => Meaning::Handle,
        ("email" | "phone" | "website", "type" | "label") | ("im", "service") => Meaning::Label,
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
