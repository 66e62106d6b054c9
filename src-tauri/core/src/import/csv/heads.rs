//! What the heads of columns mean, in the words of the programs that write them.

use super::columns::Meaning;
use super::words::{AT_HOME, AT_WORK, ELSEWHERE, FILLING, HEADS, KINDS};

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
