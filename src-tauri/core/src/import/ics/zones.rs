//! The time zones of a calendar: by the names of the IANA database, by those Windows gives them, or as the calendar
//! itself describes them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;

use super::lines::Property;

/// The zone of times that name none, and what the calendar calls its own.
pub(super) struct Zones {
    /// The user's.
    pub user: Tz,
    own: HashMap<String, Tz>,
}

/// Offsets of a zone that a calendar describes, in minutes.
#[derive(Default)]
struct Described {
    name: String,
    standard: Option<i32>,
    daylight: Option<i32>,
}

impl Zones {
    /// Reads the VTIMEZONEs among the properties of a calendar.
    pub fn of(properties: impl Iterator<Item = Property>, user: Tz) -> Self {
        let mut own = HashMap::new();
        let mut described: Option<Described> = None;
        let mut daylight = false;
        for property in properties {
            let value = property.value.trim();
            match (property.name.as_str(), &mut described) {
                ("BEGIN", _) if value.eq_ignore_ascii_case("VTIMEZONE") => {
                    described = Some(Described::default())
                }
                ("END", zone) if value.eq_ignore_ascii_case("VTIMEZONE") => {
                    if let Some(zone) = zone.take()
                        && let Some(known) = zone.nearest()
                    {
                        own.entry(zone.name).or_insert(known);
                    }
                }
                ("BEGIN", Some(_)) => daylight = value.eq_ignore_ascii_case("DAYLIGHT"),
                ("TZID", Some(zone)) => zone.name = value.to_owned(),
                // Where rules changed over the years the last ones hold.
                ("TZOFFSETTO", Some(zone)) if daylight => zone.daylight = offset(value).or(zone.daylight),
                ("TZOFFSETTO", Some(zone)) => zone.standard = offset(value).or(zone.standard),
                _ => {}
            }
        }
        Self { user, own }
    }

    /// The zone that a property names.
    pub fn named(&self, property: &Property) -> Option<Tz> {
        let name = property.parameter("TZID")?;
        named(name).or_else(|| self.own.get(name.trim()).copied())
    }
}

impl Described {
    /// A zone of the database with these offsets: where meetings are, the hour matters and not the country.
    fn nearest(&self) -> Option<Tz> {
        const USUAL: [Tz; 28] = [
            Tz::UTC,
            Tz::Europe__London,
            Tz::Europe__Berlin,
            Tz::Europe__Kyiv,
            Tz::Europe__Moscow,
            Tz::America__New_York,
            Tz::America__Chicago,
            Tz::America__Denver,
            Tz::America__Los_Angeles,
            Tz::America__Phoenix,
            Tz::America__Sao_Paulo,
            Tz::America__Bogota,
            Tz::America__Halifax,
            Tz::America__Anchorage,
            Tz::Pacific__Honolulu,
            Tz::Africa__Lagos,
            Tz::Africa__Johannesburg,
            Tz::Asia__Dubai,
            Tz::Asia__Karachi,
            Tz::Asia__Kolkata,
            Tz::Asia__Dhaka,
            Tz::Asia__Bangkok,
            Tz::Asia__Shanghai,
            Tz::Asia__Tokyo,
            Tz::Australia__Sydney,
            Tz::Australia__Brisbane,
            Tz::Australia__Adelaide,
            Tz::Pacific__Auckland,
        ];
        if let Some(zone) = named(&self.name) {
            return Some(zone);
        }
        let standard = self.standard.or(self.daylight)?;
        let daylight = self.daylight.unwrap_or(standard);
        USUAL.into_iter().find(|zone| {
            let (winter, summer) = (minutes(*zone, 1), minutes(*zone, 7));
            (winter.min(summer), winter.max(summer)) == (standard.min(daylight), standard.max(daylight))
        })
    }
}

/// The offset of a zone in a month of a recent year, in minutes.
fn minutes(zone: Tz, month: u32) -> i32 {
    let noon = NaiveDate::from_ymd_opt(2025, month, 15)
        .and_then(|day| day.and_hms_opt(12, 0, 0))
        .unwrap_or_default();
    let at: DateTime<Tz> = zone.from_utc_datetime(&noon);
    at.offset().fix().local_minus_utc() / 60
}

