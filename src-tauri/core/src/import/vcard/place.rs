//! Where a person is: the city and country of an address, and a time zone.

use std::str::FromStr;

use chrono_tz::Tz;

use super::decode::{split, unescape};
use super::lines::Version;
use super::property::Property;
use crate::import::tidy;

/// City and country of an ADR: "Lagos, Nigeria". The region stands in for a city that is not told.
///
/// The components are post office box, extended address, street, locality, region, code, country (RFC 6350 6.3.1).
/// Streets are not for a list of colleagues.
pub(super) fn place(text: &str, version: Version) -> String {
    let components = split(text, ';', version);
    let component =
        |index: usize| tidy::line(&unescape(components.get(index).copied().unwrap_or_default(), version));
    let (locality, region, country) = (component(3), component(4), component(6));
    let city = if locality.is_empty() { region } else { locality };
    [city, country].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Rank among a card's addresses: that of work is the one to tell colleagues by, then the preferred one.
pub(super) fn rank(property: &Property<'_>) -> u8 {
    if property.types().any(|word| word == "work") { 0 } else { property.rank() }
}

/// The time zone, if the text names one of the IANA database. Offsets such as `-0500` are none: they do not say when
/// summer time applies.
pub(super) fn zone(text: &str) -> Option<String> {
    Tz::from_str(text.trim()).ok().map(|zone| zone.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_city_and_country() {
        assert_eq!(place(";;12 Marina;Lagos;LA;101241;Nigeria", Version::V3), "Lagos, Nigeria");
        assert_eq!(place(";;;;Bavaria;;Germany", Version::V3), "Bavaria, Germany");
        assert_eq!(place(";;12 Marina", Version::V3), "");
        assert_eq!(place(";;;Washington\\, D.C.\\nNW;;;", Version::V4), "Washington, D.C. NW");
    }

    #[test]
    fn only_names_of_the_database_are_zones() {
        assert_eq!(zone("Africa/Lagos").as_deref(), Some("Africa/Lagos"));
        for text in ["-0500", "-05:00; EST; Raleigh/North America", "Mars/Olympus", ""] {
            assert_eq!(zone(text), None, "{text}");
        }
    }
}
