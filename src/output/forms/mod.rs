//! Forms of output beyond CSV and JSON, made from the rows that the pipeline writes as CSV.

pub mod cells;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod profile;
mod sort;
#[cfg(feature = "sqlite")]
pub mod sqlite;
