use jiff::civil::Date;

use crate::token::Span;

/// One article as it was read. The text is never edited after reading.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// The record's id, else the file's stem, else path and record.
    pub id: String,
    /// The file, as the user named it (relative to the working directory; `-` for standard input).
    pub path: String,
    /// Line (from 1) or archive member inside the file.
    pub record: Option<String>,
    /// Headline; never a part of `text`.
    pub title: Option<String>,
    /// Who wrote it, where the record says so; several are joined by `; `.
    pub author: Option<String>,
    /// Publisher.
    pub source: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Publication date and where it was taken from.
    pub published: Option<Published>,
    /// The decoded text, header lines and boilerplate included.
    pub text: String,
    /// The header lines at the head of a text file.
    pub header: Option<Header>,
    /// Name of the encoding that the bytes were decoded from (`utf-8`).
    pub encoding: &'static str,
    /// How it was read: `text`, `json`, `table`, `html`, `warc`, `reuters`, `xml`, `lexisnexis`, `factiva`.
    pub format: &'static str,
}

/// A publication date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// Where it was found.
    pub from: PublishedFrom,
}

/// Where a publication date was found, in the order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum PublishedFrom {
    Record,
    Header,
    Option,
    Url,
    Filename,
    Dateline,
}

impl PublishedFrom {
    /// The word of the contract's `published_from`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Header => "header",
            Self::Option => "option",
            Self::Url => "url",
            Self::Filename => "filename",
            Self::Dateline => "dateline",
        }
    }
}

/// The header of a text file: `date 2025-02-06`, `Title: …`, `URL: …`, `Source: …`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// From the first header key to the end of the last header's value (bytes). The story starts behind it.
    pub span: Span,
    /// The words of the date, where there is one.
    pub date: Option<Span>,
}

impl Article {
    /// The publication day, if any is known.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.published.map(|p| p.date)
    }

    /// Where the story starts (bytes): behind the header.
    #[must_use]
    pub fn body_start(&self) -> u32 {
        self.header.map_or(0, |h| h.span.end)
    }
}
