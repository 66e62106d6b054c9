//! Ways to reach a person, and what they are labelled.

use std::collections::{HashMap, HashSet};

use super::decode::percent;
use super::handle::handle;
use super::property::Property;
use crate::api::{Contact, ContactKind};
use crate::import::tidy;

/// Labels that X-ABLabel gives to the properties of its group, by group.
pub(super) type Labels = HashMap<String, String>;

/// Contacts as they are found; none twice.
#[derive(Default)]
pub(super) struct Contacts {
    seen: HashSet<(ContactKind, String)>,
    entries: Vec<(u8, Contact)>,
}

impl Contacts {
    /// Adds what a property says, if it is a contact at all. `text` is its value, unescaped.
    pub fn add(&mut self, property: &Property<'_>, text: &str, labels: &Labels) {
        let text = tidy::line(text);
        let label = label(property, labels);
        let (kind, label, value) = match property.name.as_str() {
            "EMAIL" => {
                // Exchange's directory names ("/o=Org/cn=ada") are no addresses mail could be sent to.
                let is_directory_name = text.starts_with('/') && !text.contains('@');
                let kind = if is_directory_name { ContactKind::Handle } else { ContactKind::Email };
                (kind, label, address(&text))
            }
            "TEL" => (ContactKind::Phone, label, number(&text)),
            "URL" => (ContactKind::Url, label, text),
            _ => handle(property, &text, label),
        };
        // Percent signs may have hidden what a line may not hold.
        let value = tidy::line(&value);
        let key = match kind {
            ContactKind::Phone => dialled(&value),
            ContactKind::Email | ContactKind::Handle => value.to_lowercase(),
            ContactKind::Url => value.trim_end_matches('/').to_owned(),
        };
        if tidy::is_visible(&value) && self.seen.insert((kind, key)) {
            self.entries.push((property.rank(), Contact { kind, label, value }));
        }
    }

    /// E-mail, phone, handles, addresses on the web; of each kind the preferred first, else as in the file.
    pub fn finish(mut self) -> Vec<Contact> {
        self.entries.sort_by_key(|(rank, contact)| (contact.kind as u8, *rank));
        self.entries.into_iter().map(|(_, contact)| contact).collect()
    }
}

/// What an X-ABLabel says. Apple wraps its own words, `_$!<HomePage>!$_`; the user's stand as they are.
pub(super) fn apple_label(text: &str) -> String {
    let text = tidy::line(text);
    let Some(word) = text.strip_prefix("_$!<").and_then(|text| text.strip_suffix(">!$_")) else {
        return text;
    };
    let mut words = String::with_capacity(word.len() + 4);
    let mut lower = false;
    for character in word.chars() {
        if character.is_uppercase() && lower {
            words.push(' ');
        }
        lower = character.is_lowercase();
        words.extend(character.to_lowercase());
    }
    tidy::line(&words)
}

/// "work mobile", "home fax", or the user's own label. Words that only tell the medium say nothing here.
fn label(property: &Property<'_>, labels: &Labels) -> String {
    if let Some(label) = labels.get(&property.group).filter(|_| !property.group.is_empty()) {
        return label.clone();
    }
    let (mut place, mut device) = ("", "");
    for word in property.types() {
        match word.as_str() {
            "work" | "home" | "other" | "school" if place.is_empty() => place = word_of(&word),
            "fax" | "pager" => device = word_of(&word),
            "cell" | "mobile" | "iphone" | "car" | "main" if device.is_empty() => device = word_of(&word),
            _ => {}
        }
    }
    [place, device].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn word_of(word: &str) -> &'static str {
    match word {
        "work" => "work",
        "home" => "home",
        "other" => "other",
        "school" => "school",
        "fax" => "fax",
        "pager" => "pager",
        "car" => "car",
        "main" => "main",
        _ => "mobile",
    }
}

/// `mailto:` and the display name around an address removed.
fn address(text: &str) -> String {
    let text = match text.rsplit_once('<') {
        Some((_, rest)) => rest.split('>').next().unwrap_or_default(),
        None => text,
    };
    match strip_scheme(text, "mailto:") {
        Some(rest) => percent(rest.split('?').next().unwrap_or_default()),
        None => text.trim().to_owned(),
    }
}

