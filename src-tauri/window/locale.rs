//! The user's locale as the web view may be given it. `LANG=C` and the like would make its `Intl` throw.

/// The first of LC_ALL, LC_TIME, LANG that names a language, as a BCP 47 tag; else British English.
pub fn locale() -> String {
    let named = ["LC_ALL", "LC_TIME", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    named
        .filter(|value| !value.is_empty())
        .find_map(|value| tag(&value))
        .unwrap_or_else(|| "en-GB".to_owned())
}

/// `de_DE.UTF-8@euro` → `de-DE`. Nothing for `C`, `POSIX` and what is no locale.
fn tag(value: &str) -> Option<String> {
    let plain = value.split(['.', '@']).next()?;
    let (language, region) = plain.split_once(['_', '-']).unwrap_or((plain, ""));
    let letters = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphabetic())
    };
    if !letters(language, 2..=3) {
        return None;
    }
    let language = language.to_ascii_lowercase();
    Some(if letters(region, 2..=2) {
        format!("{language}-{}", region.to_ascii_uppercase())
    } else {
        language
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_becomes_a_language_tag_and_what_is_none_is_left() {
        assert_eq!(tag("de_DE.UTF-8@euro").as_deref(), Some("de-DE"));
        assert_eq!(tag("pt-br").as_deref(), Some("pt-BR"));
        assert_eq!(tag("eo").as_deref(), Some("eo"));
        assert_eq!(tag("C.UTF-8"), None);
        assert_eq!(tag("POSIX"), None);
        assert_eq!(tag("../etc"), None);
    }
}
