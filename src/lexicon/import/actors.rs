//! `NAME_ [CODE]`, synonyms behind `+`, `[CODE <770120]`, `[CODE 770120-810120]`, `[CODE >810120]`; the codes on the line of
//! the name (TABARI) or below it (PETRARCH).

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::lines::{bracketed, lines, name};
use super::{Imported, Known, actor_code};
use crate::lexicon::Code;

const HEADER: [&str; 10] = ["form", "entity", "kind", "use", "code", "role", "valid_from", "valid_to", "caution", "source"];

/// A name with its synonyms and codes.
struct Block {
    line: u64,
    head: String,
    forms: Vec<(u64, String)>,
    codes: Vec<Term>,
}

/// A code and the days on which it holds.
#[derive(Clone, Copy)]
struct Term {
    code: Code,
    from: Option<Date>,
    to: Option<Date>,
}

pub(super) fn import(source: &str, text: &str, known: &dyn Known) -> Imported {
    let mut reader = Reader { source, done: Imported::default(), rows: Vec::new(), seen: FxHashSet::default() };
    let mut block: Option<Block> = None;
    for (number, line) in lines(text) {
        let (head, codes) = match bracketed(line) {
            Ok(parts) => parts,
            Err(why) => {
                reader.done.refuse(number, line, why);
                continue;
            }
        };
        if let Some(synonym) = head.strip_prefix('+') {
            match &mut block {
                Some(b) => b.forms.push((number, name(synonym))),
                None => reader.done.refuse(number, line, "a synonym without a name before it"),
            }
        } else if !head.is_empty() {
            reader.close(block.take());
            block = Some(Block { line: number, head: head.to_owned(), forms: vec![(number, name(head))], codes: Vec::new() });
        }
        for code in codes {
            match (term(code, known), &mut block) {
                (Ok(term), Some(b)) => b.codes.push(term),
                (Ok(_), None) => reader.done.refuse(number, line, "a code without a name before it"),
                (Err(why), _) => reader.done.refuse(number, line, why),
            }
        }
    }
    reader.close(block);
    reader.finish()
}

struct Reader<'t> {
    source: &'t str,
    done: Imported,
    rows: Vec<Vec<String>>,
    /// Form, entity and first day: what must not stand twice.
    seen: FxHashSet<(String, String, Option<Date>)>,
}

impl Reader<'_> {
    fn close(&mut self, block: Option<Block>) {
        let Some(block) = block else { return };
        let Some(entity) = block.forms.first().map(|f| f.1.clone()).filter(|e| !e.is_empty()) else {
            return self.done.refuse(block.line, &block.head, "the name has no letters");
        };
        if block.codes.is_empty() {
            return self.done.refuse(block.line, &block.head, "no code that can be taken; write one in brackets: [GBRGOV]");
        }
        let kind = kind(&block.codes);
        for (line, form) in &block.forms {
            if form.is_empty() {
                self.done.refuse(*line, &block.head, "an empty synonym");
                continue;
            }
            for term in &block.codes {
                if !self.seen.insert((form.clone(), entity.clone(), term.from)) {
                    self.done.refuse(*line, form, format!("a second code from the same day: {}", term.code.as_str()));
                    continue;
                }
                let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
                let cells = [form, &entity, kind, "name", term.code.as_str(), "", &day(term.from), &day(term.to), "", self.source].map(str::to_owned).to_vec();
                self.rows.push(cells);
            }
        }
    }

    fn finish(mut self) -> Imported {
        self.done.write_csv(&HEADER, &self.rows);
        self.done
    }
}

/// What a name is, as far as its codes tell: the dictionaries do not say.
fn kind(codes: &[Term]) -> &'static str {
    match codes {
        [one] if one.from.is_none() && one.to.is_none() => match one.code.sector().as_str() {
            "" if one.code.is_bare_country() => "country",
            "REB" | "UAF" | "OPP" | "PTY" | "INS" | "SEP" => "group",
            _ => "organisation",
        },
        _ => "person",
    }
}

fn term(text: &str, known: &dyn Known) -> Result<Term, String> {
    let (code, days) = text.find(|c: char| !c.is_ascii_alphabetic()).map_or((text, ""), |at| (&text[..at], text[at..].trim()));
    if code.is_empty() {
        return Err("a null code; there is nothing to take".into());
    }
    let code = actor_code(code, known)?;
    let (from, to) = match () {
        () if days.is_empty() => (None, None),
        () if days.starts_with('<') => (None, Some(day(&days[1..])?)),
        () if days.starts_with('>') => (Some(day(&days[1..])?), None),
        () => {
            let (from, to) = days.split_once('-').ok_or_else(|| format!("`{days}` is no range of days: write <YYMMDD, >YYMMDD or YYMMDD-YYMMDD"))?;
            (Some(day(from)?), Some(day(to)?))
        }
    };
    match from.zip(to) {
        Some((from, to)) if from > to => Err(format!("the range of days is reversed: {from} is after {to}")),
        _ => Ok(Term { code, from, to }),
    }
}

/// `770120` or `19770120`; two digits of a year from 30 on are of the last century.
fn day(text: &str) -> Result<Date, String> {
    const TURN: i16 = 30;
    let digits = text.trim();
    let wrong = || format!("`{digits}` is no day: write YYMMDD or YYYYMMDD");
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let number = |part: &str| part.parse::<i16>().map_err(|_| wrong());
    let (year, rest) = match digits.len() {
        6 => {
            let year = number(&digits[..2])?;
            (if year >= TURN { 1900 + year } else { 2000 + year }, &digits[2..])
        }
        8 => (number(&digits[..4])?, &digits[4..]),
        _ => return Err(wrong()),
    };
    Date::new(year, number(&rest[..2])? as i8, number(&rest[2..])? as i8).map_err(|_| wrong())
}
