//! A disk that is full, a folder that is read-only: a small file system in a mount namespace of its own, so the tests
//! do the same as root and as anyone else and leave no mount behind.

use support::Home;
use support::home::{Ran, run};
use support::programs::program;
use support::team;

/// Runs a script beside a copy of the home's data on a file system of 2 MB. The script has `$data`, `$before` (a copy
/// to compare with) and `nod`.
fn in_small_disk(home: &Home, script: &str) -> Ran {
    let mut command = home.command("unshare");
    if !rustix::process::geteuid().is_root() {
        command.args(["--user", "--map-root-user"]);
    }
    let (place, before) = (home.path().join("small"), home.path().join("before"));
    std::fs::create_dir(&place).unwrap();
    let whole = format!(
        "set -eu
         mount -t tmpfs -o size=2m,mode=0700 tmpfs '{place}'
         place='{place}' data='{place}/nod' before='{before}'
         cp -a '{usual}' \"$data\"
         cp -a '{usual}' \"$before\"
         nod() {{ '{nod}' --data-dir \"$data\" \"$@\"; }}
         {script}",
        place = place.display(),
        before = before.display(),
        usual = home.nod_data().display(),
        nod = program("nod").display(),
    );
    command.args(["--mount", "sh", "-c", &whole]);
    run(command, b"")
}

fn home_with_team() -> Home {
    let home = Home::new();
    team::bring_in(&home);
    home
}

#[test]
fn a_full_disk_is_said_and_nothing_is_changed() {
    let home = home_with_team();
    let ran = in_small_disk(
        &home,
        "dd if=/dev/zero of=\"$place/filler\" bs=1k 2>/dev/null || true
         nod log 'amara thx for everything' && echo 'it says it was logged' || echo \"exit $?\"
         rm \"$place/filler\"
         nod people --json >/dev/null
         diff -r \"$before\" \"$data\" && echo unchanged
         nod log 'amara thx for everything' >/dev/null && echo 'works again'",
    );
    assert_eq!(ran.stdout, "exit 1\nunchanged\nworks again\n", "{}", ran.stderr);
    let said = ran.stderr.trim_end();
    assert!(said.contains("full") && said.lines().count() == 1, "{said}");
    assert!(said.contains("amara thx for everything"), "what was typed comes back: {said}");
}

#[test]
fn a_full_disk_at_the_first_start_leaves_nothing_half_made() {
    let home = home_with_team();
    let ran = in_small_disk(
        &home,
        "rm -r \"$data\"
         dd if=/dev/zero of=\"$place/filler\" bs=1k 2>/dev/null || true
         nod person add Noor && echo 'it says it was added' || echo \"exit $?\"
         ls -A \"$data\" 2>/dev/null || true
         rm \"$place/filler\"
         nod person add Noor >/dev/null && echo 'works again'",
    );
    assert_eq!(ran.stdout, "exit 1\nworks again\n", "{}", ran.stderr);
    assert!(ran.stderr.contains("full"), "{}", ran.stderr);
}

#[test]
fn a_read_only_folder_is_said_and_nothing_is_changed() {
    let home = home_with_team();
    let ran = in_small_disk(
        &home,
        "mount -o remount,ro \"$place\"
         nod log 'amara thx for everything' && echo 'it says it was logged' || echo \"exit $?\"
         diff -r \"$before\" \"$data\" && echo unchanged",
    );
    assert_eq!(ran.stdout, "exit 1\nunchanged\n", "{}", ran.stderr);
    let said = ran.stderr.trim_end();
    assert!(said.contains("cannot be written") && said.lines().count() == 1, "{said}");
}

#[test]
fn a_new_data_folder_where_nothing_can_be_written() {
    let home = home_with_team();
    let ran = in_small_disk(
        &home,
        "rm -r \"$data\"
         mount -o remount,ro \"$place\"
         nod person add Noor && echo 'it says it was added' || echo \"exit $?\"",
    );
    assert_eq!(ran.stdout, "exit 1\n", "{}", ran.stderr);
    assert_eq!(ran.stderr.trim_end().lines().count(), 1, "{}", ran.stderr);
}
