//! What was typed into the search.
//!
//! Every word has to be there, by its beginning; `"words in quotes"` stand together; `person:`, `gesture:`, `before:` and
//! `after:` narrow. What looks like a filter and is none of these is searched for as it stands.

use super::words::{Stretch, kept, stretches};

/// A word of the index to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The word, folded.
    pub word: String,
    /// True when words that begin so are meant as well.
    pub prefix: bool,
}

/// Longest beginning of a word that the index answers without reading every word that begins so (`prefix` in the
/// migration that makes it).
const BEGINNING: usize = 6;

impl Wanted {
    /// What the index is asked for: a long beginning is cut, and the rest looked for in the text.
    #[must_use]
    pub fn asked(&self) -> &str {
        let end = self.word.char_indices().nth(BEGINNING).map(|(at, _)| at).filter(|_| self.prefix);
        end.map_or(self.word.as_str(), |end| &self.word[..end])
    }
}

/// Something that has to be found: a word, or several that stand together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// As typed.
    pub typed: String,
    /// The words of the index, all of which have to be there.
    pub wanted: Vec<Wanted>,
    /// What the plain text has to contain besides ([`super::words::plain`]), when the words alone do not say it.
    pub together: Option<String>,
    /// True for a phrase in quotes.
    pub quoted: bool,
}

/// A filter as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// `person:amara`
    Person(String),
    /// `gesture:thanked`
    Gesture(String),
    /// `before:2026-03`
    Before(String),
    /// `after:yesterday`
    After(String),
}

/// What was typed, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What has to be found.
    pub parts: Vec<Part>,
    /// What narrows it.
    pub filters: Vec<Filter>,
}

impl Query {
    /// True when there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.filters.is_empty()
    }

    /// The words as typed, without filters.
    #[must_use]
    pub fn typed(&self) -> String {
        self.parts.iter().map(|part| part.typed.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Most parts and filters of a query; what follows them is passed over.
const MOST: usize = 24;

/// Reads what was typed.
#[must_use]
pub fn parse(typed: &str) -> Query {
    let mut query = Query::default();
    let mut rest = typed.trim_start();
    while !rest.is_empty() && query.parts.len() + query.filters.len() < MOST {
        let (name, value, quoted, after) = next(rest);
        rest = after.trim_start();
        let filter = match name {
            Some("person") => Some(Filter::Person as fn(String) -> Filter),
            Some("gesture") => Some(Filter::Gesture as fn(String) -> Filter),
            Some("before") => Some(Filter::Before as fn(String) -> Filter),
            Some("after") => Some(Filter::After as fn(String) -> Filter),
            _ => None,
        };
        match filter {
            // "person:" alone is a filter still being typed.
            Some(filter) => query.filters.extend((!value.is_empty()).then(|| filter(value.to_owned()))),
            None => query.parts.extend(part(value, quoted)),
        }
    }
    query
}

/// The next word: the filter it names if it does, its value, whether that was quoted, and what follows.
fn next(text: &str) -> (Option<&str>, &str, bool, &str) {
    let word_end = text.find(char::is_whitespace).unwrap_or(text.len());
    let word = &text[..word_end];
    if let Some((name, _)) = word.split_once(':')
        && matches!(name, "person" | "gesture" | "before" | "after")
    {
        let (value, quoted, rest) = quoted(&text[name.len() + 1..]);
        return (Some(name), value, quoted, rest);
    }
    let (value, quoted, rest) = quoted(text);
    (None, value, quoted, rest)
}

/// A value up to its closing quote, or up to white space. A quote that is not closed is still being typed.
fn quoted(text: &str) -> (&str, bool, &str) {
    let closing = match text.chars().next() {
        Some('"') => '"',
        Some('“' | '„') => '”',
        Some('«') => '»',
        _ => {
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            return (&text[..end], false, &text[end..]);
        }
    };
    let open = text.chars().next().map_or(0, char::len_utf8);
    let inner = &text[open..];
    match inner.find([closing, '"', '”', '“']) {
        Some(end) => {
            let close = inner[end..].chars().next().map_or(0, char::len_utf8);
            (&inner[..end], true, &inner[end + close..])
        }
        None => (inner, true, ""),
    }
}

fn part(typed: &str, quoted: bool) -> Option<Part> {
    let found = stretches(typed);
    if found.is_empty() {
        return None;
    }
    let mut part = Part { typed: typed.to_owned(), quoted, ..Part::default() };
    let last = found.len() - 1;
    let mut together = String::new();
    for (index, stretch) in found.iter().enumerate() {
        match stretch {
            Stretch::Word(word) => {
                together.push(' ');
                together.push_str(word);
                part.wanted.push(Wanted { word: kept(word), prefix: index == last });
            }
            Stretch::Run(run) => {
                // A run may begin anywhere; what stands before it in a phrase binds it to that place.
                if index > 0 {
                    together.push(' ');
                }
                together.extend(run);
                match run.as_slice() {
                    [only] => part.wanted.push(Wanted { word: only.to_string(), prefix: true }),
                    _ => part.wanted.extend(
                        run.windows(2).map(|pair| Wanted { word: pair.iter().collect(), prefix: false }),
                    ),
                }
            }
        }
    }
    // One word, or one pair, is already all that is asked; but of a long one the index is asked for the beginning.
    let long = part.wanted.iter().any(|wanted| wanted.prefix && wanted.asked() != wanted.word);
    part.together = (part.wanted.len() > 1 || long).then_some(together);
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str) -> String {
        let query = parse(typed);
        let wanted = |part: &Part| {
            let words: Vec<String> = part
                .wanted
                .iter()
                .map(|w| format!("{}{}", w.word, if w.prefix { "*" } else { "" }))
                .collect();
            format!(
                "{}{}",
                words.join("+"),
                part.together.as_ref().map(|t| format!("[{t}]")).unwrap_or_default()
            )
        };
        let parts: Vec<String> = query.parts.iter().map(wanted).collect();
        format!("{} {:?}", parts.join(" | "), query.filters)
    }

    #[test]
    fn words_are_prefixes_and_quotes_bind() {
        assert_eq!(shown("Demo not"), "demo* | not* []");
        assert_eq!(shown("Releases"), "releases*[ releases] []");
        assert_eq!(shown("\"release not"), "release+not*[ release not] []");
        assert_eq!(shown("“release notes” x"), "release+notes*[ release notes] | x* []");
        assert_eq!(shown("o'brien"), "o+brien*[ o brien] []");
        assert_eq!(shown("王小明"), "王小+小明[王小明] []");
        assert_eq!(shown("王"), "王* []");
    }

    #[test]
    fn filters_are_taken_out_and_unknown_ones_searched_for() {
        assert_eq!(
            shown("exam person:\"Amara Okafor\" gesture:thanked before:2026-03 re:plan"),
            "exam* | re+plan*[ re plan] [Person(\"Amara Okafor\"), Gesture(\"thanked\"), Before(\"2026-03\")]"
        );
        assert_eq!(shown("person:"), " []");
        assert!(parse("  \" :: ! ").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(typed in "\\PC{0,60}") {
            for part in parse(&typed).parts {
                proptest::prop_assert!(!part.wanted.is_empty());
                proptest::prop_assert!(part.wanted.iter().all(|w| !w.word.is_empty() && !w.word.contains(['"', ' '])));
            }
        }
    }
}
