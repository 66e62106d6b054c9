//! Which gesture and channel the words of another program's journal come nearest to.

/// The built-in gesture that a text tells of; checked in, when it tells of none.
pub(super) fn gesture(text: &str) -> &'static str {
    const WORDS: [(&str, &[&str]); 5] = [
        ("thanked", &["thank"]),
        ("celebrated", &["celebrat", "congrat", "birthday"]),
        ("helped", &["helped", "helping"]),
        ("listened", &["listened", "told me"]),
        ("acknowledged", &["praised", "acknowledged"]),
    ];
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    WORDS.iter().find(|(_, words)| says(words)).map_or("checked-in", |(gesture, _)| gesture)
}

/// The built-in channel that a text tells of, if any.
pub(super) fn channel(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &[&str]); 5] = [
        ("call", &["phone", "called", "video call", "zoom", "skype"]),
        ("email", &["e-mail", "email"]),
        ("chat", &["texted", "messaged", "chatted", "slack"]),
        ("meeting", &["meeting"]),
        ("in-person", &["lunch", "dinner", "coffee", "breakfast", "drinks", "walk", "visited"]),
    ];
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    WORDS.iter().find(|(_, words)| says(words)).map(|(channel, _)| *channel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_the_nearest_gesture_and_channel() {
        assert_eq!(gesture("Celebrated the new year"), "celebrated");
        assert_eq!(gesture("Got lunch"), "checked-in");
        assert_eq!(channel("Talked on the phone for an hour"), Some("call"));
        assert_eq!(channel("Went to Paris"), None);
    }
}
