//! Cleaning texts of what no field may hold.

/// One line: control characters gone, every run of white space one space, none at the ends.
pub(super) fn line(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !tidy.is_empty() && !tidy.ends_with(' ') {
                tidy.push(' ');
            }
        } else if !is_noise(character) {
            tidy.push(character);
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// Several lines: line ends become `\n`, tabs stay, other control characters go, blank lines at the ends go.
pub(super) fn lines(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                tidy.push('\n');
            }
            '\u{2028}' | '\u{2029}' | '\u{85}' => tidy.push('\n'),
            '\n' | '\t' => tidy.push(character),
            _ if is_noise(character) => {}
            _ => tidy.push(character),
        }
    }
    tidy.truncate(tidy.trim_end().len());
    let start = tidy.trim_start_matches(['\n', '\r']).len();
    tidy.split_off(tidy.len() - start)
}

/// True when something of the text can be seen: not only white space, joiners and direction marks.
pub(super) fn is_visible(text: &str) -> bool {
    text.chars().any(|character| {
        !character.is_whitespace()
            && !character.is_control()
            && !matches!(
                character,
                '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
            )
    })
}

/// Control characters, the byte-order mark, and the code points Unicode keeps free of characters (Unicode 16, 23.7).
fn is_noise(character: char) -> bool {
    character.is_control()
        || character == '\u{feff}'
        || (u32::from(character) & 0xfffe) == 0xfffe
        || matches!(character, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_its_white_space_collapsed() {
        assert_eq!(line(" \tÅsa\u{a0}\u{a0}\n Öberg\0\u{7}\u{feff} "), "Åsa Öberg");
        assert_eq!(line("👩\u{200d}💻"), "👩\u{200d}💻");
    }

    #[test]
    fn notes_keep_tabs_and_line_ends_but_no_other_control_character() {
        assert_eq!(lines("\r\n a\tb\r\nc\rd\u{0}\u{1b}e\n\n"), " a\tb\nc\nde");
    }

    #[test]
    fn a_name_of_joiners_is_not_visible() {
        assert!(!is_visible(" \u{200b}\u{200f}\u{2066}"));
        assert!(is_visible("ك"));
    }
}
