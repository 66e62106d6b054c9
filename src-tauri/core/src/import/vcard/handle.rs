//! Handles: messengers and social networks, in the properties of twenty years.

use super::decode::percent;
use super::property::Property;
use crate::api::ContactKind;
use crate::import::tidy;

/// IMPP (RFC 4770), SOCIALPROFILE (RFC 9554 3.6) and the X- properties before them. The service is the label: which
/// one it is matters more than whether it is for home or work.
pub(super) fn handle(property: &Property<'_>, text: &str, label: String) -> (ContactKind, String, String) {
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ => (String::new(), text),
    };
    let social = property.name.ends_with("SOCIALPROFILE");
    let service = ["X-SERVICE-TYPE", "SERVICE-TYPE"].iter().find_map(|name| property.parameter(name));
    let service = match service {
        Some(service) => service.to_owned(),
        None if social => property.types().find(|word| word != "pref").unwrap_or_default(),
        None if property.name != "IMPP" => by_name(&property.name).to_owned(),
        None => by_scheme(&scheme).to_owned(),
    };
    let service = written(&service);
    let label = if service.is_empty() { label } else { service };
    if property.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("text")) {
        return (ContactKind::Handle, label, text.to_owned());
    }
    if scheme == "http" || scheme == "https" {
        let user = ["X-USER", "USERNAME"].iter().find_map(|name| property.parameter(name));
        return match user {
            Some(user) => (ContactKind::Handle, label, user.to_owned()),
            None => (ContactKind::Url, label, text.to_owned()),
        };
    }
    let value = match scheme.as_str() {
        "" => text.to_owned(),
        // A matrix: URI writes `u/` for the sigil of a user.
        "matrix" => rest.strip_prefix("u/").map_or_else(|| rest.to_owned(), |user| format!("@{user}")),
        _ => percent(rest.trim_start_matches('/').split('?').next().unwrap_or_default()),
    };
    (ContactKind::Handle, label, value)
}

/// RFC 3986 3.1, and at least two letters. A handle such as `live:ada` is no URI, but reads well without its prefix only
/// when the prefix is known.
fn is_scheme(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "http" | "https" | "x-apple" | "im")
        || !by_scheme(text).is_empty()
}

fn by_scheme(scheme: &str) -> &'static str {
    match scheme.to_ascii_lowercase().as_str() {
        "aim" => "AIM",
        "gg" => "Gadu-Gadu",
        "gtalk" => "Google Talk",
        "icq" => "ICQ",
        "irc" | "ircs" => "IRC",
        "matrix" => "Matrix",
        "msn" | "msnim" => "MSN",
        "qq" => "QQ",
        "signal" | "sgnl" => "Signal",
        "sip" | "sips" => "SIP",
        "skype" => "Skype",
        "tg" | "telegram" => "Telegram",
        "threema" => "Threema",
        "xmpp" => "XMPP",
        "ymsgr" => "Yahoo",
        _ => "",
    }
}

/// The service of an `X-` property: `X-SKYPE-USERNAME`, `X-AIM`.
fn by_name(name: &str) -> &str {
    match name {
        "X-MS-IMADDRESS" | "X-KADDRESSBOOK-X-IMADDRESS" => "",
        _ => {
            let service = name.strip_prefix("X-").unwrap_or(name);
            let service = service.strip_prefix("MESSAGING/").unwrap_or(service);
            service.trim_end_matches("-USERNAME").trim_end_matches("-ALL")
        }
    }
}

/// Handles as they were written before IMPP, each service a property of its own; KDE's are `X-messaging/skype-All`.
pub(super) fn is_handle(name: &str) -> bool {
    const SERVICES: [&str; 22] = [
        "AIM",
        "DISCORD",
        "GADUGADU",
        "GITHUB",
        "GOOGLE-TALK",
        "GROUPWISE",
        "GTALK",
        "ICQ",
        "IRC",
        "JABBER",
        "KADDRESSBOOK-X-IMADDRESS",
        "MASTODON",
        "MATRIX",
        "MS-IMADDRESS",
        "MSN",
        "QQ",
        "SIGNAL",
        "SIP",
        "SKYPE",
        "TELEGRAM",
        "TWITTER",
        "YAHOO",
    ];
    name.strip_prefix("X-").is_some_and(|name| {
        let service = name.strip_suffix("-USERNAME").unwrap_or(name);
        SERVICES.contains(&service) || name.starts_with("MESSAGING/")
    })
}

/// Services as they write themselves; an unknown one as the file does.
fn written(service: &str) -> String {
    let plain = service.replace(['_', '-'], " ");
    let known = [
        "AIM",
        "Discord",
        "Facebook",
        "GitHub",
        "Google Talk",
        "ICQ",
        "Instagram",
        "IRC",
        "Jabber",
        "LinkedIn",
        "Mastodon",
        "Matrix",
        "MSN",
        "QQ",
        "Signal",
        "SIP",
        "Skype",
        "Slack",
        "Teams",
        "Telegram",
        "Threema",
        "Twitter",
        "WhatsApp",
        "XMPP",
        "Yahoo",
    ];
    let known = known.iter().find(|known| known.eq_ignore_ascii_case(&plain));
    match (known, plain.to_ascii_uppercase().as_str()) {
        (Some(known), _) => (*known).to_owned(),
        (None, "GADUGADU") => "Gadu-Gadu".to_owned(),
        (None, "GROUPWISE") => "GroupWise".to_owned(),
        (None, "GTALK") => "Google Talk".to_owned(),
        (None, _) => tidy::line(service),
    }
}
