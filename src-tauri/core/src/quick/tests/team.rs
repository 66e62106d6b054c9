//! The people the tests know, and the moment they are read at.

use crate::clock::Now;
use crate::gesture::{Gesture, GestureId};
use crate::id::PersonId;
use crate::quick::{Lexicon, Named, Roster};
use crate::texts::Texts;

/// Name, what they are called, handles, days since the last moment, how many there were.
type Colleague = (&'static str, &'static str, &'static [&'static str], Option<u32>, u32);

const TEAM: &[Colleague] = &[
    ("Amara Okafor", "", &["aokafor"], Some(6), 30),
    ("Amir Haddad", "", &[], Some(1), 2),
    ("Amelie Brandt", "", &[], Some(120), 2),
    ("Samuel Adeyemi", "", &[], Some(21), 4),
    ("Samira Osei", "", &[], Some(75), 4),
    ("Tamar Vashakidze", "", &[], None, 0),
    ("Noor el-Sayed", "", &[], Some(12), 5),
    ("Leo Martin", "", &["lmartin@x"], Some(9), 8),
    ("Hannah Reuter", "Hanni", &[], Some(30), 6),
    ("Tomasz Wiśniewski", "Tomek", &[], Some(40), 3),
    ("Priya Raghunathan", "", &["priya.r"], Some(35), 7),
    ("Zoë Müller-Lindqvist", "", &[], Some(14), 3),
    ("Jean-Luc Moreau", "JL", &["jlm"], None, 0),
    ("Pieter van der Berg", "", &[], Some(50), 2),
    ("Ty Burrell", "", &[], Some(20), 2),
    // Names that are ordinary words.
    ("Will Turner", "", &[], Some(8), 4),
    ("May Chen", "", &[], Some(8), 4),
    ("Grace Nilsson", "", &[], Some(16), 4),
    ("Mark Novák", "", &[], Some(16), 4),
    ("Art Vandelay", "", &[], Some(90), 1),
    // Two people of the same name.
    ("Kim Larsen", "", &[], Some(2), 40),
    ("Kim Larsen", "", &[], None, 0),
    // Other scripts.
    ("Алёна Соколова", "", &[], Some(10), 3),
    ("Дмитрий Йовович", "Дима", &[], Some(10), 3),
    ("Ελένη Παπαδοπούλου", "", &[], Some(10), 3),
    ("Γιώργος Νικολάου", "", &[], Some(10), 3),
    ("محمد الفاسي", "", &[], Some(10), 3),
    ("أمينة بن علي", "", &[], Some(10), 3),
    ("מרים כהן", "", &[], Some(10), 3),
    ("佐藤 美咲", "", &["misaki"], Some(10), 3),
    ("王伟", "Wei", &[], Some(10), 3),
    ("サラ・ベルナール", "", &[], Some(10), 3),
    ("ゆうと 中村", "", &[], Some(10), 3),
    ("김민준", "", &[], Some(10), 3),
    ("कविता शर्मा", "", &[], Some(10), 3),
    ("रोहन वर्मा", "", &[], Some(10), 3),
    ("Åse Ødegård", "", &[], Some(10), 3),
    ("Çağla Yıldız", "", &[], Some(10), 3),
    ("Đặng Thị Hương", "Hương", &[], Some(10), 3),
    ("Siân O’Connell", "", &[], Some(10), 3),
    ("László Őri", "Laci", &[], Some(10), 3),
    ("Þórdís Jónsdóttir", "", &[], Some(10), 3),
    ("Оксана Ґоляк", "", &[], Some(10), 3),
    ("Ѓорѓи Стојановски", "", &[], Some(10), 3),
    ("Νίκος Χατζής", "", &[], Some(10), 3),
    ("خالد العمري", "", &[], Some(10), 3),
    ("نرگس کریمی", "", &[], Some(10), 3),
    ("יוסי בן־דוד", "", &[], Some(10), 3),
    ("李小龍", "", &["bruce"], Some(10), 3),
    ("欧阳娜娜", "", &[], Some(10), 3),
    ("高橋 健一", "ケン", &[], Some(10), 3),
    ("박서연", "", &[], Some(10), 3),
    ("अनन्या अय्यर", "", &[], Some(10), 3),
    ("ச. மீனா", "", &[], Some(10), 3),
    ("สมชาย ใจดี", "", &[], Some(10), 3),
    ("თამარ ბერიძე", "", &[], Some(10), 3),
    ("Արամ Սարգսյան", "", &[], Some(10), 3),
];

/// The identifier of the person at a place of the team.
pub fn id(place: usize) -> PersonId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(place as u64).to_be_bytes());
    PersonId::from_bytes(bytes)
}

/// The name behind an identifier.
pub fn name(id: PersonId) -> &'static str {
    let place: [u8; 8] = id.as_bytes()[8..].try_into().unwrap();
    TEAM[usize::try_from(u64::from_be_bytes(place)).unwrap()].0
}

pub fn people() -> Vec<Named> {
    let named =
        |(place, (name, called, others, days_since, moments)): (usize, &(&str, &str, &[&str], _, _))| Named {
            id: id(place),
            name: (*name).to_owned(),
            called: (*called).to_owned(),
            others: others.iter().map(|other| (*other).to_owned()).collect(),
            team: if *name == "Samira Osei" { "Customer care".to_owned() } else { "Platform".to_owned() },
            days_since: *days_since,
            moments: *moments,
        };
    TEAM.iter().enumerate().map(named).collect()
}

pub fn roster() -> Roster {
    Roster::new(people())
}

/// English, with a gesture and a channel of the user's own.
pub fn lexicon() -> Lexicon {
    let own =
        Gesture { id: GestureId::new("vouched").unwrap(), name: "Vouched for".to_owned(), hidden: false };
    Lexicon::new(&Texts::english(), &[own], &["Huddle".to_owned()])
}

/// Thursday 15 October 2026, 14:30 in Berlin.
pub fn now() -> Now {
    Now::at("2026-10-15T12:30:00Z".parse().unwrap(), "Europe/Berlin".parse().unwrap())
}
