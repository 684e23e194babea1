//! What is written: rows, annotation objects, schemas.

pub mod annotation;
pub mod files;
pub mod names;
pub mod rows;

pub use annotation::annotation;
pub use rows::{IncidentRow, incident_rows};
