//! A page written beside another form.

use std::io;

use serde_json::Value;

use super::{Form, Wants};
use crate::output::columns::{INCIDENTS, MENTIONS, Table};
use crate::output::page::Page;

/// An output and a page of the same rows. The page takes its name once the output has its own.
pub struct Beside {
    main: Box<dyn Form>,
    page: Page,
}

impl Beside {
    /// `page` beside `main`, which wants no [`Wants::Events`]: those rows are of another shape.
    #[must_use]
    pub fn new(main: Box<dyn Form>, page: Page) -> Self {
        Self { main, page }
    }
}

impl Form for Beside {
    fn wants(&self) -> Wants {
        if self.main.wants() == Wants::AllAndMentions { Wants::AllAndMentions } else { Wants::All }
    }

    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        if self.main.wants().all() || table.name == INCIDENTS.name {
            self.main.rows(table, records)?;
        }
        if table.name == MENTIONS.name { Ok(()) } else { self.page.rows(table, records) }
    }

    fn note(&self) -> Option<String> {
        let notes: Vec<_> = [self.main.note(), self.page.note()].into_iter().flatten().collect();
        (!notes.is_empty()).then(|| notes.join("; "))
    }

    fn finish(self: Box<Self>, run: &Value) -> io::Result<()> {
        self.main.finish(run)?;
        Box::new(self.page).finish(run)
    }
}
