crates/parse/src/lib.rs
