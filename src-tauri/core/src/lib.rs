//! Nod's domain.
#![deny(missing_docs)]
pub mod api;
pub mod clock;
pub mod gesture;
pub mod id;
pub mod moment;
pub mod quick;
pub mod texts;
