//! Histories that once broke an invariant, spelled out.
