//! Nod's domain.
#![deny(missing_docs)]
pub mod api;
pub mod gesture;
pub mod id;
pub mod import;
pub mod moment;
