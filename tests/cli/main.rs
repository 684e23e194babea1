//! The command line as users meet it: what is read, what is written, exit statuses and messages.

mod extract;
mod input;
mod statuses;
mod support;
mod tools;
