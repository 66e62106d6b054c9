//! Photos that are in the card itself.

use super::decode::{base64, percent, starts_with};
use super::property::Property;
use crate::import::{Photo, Reason, picture};

/// The photo of a PHOTO: base64, or a `data:` URI (RFC 2397). `None` when the picture is elsewhere: Nod has no network.
pub(super) fn photo(property: &Property<'_>) -> Option<Result<Photo, Reason>> {
    let value = property.value.trim_ascii();
    let bytes = if starts_with(value, b"data:") {
        let uri = String::from_utf8_lossy(value);
        let body = uri.split_once(',').map(|(_, body)| percent(body));
        base64(body.unwrap_or_default().as_bytes())
    } else if is_elsewhere(property) {
        return None;
    } else {
        base64(value)
    };
    Some(bytes.ok_or(Reason::UnreadablePhoto).and_then(picture::photo))
}

fn is_elsewhere(property: &Property<'_>) -> bool {
    let named = property.parameter("VALUE").is_some_and(|value| {
        ["uri", "url", "cid", "content-id"].iter().any(|kind| value.eq_ignore_ascii_case(kind))
    });
    named || property.value.contains(&b':')
}
