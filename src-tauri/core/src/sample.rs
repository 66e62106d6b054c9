//! A sample team, to try Nod with: eight made-up people with a few moments, all in one transaction with one Undo.

use crate::api::{Done, PersonFields};
use crate::clock::{Now, minus_days};
use crate::error::Result;
use crate::gesture::GestureId;
use crate::id::{FollowUpId, PersonId};
use crate::moment::{Channel, Direction, NewMoment};
use crate::nod::Nod;
use crate::store::follow_ups::OpenFollowUp;
use crate::store::{circles, follow_ups, moments, people};

struct Sample {
    name: &'static str,
    called: &'static str,
    role: &'static str,
    team: &'static str,
    place: &'static str,
    zone: &'static str,
    /// Index of the built-in circle.
    circle: usize,
    /// Days ago, gesture, note.
    moments: &'static [(u32, &'static str, &'static str)],
}

const TEAM: [Sample; 8] = [
    Sample {
        name: "Hannah Reuter",
        called: "",
        role: "Product designer",
        team: "Checkout",
        place: "Hamburg",
        zone: "Europe/Berlin",
        circle: 0,
        moments: &[
            (9, "remembered", "Leo’s chemistry exam is coming up."),
            (23, "checked-in", "First week of the redesign."),
        ],
    },
    Sample {
        name: "Amara Okafor",
        called: "Amara",
        role: "Release engineer",
        team: "Platform",
        place: "Lagos",
        zone: "Africa/Lagos",
        circle: 1,
        moments: &[
            (17, "thanked", "For staying with the rollback until it was calm."),
            (40, "helped", "Took her Friday on-call."),
        ],
    },
    Sample {
        name: "Tomasz Wiśniewski",
        called: "Tomek",
        role: "Staff engineer",
        team: "Payments",
        place: "Kraków",
        zone: "Europe/Warsaw",
        circle: 1,
        moments: &[(6, "acknowledged", "His diagram made the review quick.")],
    },
    Sample {
        name: "中村 結人",
        called: "Yuto",
        role: "QA engineer",
        team: "Mobile",
        place: "Osaka",
        zone: "Asia/Tokyo",
        circle: 2,
        moments: &[],
    },
    Sample {
        name: "Priya Raghunathan",
        called: "Priya",
        role: "Support lead",
        team: "Customer care",
        place: "Chennai",
        zone: "Asia/Kolkata",
        circle: 1,
        moments: &[(35, "listened", "The queue doubled since the launch.")],
    },
    Sample {
        name: "نور حداد",
        called: "Noor",
        role: "Data analyst",
        team: "Insights",
        place: "Amman",
        zone: "Asia/Amman",
        circle: 2,
        moments: &[(44, "celebrated", "Her first talk.")],
    },
    Sample {
        name: "Lucía Fernández",
        called: "Lu",
        role: "Backend engineer",
        team: "Platform",
        place: "Valencia",
        zone: "Europe/Madrid",
        circle: 0,
        moments: &[(3, "thanked", "For the careful review.")],
    },
    Sample {
        name: "Kofi Mensah",
        called: "",
        role: "Account manager",
        team: "Sales",
        place: "Accra",
        zone: "Africa/Accra",
        circle: 3,
        moments: &[(60, "checked-in", "")],
    },
];

impl Nod {
    /// Adds the sample team.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn sample_team(&mut self, now: Now) -> Result<Done> {
        let words = self.texts().get("done-sample");
        self.act(now, |tx| {
            let known = circles::all(tx)?;
            let here: Vec<String> =
                people::all(tx, false)?.into_iter().map(|listed| listed.chip.name).collect();
            for sample in TEAM.into_iter().filter(|sample| !here.iter().any(|name| name == sample.name)) {
                let id = PersonId::new(now.utc);
                let fields = PersonFields {
                    name: sample.name.to_owned(),
                    called: sample.called.to_owned(),
                    role: sample.role.to_owned(),
                    team: sample.team.to_owned(),
                    place: sample.place.to_owned(),
                    zone: sample.zone.to_owned(),
                    circle: known.get(sample.circle).map(|circle| circle.id),
                    ..PersonFields::default()
                };
                people::add(tx, id, None, &fields, minus_days(now.today(), 60))?;
                for (days, gesture, note) in sample.moments {
                    let at = now.instant_at(minus_days(now.today(), *days), 10 * 60 + 20);
                    moments::log(tx, &moment(id, gesture, note, at), now)?;
                }
                if sample.name == "Hannah Reuter" {
                    let follow_up = OpenFollowUp {
                        id: FollowUpId::new(now.utc),
                        person: id,
                        text: "Leo’s chemistry exam".to_owned(),
                        on: now.today(),
                    };
                    follow_ups::plant(tx, &follow_up, minus_days(now.today(), 9), None)?;
                }
            }
            Ok(words)
        })
    }
}

fn moment(person: PersonId, gesture: &str, note: &str, at: chrono::DateTime<chrono::Utc>) -> NewMoment {
    NewMoment {
        people: vec![person],
        gestures: GestureId::new(gesture).into_iter().collect(),
        direction: Direction::Mine,
        channel: Some(Channel("in-person".to_owned())),
        note: note.to_owned(),
        at: Some(at),
    }
}
