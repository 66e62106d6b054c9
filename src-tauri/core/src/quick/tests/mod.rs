//! Tests of the grammar as a whole.

mod phrases;
mod properties;
mod ranking;
mod team;
