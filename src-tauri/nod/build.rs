//! Packs the relocations, nearly all of which are the time zone tables': unpacked they are a tenth of what the resident
//! takes in memory. Needs glibc 2.36 (Debian 12) to load.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "gnu") {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