/// `+0100`, `-0430`, `+013000` in minutes.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let part = |from: usize| {
        digits.get(from..from + 2)?.parse::<i32>().ok().filter(|number| (0..60).contains(number))
    };
    Some(sign * (part(0)? * 60 + part(2)?))
}

/// A zone by its IANA name, with whatever prefix programs put before it, or by the name Windows gives it.
fn named(name: &str) -> Option<Tz> {
    let name = name.trim().trim_start_matches('/');
    let tail = |count: usize| {
        let parts: Vec<&str> = name.split('/').collect();
        parts.get(parts.len().checked_sub(count)?..).and_then(|parts| parts.join("/").parse().ok())
    };
    let windows = || {
        let (_, iana) = WINDOWS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        iana.parse().ok()
    };
    name.parse().ok().or_else(|| tail(3)).or_else(|| tail(2)).or_else(windows)
}

/// The names of Windows and their zones (CLDR, windowsZones, territory 001).
const WINDOWS: &[(&str, &str)] = &[
    ("AUS Central Standard Time", "Australia/Darwin"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Afghanistan Standard Time", "Asia/Kabul"),
    ("Alaskan Standard Time", "America/Anchorage"),
    ("Aleutian Standard Time", "America/Adak"),
    ("Arab Standard Time", "Asia/Riyadh"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Arabic Standard Time", "Asia/Baghdad"),
    ("Argentina Standard Time", "America/Buenos_Aires"),
    ("Astrakhan Standard Time", "Europe/Astrakhan"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("Azerbaijan Standard Time", "Asia/Baku"),
    ("Azores Standard Time", "Atlantic/Azores"),
    ("Bangladesh Standard Time", "Asia/Dhaka"),
    ("Belarus Standard Time", "Europe/Minsk"),
    ("Canada Central Standard Time", "America/Regina"),
    ("Cape Verde Standard Time", "Atlantic/Cape_Verde"),
    ("Caucasus Standard Time", "Asia/Yerevan"),
    ("Cen. Australia Standard Time", "Australia/Adelaide"),
    ("Central America Standard Time", "America/Guatemala"),
    ("Central Asia Standard Time", "Asia/Almaty"),
    ("Central Brazilian Standard Time", "America/Cuiaba"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Central Pacific Standard Time", "Pacific/Guadalcanal"),
    ("Central Standard Time", "America/Chicago"),
    ("Central Standard Time (Mexico)", "America/Mexico_City"),
    ("China Standard Time", "Asia/Shanghai"),
    ("Cuba Standard Time", "America/Havana"),
    ("E. Africa Standard Time", "Africa/Nairobi"),
    ("E. Australia Standard Time", "Australia/Brisbane"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Eastern Standard Time", "America/New_York"),
    ("Eastern Standard Time (Mexico)", "America/Cancun"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("Ekaterinburg Standard Time", "Asia/Yekaterinburg"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("Fiji Standard Time", "Pacific/Fiji"),
    ("GMT Standard Time", "Europe/London"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Georgian Standard Time", "Asia/Tbilisi"),
    ("Greenland Standard Time", "America/Godthab"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("Haiti Standard Time", "America/Port-au-Prince"),
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Iran Standard Time", "Asia/Tehran"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Jordan Standard Time", "Asia/Amman"),
    ("Kaliningrad Standard Time", "Europe/Kaliningrad"),
    ("Korea Standard Time", "Asia/Seoul"),
    ("Libya Standard Time", "Africa/Tripoli"),
    ("Line Islands Standard Time", "Pacific/Kiritimati"),
    ("Lord Howe Standard Time", "Australia/Lord_Howe"),
    ("Magadan Standard Time", "Asia/Magadan"),
    ("Mauritius Standard Time", "Indian/Mauritius"),
    ("Middle East Standard Time", "Asia/Beirut"),
    ("Montevideo Standard Time", "America/Montevideo"),
    ("Morocco Standard Time", "Africa/Casablanca"),
    ("Mountain Standard Time", "America/Denver"),
    ("Mountain Standard Time (Mexico)", "America/Mazatlan"),
    ("Myanmar Standard Time", "Asia/Rangoon"),
    ("N. Central Asia Standard Time", "Asia/Novosibirsk"),
    ("Namibia Standard Time", "Africa/Windhoek"),
    ("Nepal Standard Time", "Asia/Kathmandu"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Newfoundland Standard Time", "America/St_Johns"),
    ("North Asia East Standard Time", "Asia/Irkutsk"),
    ("North Asia Standard Time", "Asia/Krasnoyarsk"),
    ("Omsk Standard Time", "Asia/Omsk"),
    ("Pacific SA Standard Time", "America/Santiago"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Pacific Standard Time (Mexico)", "America/Tijuana"),
    ("Pakistan Standard Time", "Asia/Karachi"),
    ("Paraguay Standard Time", "America/Asuncion"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("SA Eastern Standard Time", "America/Cayenne"),
    ("SA Pacific Standard Time", "America/Bogota"),
    ("SA Western Standard Time", "America/La_Paz"),
    ("SE Asia Standard Time", "Asia/Bangkok"),
    ("Samoa Standard Time", "Pacific/Apia"),
    ("Saratov Standard Time", "Europe/Saratov"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("Sri Lanka Standard Time", "Asia/Colombo"),
    ("Sudan Standard Time", "Africa/Khartoum"),
    ("Syria Standard Time", "Asia/Damascus"),
    ("Taipei Standard Time", "Asia/Taipei"),
    ("Tasmania Standard Time", "Australia/Hobart"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Tomsk Standard Time", "Asia/Tomsk"),
    ("Tonga Standard Time", "Pacific/Tongatapu"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("US Eastern Standard Time", "America/Indianapolis"),
    ("US Mountain Standard Time", "America/Phoenix"),
    ("Ulaanbaatar Standard Time", "Asia/Ulaanbaatar"),
    ("Venezuela Standard Time", "America/Caracas"),
    ("Vladivostok Standard Time", "Asia/Vladivostok"),
    ("Volgograd Standard Time", "Europe/Volgograd"),
    ("W. Australia Standard Time", "Australia/Perth"),
    ("W. Central Africa Standard Time", "Africa/Lagos"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("W. Mongolia Standard Time", "Asia/Hovd"),
    ("West Asia Standard Time", "Asia/Tashkent"),
    ("West Bank Standard Time", "Asia/Hebron"),
    ("West Pacific Standard Time", "Pacific/Port_Moresby"),
    ("Yakutsk Standard Time", "Asia/Yakutsk"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_windows_is_a_zone() {
        for (name, iana) in WINDOWS {
            assert_eq!(named(name).map(|zone| zone.name()), Some(*iana), "{name}");
        }
        assert_eq!(named("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin"), Some(Tz::Europe__Berlin));
        assert_eq!(named("Customized Time Zone"), None);
    }

    #[test]
    fn a_zone_of_the_calendars_own_is_known_by_its_offsets() {
        let zones = |standard: &str, daylight: &str| {
            let text = format!(
                "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nTZOFFSETTO:{standard}\nEND:STANDARD\n\
                 BEGIN:DAYLIGHT\nTZOFFSETTO:{daylight}\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
            );
            Zones::of(super::super::lines::properties(&text), Tz::UTC)
                .own
                .get("Customized Time Zone")
                .copied()
        };
        assert_eq!(zones("+0100", "+0200"), Some(Tz::Europe__Berlin));
        assert_eq!(zones("-0800", "-0700"), Some(Tz::America__Los_Angeles));
        assert_eq!(zones("+1000", "+1100"), Some(Tz::Australia__Sydney));
        assert_eq!(zones("+0530", "+0530"), Some(Tz::Asia__Kolkata));
        assert_eq!(zones("x", "+9999"), None);
    }
}
