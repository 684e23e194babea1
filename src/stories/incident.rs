//! An incident as a compact key, and what two of them have in common.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ArticleKey;
use crate::actions::{Action, Party, Status};
use crate::actors::{Actors, EntityKind};
use crate::lexicon::actor_country;
use crate::link::{Incident, IncidentDate};
use crate::token::stable_hash;

/// A lead without a date of its own tells what happened on the day of the paper or up to so many days before.
const TOLD_AFTER: i32 = 3;
/// Places within so many degrees are one place: a town and its district.
const NEARBY: f32 = 0.7;
/// Weekdays of one article lie in one week, or in two that meet.
const FORTNIGHT: i32 = 14;
/// Dated acts that are taken of an article.
const DATED_ACTS: usize = 16;
/// An act is dated if its days are no more than those of a month.
const MONTH: i32 = 31;

/// One incident of one article, as the second pass knows it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct IncidentKey {
    /// Who did it.
    pub source: Side,
    /// To whom.
    pub target: Side,
    /// CAMEO code, as bytes from the left.
    pub cameo: [u8; 4],
    /// Said of it.
    pub status: Status,
    /// When.
    pub when: When,
    /// Where.
    pub place: Option<Spot>,
    /// The incident of the same article that it answers.
    pub answers: Option<u32>,
    /// The text says that it answers something, but the article does not tell what.
    pub replies: bool,
    /// The first incident of the same act in the article.
    pub act: u32,
}

/// One side of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Side {
    /// CAMEO actor code, three letters in each part.
    pub code: [u8; 12],
    /// Hash of the name; of a person's the last word. 0 where there is none.
    pub name: u32,
    /// A person with a name.
    pub person: bool,
}

/// When an incident may have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum When {
    /// Nothing is known.
    Unknown,
    /// First and last possible day, counted from 1970.
    Days(i32, i32),
    /// A weekday (Monday is 1) of a week that is not known.
    Weekday(u8),
    /// A month of a year that is not known.
    Month(u8),
}

/// A place with its coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Degrees north.
    pub latitude: f32,
    /// Degrees east.
    pub longitude: f32,
}

/// A dated act between two countries: `(source, target and kind, when)`.
pub(super) type DatedAct = (u64, When);

/// The keys of the incidents of an article.
pub(super) fn keys(actors: &Actors, actions: &[Action], incidents: &[Incident]) -> Box<[IncidentKey]> {
    let mut keys = Vec::with_capacity(incidents.len());
    for (index, incident) in incidents.iter().enumerate() {
        let parties = incident.actions.first().and_then(|a| actions.get(*a as usize));
        let person = |party: fn(&Action) -> Option<&Party>| {
            let entity = parties.and_then(party).and_then(|p| actors.entities.get(p.entity as usize));
            entity.is_some_and(|e| e.named && e.kind == EntityKind::Person)
        };
        let first = if incident.act_id == incident.id { None } else { incidents[..index].iter().rposition(|i| i.id == incident.act_id) };
        keys.push(IncidentKey {
            source: Side::new(&incident.source_code, &incident.source_name, person(|a| a.source.as_ref())),
            target: Side::new(&incident.target_code, &incident.target_name, person(|a| a.target.as_ref())),
            cameo: bytes(&incident.cameo),
            status: incident.status,
            when: When::new(&incident.date),
            place: incident.place.as_ref().and_then(|p| p.coordinates).map(|c| Spot { latitude: c.0 as f32, longitude: c.1 as f32 }),
            answers: incident.in_response_to,
            replies: incident.replies,
            act: first.unwrap_or(index) as u32,
        });
    }
    keys.into_boxed_slice()
}

fn bytes<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    for (to, from) in bytes.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    bytes
}

impl Side {
    fn new(code: &str, name: &str, person: bool) -> Self {
        let telling = if person { name.rsplit(' ').next().unwrap_or(name) } else { name };
        let name = if telling.is_empty() { 0 } else { stable_hash(&telling.to_lowercase()) as u32 | 1 };
        Self { code: bytes(code), name, person }
    }

    /// The code as text.
    fn code(&self) -> &str {
        let end = self.code.iter().position(|b| *b == 0).unwrap_or(self.code.len());
        std::str::from_utf8(&self.code[..end]).unwrap_or("")
    }

    /// The country, else the code, else the name: sides that differ in it are two.
    pub(super) fn block(&self) -> u64 {
        let code = self.code();
        let country = actor_country(code);
        let text = if country.is_empty() { code } else { country };
        if text.is_empty() { u64::from(self.name) << 16 } else { stable_hash(text) }
    }

    pub(super) fn country(&self) -> &str {
        actor_country(self.code())
    }

