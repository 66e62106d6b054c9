//! Lines of a calendar: folds undone, properties taken apart (RFC 5545 3.1).

/// A property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    /// Line it starts on, from 1.
    pub line: usize,
    /// In upper case.
    pub name: String,
    /// Names in upper case.
    pub parameters: Vec<(String, String)>,
    /// Still escaped.
    pub value: String,
}

impl Property {
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a text, its escapes undone (3.3.11).
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut characters = self.value.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => text.push('\\'),
                },
                other => text.push(other),
            }
        }
        text
    }
}

/// The properties of a file; a line that is none is passed over.
pub(super) fn properties(text: &str) -> impl Iterator<Item = Property> {
    // Lines end in CRLF, LF, or, from old Macs, in CR alone.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut lines = text.split(end).map(|line| line.trim_end_matches('\r')).zip(1..).peekable();
    std::iter::from_fn(move || {
        loop {
            let (first, number) = lines.next()?;
            let mut whole = first.to_owned();
            while let Some((next, _)) = lines.next_if(|(next, _)| next.starts_with([' ', '\t'])) {
                // Beyond that nothing is read, and a file of one endless line costs no more.
                if whole.len() < super::super::LONGEST_FIELD {
                    whole.push_str(next.get(1..).unwrap_or_default());
                }
            }
            if let Some(property) = parse(&whole, number) {
                return Some(property);
            }
        }
    })
}

fn parse(line: &str, number: usize) -> Option<Property> {
    let line = line.trim_start_matches('\u{feff}').trim_start();
    let name_end = line.find([':', ';'])?;
    let name = line.get(..name_end)?.trim().to_ascii_uppercase();
    let mut rest = line.get(name_end..)?;
    let mut parameters = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        let equals = after.find(['=', ':', ';'])?;
        let key = after.get(..equals)?.trim().to_ascii_uppercase();
        rest = after.get(equals..)?;
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let mut quoted = false;
            let end = after.find(|character| {
                quoted ^= character == '"';
                !quoted && matches!(character, ';' | ':')
            })?;
            value = after.get(..end)?.replace('"', "");
            rest = after.get(end..)?;
        }
        parameters.push((key, value));
    }
    let value = rest.strip_prefix(':')?.to_owned();
    (!name.is_empty()).then_some(Property { line: number, name, parameters, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_quotes_and_escapes_are_undone() {
        let text = "SUMMARY;X=\"a:b;c\";LANGUAGE=en:One\\, \r\n two\\nthree\r\nnonsense\r\nDTSTART:1\r\n";
        let all: Vec<Property> = properties(text).collect();
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].line, all[0].text().as_str()), (1, "One, two\nthree"));
        assert_eq!(all[0].parameter("X"), Some("a:b;c"));
        assert_eq!((all[1].line, all[1].name.as_str()), (4, "DTSTART"));
    }
}
