//! Texts that a file or a person could bring, made to break what shows them. One table for every place: window, tray,
//! banners, command line, exports.

/// Set by a script of [`texts`] if it ever runs.
pub const RAN: &str = "nodWasHere";

/// What each text is, and the text. Each begins with a word of its own (`eve0`, `eve1`, …), by which it is found.
#[must_use]
pub fn texts() -> Vec<(&'static str, String)> {
    let marks = "a".to_owned() + &"\u{301}\u{323}\u{489}".repeat(20);
    let texts: Vec<(&str, String)> = vec![
        ("a script", format!("<script>{RAN}=1</script><img src=x onerror={RAN}=1><svg onload={RAN}=1>")),
        (
            "a script in Markdown",
            format!("[x](javascript:{RAN}=1) ![y](x\" onerror=\"{RAN}=1) `</code><b>` <!--"),
        ),
        (
            "marks of direction",
            "\u{202e}drow\u{2066} \u{202b}x \u{200f}\u{2069}\u{2069}\u{202c}end".to_owned(),
        ),
        ("a direction without end", "\u{202e}\u{2067}\u{202d}never closed".to_owned()),
        ("zero width", "Zero\u{200b}Width\u{2060}\u{feff}\u{200e}Marks\u{61c}".to_owned()),
        ("right to left", "نور حداد שלום 123, (العربية)".to_owned()),
        ("joined emoji", "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}".to_owned()),
        ("combining marks", format!("{marks} Z\u{351}\u{36b}a\u{343}l\u{34e}g\u{321}o")),
        ("controls", "\u{1b}[31mred\u{9b}2J\u{7}\u{8}\u{7f}\u{85}".to_owned()),
        ("format of texts", "{ $name } {{x}} ${x} %s %n %1$s __x__ &amp; &#x202e; \\u202e".to_owned()),
        ("SQL and paths", "'; DROP TABLE person;-- \" ../../etc/passwd =cmd|' /C calc'!A0".to_owned()),
        ("one long word", "W".repeat(600)),
        ("not a character", "\u{fffd}\u{ffff}\u{fdd0}\u{10ffff}".to_owned()),
    ];
    texts.into_iter().enumerate().map(|(n, (what, text))| (what, format!("eve{n} {text}"))).collect()
}

/// A text of 64 KB, the longest there is, with everything of the table in it.
#[must_use]
pub fn longest() -> String {
    let all: String = texts().into_iter().map(|(_, text)| text + "\n\n").collect();
    let mut long = all.repeat(64 * 1024 / all.len() + 1);
    let end = (0..=64 * 1024).rev().find(|end| long.is_char_boundary(*end)).unwrap();
    long.truncate(end);
    long
}

/// A table to import with one person, whose notes are [`longest`].
#[must_use]
pub fn longest_as_table(name: &str) -> String {
    format!("Name,Notes\n{name},\"{}\"\n", longest().replace('"', "\"\""))
}

/// True for what must not reach a terminal, a menu or a banner: controls, and marks that turn text around or hide in it.
#[must_use]
pub fn harms(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// The character that must not be there, if one is, with what stands around it.
#[must_use]
pub fn harm(text: &str) -> Option<String> {
    let at = text.find(harms)?;
    let around: String = text[at..].chars().take(20).collect();
    Some(around.escape_unicode().to_string())
}