    pub(super) fn is_known(&self) -> bool {
        self.code[0] != 0 || self.name != 0
    }

    /// How well two sides agree: 3 one name, 2 one code, 1 one a part of the other; `None` for two actors.
    pub(super) fn agreement(&self, other: &Side) -> Option<u32> {
        let (a, b) = (self.code(), other.code());
        if self.name == other.name && self.name != 0 && (a == b || a.is_empty() || b.is_empty()) {
            return Some(3);
        }
        if a.is_empty() || b.is_empty() {
            return None;
        }
        if a == b {
            return Some(if self.person && other.person { 1 } else { 2 });
        }
        (a.starts_with(b) || b.starts_with(a)).then_some(1)
    }
}

impl When {
    fn new(date: &IncidentDate) -> Self {
        match date.range {
            Some((from, to)) => {
                let early = if date.basis == "published" { TOLD_AFTER } else { 0 };
                Self::Days(day_number(from) - early, day_number(to))
            }
            None => Self::open(&date.open).unwrap_or(Self::Unknown),
        }
    }

    /// `XXXX-WXX-3` or `XXXX-11`.
    fn open(value: &str) -> Option<Self> {
        let rest = value.strip_prefix("XXXX-")?;
        if let Some(week) = rest.strip_prefix("WXX-") {
            return week.get(..1)?.parse().ok().map(Self::Weekday);
        }
        rest.get(..2)?.parse().ok().filter(|m| (1..=12).contains(m)).map(Self::Month)
    }

    /// How well two dates agree: 2 both known, 1 one of them in part, 0 one unknown; `None` for two days.
    pub(super) fn agreement(self, other: When) -> Option<u32> {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Some(0),
            (Self::Days(a, b), Self::Days(c, d)) => (a <= d && c <= b).then_some(2),
            (Self::Days(a, b), Self::Weekday(day)) | (Self::Weekday(day), Self::Days(a, b)) => (b - a >= 6 || (a..=b).any(|d| weekday(d) == day)).then_some(1),
            (Self::Days(a, b), Self::Month(m)) | (Self::Month(m), Self::Days(a, b)) => (b - a > MONTH || month(a) == m || month(b) == m).then_some(1),
            (Self::Weekday(a), Self::Weekday(b)) | (Self::Month(a), Self::Month(b)) => (a == b).then_some(1),
            _ => Some(0),
        }
    }

    /// What is left of both: the narrower.
    pub(super) fn narrowed(self, other: When) -> When {
        match (self, other) {
            (Self::Days(a, b), Self::Days(c, d)) => Self::Days(a.max(c), b.min(d)),
            (Self::Days(..), _) | (_, Self::Unknown) => self,
            _ => other,
        }
    }

    /// Lies in one month.
    pub(super) fn is_dated(self) -> bool {
        match self {
            Self::Days(from, to) => to - from <= MONTH,
            Self::Weekday(_) => true,
            _ => false,
        }
    }

    /// The day, where it is one.
    pub(super) fn day(self) -> Option<i32> {
        match self {
            Self::Days(from, to) if from == to => Some(from),
            _ => None,
        }
    }

    /// The last day that is possible.
    pub(super) fn last(self) -> Option<i32> {
        match self {
            Self::Days(_, to) => Some(to),
            _ => None,
        }
    }
}

impl IncidentKey {
    /// The first two digits of the code.
    pub(super) fn root(&self) -> u8 {
        let digit = |b: u8| b.wrapping_sub(b'0').min(9);
        digit(self.cameo[0]) * 10 + digit(self.cameo[1])
    }

    /// Between two countries.
    pub(super) fn is_international(&self) -> bool {
        let (a, b) = (self.source.country(), self.target.country());
        !a.is_empty() && !b.is_empty() && a != b
    }

    /// Equal codes, or one is the general form of the other (`190` of `194`).
    pub(super) fn same_kind(&self, other: &IncidentKey) -> bool {
        let length = |code: &[u8; 4]| code.iter().position(|b| *b == 0).unwrap_or(code.len());
        let general = |wide: &[u8; 4], narrow: &[u8; 4]| {
            let stem = wide.iter().rposition(|b| *b != 0 && *b != b'0').map_or(0, |p| p + 1).max(2);
            length(wide) <= length(narrow) && stem < length(narrow) && wide[..stem] == narrow[..stem]
        };
        self.cameo == other.cameo || general(&self.cameo, &other.cameo) || general(&other.cameo, &self.cameo)
    }

