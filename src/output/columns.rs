//! The columns of every table: one list each for headers, schemas and the data package.

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// Frictionless type.
    pub kind: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// The values that there are; empty where they are not listed.
    pub values: &'static [&'static str],
    /// Least and greatest number.
    pub range: Option<(i32, i32)>,
    /// It may hold words of articles, records or users; false for codes, names of kinds, numbers and dates.
    pub free: bool,
}

/// A table of the folder that `extract -o DIR/` writes.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Name; the file is `NAME.csv`.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns in order.
    pub columns: &'static [Column],
    /// The columns that no two rows share; empty where there are none.
    pub key: &'static [&'static str],
    /// `(column, table)`: the column names a row of the table by its first column.
    pub references: &'static [(&'static str, &'static str)],
}

/// Text that may come from outside.
const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: "string", about, values: &[], range: None, free: true }
}

/// A code.
const fn code(name: &'static str, about: &'static str) -> Column {
    Column { free: false, ..text(name, about) }
}

/// One of a few names that the program itself gives.
const fn one_of(name: &'static str, values: &'static [&'static str], about: &'static str) -> Column {
    Column { values, ..code(name, about) }
}

const fn int(name: &'static str, about: &'static str) -> Column {
    Column { kind: "integer", ..code(name, about) }
}

/// A number between `least` and `most`.
const fn num(name: &'static str, (least, most): (i32, i32), about: &'static str) -> Column {
    Column { kind: "number", range: Some((least, most)), ..code(name, about) }
}

const fn day(name: &'static str, about: &'static str) -> Column {
    Column { kind: "date", ..code(name, about) }
}

const PRECISIONS: &[&str] = &["day", "week", "month", "quarter", "season", "year", "decade", "range", "unknown"];
const BASES: &[&str] = &["explicit", "relative", "context", "published", "none"];
const STATUSES: &[&str] = &["occurred", "ongoing", "planned", "threatened", "demanded", "alleged", "denied", "hypothetical"];
const ORIGINS: &[&str] = &["record", "header", "option", "url", "filename", "dateline", "none"];
const ROLES: &[&str] = &["action", "source", "target", "date", "place", "quote", "response"];

/// Incidents: who did what to whom.
pub const INCIDENTS: Table = Table {
    name: "incidents",
    about: "one row an incident: an act by someone, usually on someone, merged from all its mentions",
    key: &["incident_id"],
    references: &[("article_id", "articles")],
    columns: &[
        text("incident_id", "stable id of the row"),
        text("act_id", "shared by the rows of one act between several pairs of actors"),
        code("date", "when it happened, ISO 8601, only as precise as is known; empty if unknown"),
        day("date_from", "first possible day"),
        day("date_to", "last possible day"),
        one_of("date_precision", PRECISIONS, "how precisely the date is known"),
        one_of("date_basis", BASES, "how the date is known"),
        text("date_text", "the words that the date was read from"),
        one_of("status", STATUSES, "whether it happened"),
        text("action", "what was done, in a few words"),
        code("cameo_code", "CAMEO 1.1b3 code; text, as it may start with a zero"),
        text("cameo_label", "name of the code"),
        code("cameo_root", "first two digits of the code"),
        Column { range: Some((1, 4)), ..int("quad_class", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict") },
        num("goldstein", (-10, 10), "Goldstein scale"),
        code("plover_event", "PLOVER 2021 event"),
        code("plover_mode", "PLOVER mode"),
        code("plover_context", "PLOVER context"),
        code("plover_quad", "PLOVER quad code"),
        text("source_name", "who did it"),
        code("source_code", "CAMEO actor code of the source"),
        code("source_country", "ISO 3166 alpha-3 country of the source"),
        code("source_sector", "sector of the source"),
        text("target_name", "to whom"),
        code("target_code", "CAMEO actor code of the target"),
        code("target_country", "ISO 3166 alpha-3 country of the target"),
        code("target_sector", "sector of the target"),
        text("place", "where, if the text says"),
        code("place_country", "ISO 3166 alpha-3 country of the place"),
        num("latitude", (-90, 90), "WGS 84 degrees north"),
        num("longitude", (-180, 180), "WGS 84 degrees east"),
        one_of("place_basis", &["text", "dateline"], "what names the place"),
        int("killed", "dead, if the clause says"),
        int("injured", "injured, if the clause says"),
        text("weapon", "weapon, if the clause says"),
        text("attributed_to", "who is cited for it, if anyone"),
        text("quote", "the quotation that bears most on it"),
        text("quote_speaker", "who said the quotation"),
        text("sentence", "the sentence of its clearest mention"),
        text("in_response_to", "incident_id of the act that this one answers"),
        int("mentions", "mentions that it was merged from"),
        int("articles", "articles that it was merged from"),
        num("confidence", (0, 1), "the share of rows of this confidence whose act, source and target are right"),
        text("article_id", "its article"),
        text("article_path", "file of the article"),
        text("article_record", "line or member in the file"),
        text("article_title", "title of the article"),
        text("article_source", "publisher"),
        text("article_url", "address"),
        day("article_published", "publication date"),
        int("span_start", "where the article's text names the act: first code point"),
        int("span_end", "one past the last code point"),
        code("rule", "id of the rule that found it"),
    ],
};

/// Quotations: who said what.
pub const QUOTES: Table = Table {
    name: "quotes",
    about: "one row a quotation, or a part of one that runs on",
    key: &["quote_id"],
    references: &[("article_id", "articles"), ("incident_id", "incidents")],
    columns: &[
        text("quote_id", "article and place"),
        text("group", "quote_id of the first part of the quotation"),
        text("article_id", "its article"),
        one_of("kind", &["direct", "mixed", "indirect"], "with quotation marks, partly, without"),
        text("text", "the words, without quotation marks"),
        text("speaker_name", "who said it, resolved"),
        code("speaker_code", "CAMEO actor code of the speaker"),
        text("speaker_text", "the speaker as written"),
        text("cue", "the words that introduce it"),
        num("confidence", (0, 1), "how surely this is the speaker"),
        text("incident_id", "the incident that it bears most on"),
        int("span_start", "first code point in the article's text"),
        int("span_end", "one past the last code point"),
    ],
};

/// Time expressions.
pub const DATES: Table = Table {
    name: "dates",
    about: "one row a time expression",
    key: &["article_id", "span_start"],
    references: &[("article_id", "articles")],
    columns: &[
        text("article_id", "its article"),
        text("text", "the words"),
        one_of("type", &["DATE", "TIME", "DURATION", "SET"], "TIMEX3 type"),
        code("value", "TIMEX3 value"),
        day("from", "first possible day"),
        day("to", "last possible day"),
        code("anchor", "what it was counted from: published, or the value of another expression"),
        int("span_start", "first code point in the article's text"),
        int("span_end", "one past the last code point"),
        code("rule", "id of the rule"),
    ],
};

/// Actors, summed over all articles.
pub const ACTORS: Table = Table {
    name: "actors",
    about: "one row an actor with a name or a code, over all articles",
    key: &["actor_id"],
    references: &[],
    columns: &[
        text("actor_id", "code or kind, and a hash of name, kind and code"),
        text("name", "resolved name"),
        one_of("kind", &["person", "country", "organisation", "group", "place"], "what it is"),
        code("code", "CAMEO actor code"),
        code("country", "ISO 3166 alpha-3"),
        code("sector", "sector of the code"),
        text("role", "office or trade, as first told"),
        int("articles", "articles that mention it"),
        int("mentions", "mentions in all articles"),
    ],
};

/// Where actors are spoken of; only a database holds it.
pub const MENTIONS: Table = Table {
    name: "mentions",
    about: "one row for each place where an actor with a name or a code is spoken of",
    key: &[],
    references: &[("article_id", "articles"), ("actor_id", "actors")],
    columns: &[
        text("article_id", "article"),
        text("actor_id", "who is meant"),
        text("text", "the words"),
        one_of("form", &["name", "nominal", "adjective", "pronoun"], "how it is spoken of"),
        text("rule", "the rule that found it"),
        int("span_start", "code point where the words begin"),
        int("span_end", "code point behind the words"),
    ],
};

/// The words behind the cells of incidents.
pub const EVIDENCE: Table = Table {
    name: "evidence",
    about: "one row for the words that a field of an incident came from",
    key: &[],
    references: &[("incident_id", "incidents"), ("article_id", "articles")],
    columns: &[
        text("incident_id", "the incident"),
        text("article_id", "the article"),
        one_of("role", ROLES, "what the words say"),
        int("span_start", "first code point in the article's text"),
        int("span_end", "one past the last code point"),
        text("text", "the words"),
        code("rule", "id of the rule"),
    ],
};

/// Acts that answer each other.
pub const CHAINS: Table = Table {
    name: "chains",
    about: "one row an incident of a chain of acts that answer each other",
    key: &["chain_id", "position"],
    references: &[("chain_id", "incidents"), ("incident_id", "incidents")],
    columns: &[text("chain_id", "incident_id of the first act"), int("position", "1 is the first act"), text("incident_id", "the act at this position")],
};

/// Articles, with their stories.
pub const ARTICLES: Table = Table {
    name: "articles",
    about: "one row an article that was read",
    key: &["article_id"],
    references: &[],
    columns: &[
        text("article_id", "id of the record, else stem of the file, else path and record"),
        text("path", "file"),
        text("record", "line or member in the file"),
        text("title", "title"),
        text("source", "publisher"),
        text("url", "address"),
        day("published", "publication date"),
        one_of("published_from", ORIGINS, "where the day comes from"),
        code("language", "ISO 639-1"),
        code("encoding", "encoding that the bytes were decoded from"),
        int("characters", "code points of the text"),
        text("story_id", "article_id of the first article of its story; empty with --per-article"),
        text("near_duplicate_of", "article_id of the first article that it reprints, if any"),
        int("boilerplate_characters", "code points that are no part of the story"),
        int("incidents", "rows in incidents.csv"),
        code("format", "how it was read: text, json, table, html, warc, reuters, xml, lexisnexis, factiva"),
        int("replacement_characters", "characters that could not be decoded"),
        text("author", "who wrote it, by the record or the byline; several joined by `; `"),
        text("dateline", "the words before the dash that opens the story: place, day, agency"),
        text("agency", "the agency in the dateline"),
        day("updated", "the day that a line as `Last updated 6 May 2024` names"),
    ],
};

/// What could not be read.
pub const ERRORS: Table = Table {
    name: "errors",
    about: "one row an input, or a part of one, that gave no article",
    key: &[],
    references: &[],
    columns: &[
        text("path", "file"),
        text("record", "line or member in the file"),
        code("stage", "read, decode, record, panic"),
        text("message", "what is wrong and what to do"),
    ],
};

/// All tables, in the order of the data package.
pub const TABLES: [Table; 8] = [INCIDENTS, QUOTES, DATES, ACTORS, EVIDENCE, CHAINS, ARTICLES, ERRORS];

impl Column {
    /// Its values are numbers.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.kind, "integer" | "number")
    }
}

impl Table {
    /// Its place in [`TABLES`]; [`MENTIONS`] stands behind them.
    #[must_use]
    pub fn number(&self) -> usize {
        TABLES.iter().position(|t| t.name == self.name).unwrap_or(TABLES.len())
    }

    /// The header line, without its newline; no name needs quotes.
    #[must_use]
    pub fn header(&self) -> String {
        self.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(",")
    }
}
