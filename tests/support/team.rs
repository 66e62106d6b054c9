//! A small team to test with, and the contact file it comes from.

use crate::home::Home;

/// Eight people: several scripts, two who share a first name, one without anything but a name.
pub const CONTACTS: &str = concat!(
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Amara Okafor\r\nNICKNAME:Amara\r\nORG:Meridian;Platform\r\n",
    "TITLE:Release engineer\r\nEMAIL;TYPE=work:amara@meridian.example\r\nTEL;TYPE=cell:+234 1 555 0101\r\n",
    "BDAY:19900304\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tomasz Wiśniewski\r\nN:Wiśniewski;Tomasz;;;\r\nORG:Meridian\r\n",
    "TITLE:Staff engineer\r\nEMAIL:tomasz@meridian.example\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Zo=C3=A9;;;\r\n",
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=A9 Lef=C3=A8vre\r\nTITLE:Designer\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Юлия Соколова\r\nEMAIL:yulia@meridian.example\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:山田花子\r\nROLE:Accountant\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Sam Carter\r\nEMAIL:sam.carter@meridian.example\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Sam Ortiz\r\nEMAIL:sam.ortiz@meridian.example\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Noor Haddad\r\nEND:VCARD\r\n",
);

/// How many they are.
pub const COUNT: usize = 8;

/// Imports them with the CLI.
pub fn bring_in(home: &Home) {
    let file = home.file("team.vcf", CONTACTS);
    home.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
}