    /// What was done, is being done or was announced may be one act; what was denied or supposed is another thing.
    pub(super) fn same_footing(&self, other: &IncidentKey) -> bool {
        let real = |s| matches!(s, Status::Occurred | Status::Ongoing | Status::Planned | Status::Alleged);
        self.status == other.status || real(self.status) && real(other.status)
    }

    /// The places can be one.
    pub(super) fn same_place(&self, other: &IncidentKey) -> bool {
        let (Some(a), Some(b)) = (self.place, other.place) else { return true };
        (a.latitude - b.latitude).abs() <= NEARBY && (a.longitude - b.longitude).abs() <= NEARBY
    }
}

/// The dated deeds between countries of an article, sorted.
pub(super) fn dated_acts(article: &ArticleKey) -> Vec<DatedAct> {
    let deeds = article.incidents.iter().filter(|i| i.root() >= 6 && i.status == Status::Occurred && i.when.is_dated() && i.is_international());
    let mut acts: Vec<DatedAct> = deeds.take(DATED_ACTS).map(|i| (pair(i), i.when)).collect();
    acts.sort_unstable();
    acts.dedup();
    acts
}

fn pair(incident: &IncidentKey) -> u64 {
    incident.source.block().rotate_left(1) ^ incident.target.block().rotate_left(22) ^ u64::from(incident.root())
}

/// Both tell of acts of the same kinds between the same two, and they cannot be the same acts: none can be of one day, or an
/// undated article tells within a week (`on Monday … on Wednesday`) what lies months apart in the other.
pub(super) fn contradict(a: &[DatedAct], b: &[DatedAct]) -> bool {
    let (mut shared, mut agreed) = (false, false);
    // What acts without a week would be dated, and the kind of act.
    let mut placed: Vec<(u64, i32, i32)> = Vec::new();
    for (kind, when) in a {
        let start = b.partition_point(|x| x.0 < *kind);
        for (_, other) in b[start..].iter().take_while(|x| x.0 == *kind) {
            shared = true;
            agreed |= when.agreement(*other).is_some();
            if let (When::Weekday(_), When::Days(from, to)) | (When::Days(from, to), When::Weekday(_)) = (*when, *other) {
                placed.push((*kind, from, to));
            }
        }
    }
    shared && !agreed || !in_one_week(&placed)
}

/// For any two kinds of acts some days are at most two weeks apart.
fn in_one_week(placed: &[(u64, i32, i32)]) -> bool {
    let near = |a: &(u64, i32, i32), b: &(u64, i32, i32)| a.1 - b.2 <= FORTNIGHT && b.1 - a.2 <= FORTNIGHT;
    let mut kinds = placed.chunk_by(|a, b| a.0 == b.0);
    let Some(first) = kinds.next() else { return true };
    kinds.all(|kind| kind.iter().any(|a| first.iter().any(|b| near(a, b))))
}

/// Days since 1970.
pub(super) fn day_number(date: Date) -> i32 {
    let (y, m, d) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let year = y - era * 400;
    let day = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + day - 719_468
}

/// Monday is 1.
fn weekday(day: i32) -> u8 {
    ((day + 3).rem_euclid(7) + 1) as u8
}

fn month(day: i32) -> u8 {
    let z = day + 719_468;
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    (if mp < 10 { mp + 3 } else { mp - 9 }) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_weekdays_and_months() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2025, 3, 12)) - day_number(date(2024, 2, 29)), 377);
        for (d, day, m) in [(date(2025, 3, 12), 3, 3), (date(2024, 2, 29), 4, 2), (date(1969, 12, 31), 3, 12)] {
            assert_eq!((weekday(day_number(d)), month(day_number(d))), (day, m));
        }
    }

    #[test]
    fn a_wednesday_is_no_thursday() {
        let thursday = day_number(date(2025, 2, 6));
        assert_eq!(When::Days(thursday, thursday).agreement(When::open("XXXX-WXX-3").unwrap()), None);
        assert_eq!(When::Days(thursday, thursday).agreement(When::open("XXXX-02").unwrap()), Some(1));
        assert_eq!(When::Days(thursday, thursday).agreement(When::Unknown), Some(0));
    }

    #[test]
    fn a_general_code_is_the_same_kind() {
        let key = |cameo: &str| IncidentKey {
            source: Side::default(),
            target: Side::default(),
            cameo: bytes(cameo),
            status: Status::Occurred,
            when: When::Unknown,
            place: None,
            answers: None,
            replies: false,
            act: 0,
        };
        assert!(key("190").same_kind(&key("194")));
        assert!(key("161").same_kind(&key("161")));
        assert!(key("112").same_kind(&key("1121")));
        assert!(!key("161").same_kind(&key("162")));
        assert!(!key("1823").same_kind(&key("1821")));
    }
}