/// A `tel:` URI (RFC 3966) as one writes numbers; its extension kept, its other parameters not.
fn number(text: &str) -> String {
    let Some(rest) = strip_scheme(text, "tel:") else {
        return text.to_owned();
    };
    let mut parts = rest.split(';');
    let number = percent(parts.next().unwrap_or_default());
    match parts.find_map(|part| strip_scheme(part, "ext=")) {
        Some(extension) => format!("{number} ext. {}", percent(extension)),
        None => number,
    }
}

/// What makes two numbers the same: what one would dial.
fn dialled(number: &str) -> String {
    let digits: String =
        number.chars().filter(|character| character.is_numeric() || *character == '+').collect();
    if digits.is_empty() { number.to_lowercase() } else { digits }
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::super::lines::Line;
    use super::*;

    fn contacts(lines: &[&str]) -> Vec<(ContactKind, String, String)> {
        let labels = Labels::from([("ITEM1".to_owned(), apple_label("_$!<HomePage>!$_"))]);
        let mut contacts = Contacts::default();
        for line in lines {
            let property =
                Property::parse(Line { number: 1, text: line.as_bytes().into() }).expect("a property");
            let text = String::from_utf8_lossy(&property.value).into_owned();
            contacts.add(&property, &text, &labels);
        }
        let finished = contacts.finish().into_iter();
        finished.map(|contact| (contact.kind, contact.label, contact.value)).collect()
    }

    fn one(line: &str) -> (String, String) {
        let (_, label, value) = contacts(&[line]).remove(0);
        (label, value)
    }

    fn pair(label: &str, value: &str) -> (String, String) {
        (label.to_owned(), value.to_owned())
    }

    #[test]
    fn numbers_lose_their_scheme_but_not_their_extension() {
        assert_eq!(
            one("TEL;VALUE=uri;TYPE=\"work,cell\":tel:+1-418-656;ext=102"),
            pair("work mobile", "+1-418-656 ext. 102")
        );
        assert_eq!(one("TEL;type=HOME;type=FAX:1 2"), pair("home fax", "1 2"));
        assert_eq!(one("TEL;TYPE=VOICE:1"), pair("", "1"));
    }

    #[test]
    fn addresses_lose_what_is_around_them() {
        assert_eq!(one("EMAIL:mailto:a%40b.c?subject=x"), pair("", "a@b.c"));
        assert_eq!(one("EMAIL;TYPE=work:Ada <a@b.c>"), pair("work", "a@b.c"));
    }

    #[test]
    fn a_name_in_a_directory_is_not_taken_for_an_address() {
        assert_eq!(contacts(&["EMAIL:/o=Org/cn=ada"])[0].0, ContactKind::Handle);
    }

    #[test]
    fn the_same_twice_is_kept_once_and_the_preferred_comes_first() {
        let all = contacts(&["TEL:(1) 23", "EMAIL:A@b.c", "TEL;PREF:+45", "EMAIL:a@B.c", "TEL;WORK:1 2-3"]);
        let values: Vec<_> = all.iter().map(|(_, _, value)| value.as_str()).collect();
        assert_eq!(values, ["A@b.c", "+45", "(1) 23"]);
    }

    #[test]
    fn handles_are_labelled_by_their_service() {
        for (line, service, value) in [
            ("IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:ada?chat", "Skype", "ada"),
            ("IMPP:xmpp:ada%40b.c", "XMPP", "ada@b.c"),
            ("IMPP;X-SERVICE-TYPE=GOOGLE_TALK:xmpp:ada", "Google Talk", "ada"),
            ("IMPP;X-SERVICE-TYPE=Zulip:x-apple:ada", "Zulip", "ada"),
            ("IMPP:matrix:u/ada:b.c", "Matrix", "@ada:b.c"),
            ("X-SKYPE-USERNAME:live:ada", "Skype", "live:ada"),
            ("X-AIM;HOME:ada5", "AIM", "ada5"),
            ("X-messaging/skype-All:ada", "Skype", "ada"),
            ("X-SOCIALPROFILE;type=twitter;x-user=ada:http://twitter.com/ada", "Twitter", "ada"),
            ("SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://b.c/@ada", "Mastodon", "https://b.c/@ada"),
        ] {
            assert_eq!(one(line), pair(service, value), "{line}");
        }
    }

    #[test]
    fn apple_labels_are_read_by_group() {
        assert_eq!(one("item1.URL:https://a.b"), pair("home page", "https://a.b"));
        assert_eq!(apple_label("_$!<HomeFAX>!$_"), "home fax");
        assert_eq!(apple_label("_$!< Work >!$_"), "work");
        assert_eq!(apple_label("Sommerhaus"), "Sommerhaus");
    }
}
