//! `dateline` reads news articles and writes incident records: who did what to whom, when, where, who said what about it.
//!
//! Dates, actors, quotations and actions are found by pattern matchers and lexicons; the same text gives the same
//! records at any thread count on any day. [`pipeline::analyse`] is the whole way of one article.

pub mod actions;
pub mod actors;
pub mod cli;
pub mod dates;
pub mod input;
pub mod lexicon;
pub mod link;
pub mod output;
pub(crate) mod panics;
pub mod pipeline;
pub mod quotes;
pub mod run;
pub mod stories;
pub mod syntax;
pub mod text;
pub mod token;

pub use lexicon::Lexicon;
pub use pipeline::{Analysis, analyse};
pub use text::Article;
