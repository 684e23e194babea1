//! What is written: rows, annotation objects, schemas.

pub mod annotation;
pub mod columns;
pub mod compare;
pub mod encode;
pub mod explain;
pub mod files;
pub mod filter;
pub mod forms;
pub mod gather;
mod join;
pub mod merged;
pub mod names;
pub mod page;
pub mod records;
pub mod results;
pub mod rows;
pub mod schema;
mod spool;
pub mod tables;

pub use annotation::annotation;
pub use filter::{Facets, Filter};
pub use rows::{IncidentRow, incident_rows};
pub use tables::{ArticleRows, article_rows};
