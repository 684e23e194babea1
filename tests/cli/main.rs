//! The command line as users meet it: what is read, what is written, exit statuses and messages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod extract;
mod input;
mod outputs;
mod page;
mod resume;
mod schemas;
mod statuses;
mod support;
mod tools;
mod typed;
mod untrusted;
