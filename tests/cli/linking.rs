//! What runs all day carries no toolkit and no web view.

use std::process::Command;

use support::home::run;
use support::programs::program;

#[test]
fn nod_links_neither_gtk_nor_webkit() {
    let mut command = Command::new("ldd");
    command.arg(program("nod"));
    let libraries = run(command, b"").succeeded().stdout;
    assert!(libraries.contains("libc.so"), "{libraries}");
    for heavy in
        ["gtk", "gdk", "webkit", "javascriptcore", "gobject", "glib", "libX11", "libdbus", "libcrypto"]
    {
        assert!(!libraries.to_lowercase().contains(heavy), "nod links {heavy}:\n{libraries}");
    }
}
