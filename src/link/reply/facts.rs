//! What is asked of the acts of an article again and again, and how two of them face each other.

use std::ops::Range;

use jiff::civil::Date;

use super::super::when::LATER;
use super::super::{Cluster, View, lead};
use crate::actions::{Action, Party, Status};
use crate::actors::EntityKind;
use crate::dates::Anchor;
use crate::lexicon::{actor_country, actor_sector, is_verbal};

/// How an act is turned against another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Facing {
    /// Not at all, as far as is told.
    Away,
    /// Against somebody abroad, where nobody is known who did the other act or suffered it, or where another did it.
    Vague,
    /// Against whoever did it, for the sake of others, or for what befell its own side at the hands of nobody known; of a protest,
    /// against what its own state did.
    Loose,
    /// It is done by the side that the other act was aimed at, on the side that did that.
    Strict,
}

/// What a cluster tells, for the search of replies.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// Country of source and target, or the code of an international body; empty where unknown.
    pub(super) source: &'a str,
    target: &'a str,
    /// It names nobody as its target.
    aimless: bool,
    /// The source's, the target's, belongs to a state.
    state: (bool, bool),
    /// A rebel, opposition or separatist force is one of its sides.
    rebel: bool,
    /// The start of its code.
    pub(super) kind: &'a str,
    /// Conflict in words or deeds.
    pub(super) unfriendly: bool,
    /// More than words.
    pub(super) deed: bool,
    /// All dates that are told of it lie long before the news.
    pub(super) old: bool,
    /// The first and the last day that are told of it.
    days: Option<(Date, Date)>,
    /// The day of publication, where the lead tells it as the news and no day of its own.
    news: Option<Date>,
    /// It is done by people who are not of the state.
    private: bool,
    /// It is so far done that it can answer an act.
    pub(super) answers: bool,
    /// It is so far done that it can be answered.
    pub(super) answered: bool,
    /// It is told as done.
    pub(super) done: bool,
    /// A denial, rebuke, refusal or threat.
    pub(super) rebuke: bool,
}

/// CAMEO root of protests.
const PROTEST: &str = "14";

impl<'a> Facts<'a> {
    pub(super) fn new(view: &View<'a>, cluster: &Cluster) -> Self {
        let all = || cluster.actions.iter().map(|a| &view.actions[*a as usize]);
        let code = |side: fn(&Action) -> Option<&Party>| all().filter_map(side).map(|p| p.code.as_str()).find(|c| !side_of(c).is_empty()).unwrap_or("");
        let (source, target) = (code(|a| a.source.as_ref()), code(|a| a.target.as_ref()));
        let cameo = all().next().map_or("", |a| a.cameo.as_str());
        let days = days(view, cluster);
        // Who is arrested for a deed did it as one of his people, whom no word there calls by their country.
        let kind = |p: &Party| view.actors.entities.get(p.entity as usize).map(|e| e.kind);
        let person = |p: &Party| p.mention.is_none() || matches!(kind(p), Some(EntityKind::Person | EntityKind::Group));
        Self {
            source: rebel_of(source, target),
            target: rebel_of(target, source),
            days,
            news: view.article.day().filter(|_| days.is_none() && view.lead.is_some_and(|lead| lead.tells(view, cluster))),
            private: !is_state(source) && !is_rebel(source) && all().filter_map(|a| a.source.as_ref()).all(person),
            aimless: all().filter_map(|a| a.target.as_ref()).all(|p| p.code.is_empty()),
            state: (is_state(source), is_state(target)),
            rebel: is_rebel(source) || is_rebel(target),
            kind: cameo.get(..3).unwrap_or(cameo),
            unfriendly: cameo.get(..2).is_some_and(|root| ("10"..="20").contains(&root)),
            answers: all().any(|a| matches!(a.status, Status::Occurred | Status::Ongoing | Status::Planned | Status::Threatened)),
            deed: !is_verbal(cameo),
            old: all().filter_map(|a| view.dates.get(a.date? as usize)).map(|d| lead::is_old(view, d)).reduce(|a, b| a && b).unwrap_or(false),
            rebuke: cameo == "016" || ["11", "12", "13"].iter().any(|root| cameo.starts_with(root)),
            answered: all().any(|a| !matches!(a.status, Status::Denied | Status::Hypothetical)),
            done: all().any(|a| matches!(a.status, Status::Occurred | Status::Ongoing)),
        }
    }

    /// How this act is turned against the other one.
    pub(super) fn faces(&self, other: &Self) -> Facing {
        // Who answers is known.
        if self.source.is_empty() {
            return Facing::Away;
        }
        // `arrested a man over the killing of a tourist`: a crime, and no act of his country.
        if self.is_justice() && other.is_violent() && other.private {
            return Facing::Away;
        }
        let hit = self.source == other.target;
        let back = !other.source.is_empty() && (self.target == other.source || self.aimless);
        if hit && back && self.opposes(other) {
            return Facing::Strict;
        }
        let abroad = self.source != self.target && !self.target.is_empty();
        let avenges = abroad && self.target == other.source && self.source != other.source;
        let suffered = abroad && hit && other.source.is_empty();
        if (avenges || suffered) && !self.is_justice() || self.is_outcry(other) {
            return Facing::Loose;
        }
        // … or on somebody else, for what befell its own side: `seized a Greek ship in reply to the seizure of its oil by Chile`.
        let unknown = other.source.is_empty() && other.target.is_empty() || hit && self.source != other.source;
        if abroad && unknown && other.unfriendly && !self.is_justice() { Facing::Vague } else { Facing::Away }
    }

    /// Inside one country a state and those who are not of it are the sides.
    fn opposes(&self, other: &Self) -> bool {
        let within = self.source == other.source;
        !within || self.state.0 != other.state.0 && (self.aimless || self.state.1 == other.state.0) && other.state.1 == self.state.0
    }

    /// A protest against what was done to people by a state, or by nobody known.
    fn is_outcry(&self, other: &Self) -> bool {
        let country = other.source.is_empty() || self.target == other.source || self.source == other.source;
        self.kind.starts_with(PROTEST) && !other.kind.starts_with(PROTEST) && other.unfriendly && country && (other.state.0 || other.source.is_empty())
    }

    /// Arrests, charges and inquiries, which answer crimes and not states.
    fn is_justice(&self) -> bool {
        matches!(self.kind, "173" | "115") || self.kind.starts_with("09")
    }

    /// Both are done inside one country by its people.
    pub(super) fn is_domestic(&self, other: &Self) -> bool {
        self.source == other.source && !self.source.is_empty()
    }

    /// An act of protest or of its repression, or by or against those who fight a state; crime and its prosecution are none.
    pub(super) fn is_strife(&self) -> bool {
        self.kind.starts_with(PROTEST) || self.kind == "175" || self.rebel
    }

    /// All days that are told of it lie behind those of the other; what the lead tells as the news does so behind what is old.
    pub(super) fn is_later(&self, than: &Self) -> bool {
        match (self.days, than.days) {
            (Some(mine), Some(theirs)) => mine.0 > theirs.1,
            (None, Some(_)) => self.news.is_some() && than.old,
            _ => false,
        }
    }

    /// All days that are told of it lie before that of publication, and the other one is the news.
    pub(super) fn is_before_news(&self, other: &Self) -> bool {
        self.days.zip(other.news).is_some_and(|(days, news)| days.1 < news)
    }

    /// More days lie between the two than between a blow and its answer.
    pub(super) fn is_far_from(&self, other: &Self) -> bool {
        const ANSWERED_WITHIN: i32 = 60;
        let days = |f: &Self| f.days.or(f.news.map(|day| (day, day)));
        days(self).zip(days(other)).is_some_and(|(mine, theirs)| theirs.1.until(mine.0).is_ok_and(|gap| gap.get_days().abs() > ANSWERED_WITHIN))
    }

    /// It is aimed at who did the other act, to people of no known country.
    pub(super) fn is_at_doer(&self, other: &Self) -> bool {
        !self.target.is_empty() && self.target == other.source && other.target.is_empty() && self.source != self.target
    }

    /// An act of force.
    pub(super) fn is_violent(&self) -> bool {
        crate::lexicon::is_violent(self.kind)
    }
}

/// Who stands for all acts of a side: a country, or a body or force that is known without one.
fn side_of(code: &str) -> &str {
    let country = actor_country(code);
    let known = || ["IGO", "IMG", "NGO"].iter().any(|kind| code.starts_with(kind)) && code.len() > 3;
    if country.is_empty() && known() { code } else { country }
}

/// The same, where rebels of no known country are those of the state that they fight: `the army shelled rebel camps`.
fn rebel_of<'c>(code: &'c str, other: &'c str) -> &'c str {
    let side = side_of(code);
    if side.is_empty() && is_rebel(code) && is_state(other) { actor_country(other) } else { side }
}

/// Of the state: its government, forces and courts. A country by its name alone may be any of its people.
fn is_state(code: &str) -> bool {
    !actor_country(code).is_empty() && matches!(actor_sector(code), "GOV" | "MIL" | "COP" | "SPY" | "LEG" | "JUD")
}

fn is_rebel(code: &str) -> bool {
    matches!(actor_sector(code), "REB" | "OPP" | "SEP" | "INS")
}

/// One of the cluster's references, which stand in the order of the text, is one of these tokens.
pub(super) fn refers_in(cluster: &Cluster, tokens: Range<u32>) -> bool {
    reference_in(cluster, tokens).is_some()
}

/// The first of them.
pub(super) fn reference_in(cluster: &Cluster, tokens: Range<u32>) -> Option<&super::super::Reference> {
    let first = cluster.references.partition_point(|r| r.head < tokens.start);
    cluster.references.get(first).filter(|r| r.head < tokens.end)
}

/// Two rows of one act, which both sides did: `Peru and Chile signed`.
pub(super) fn is_one_act(view: &View, a: &Cluster, b: &Cluster) -> bool {
    const TELLINGS: usize = 8;
    let same = |x: &u32, y: &u32| view.actions[*x as usize].act == view.actions[*y as usize].act;
    a.actions.iter().take(TELLINGS).any(|x| b.actions.iter().take(TELLINGS).any(|y| same(x, y)))
}

/// The first and the last day that are told of it.
fn days(view: &View, cluster: &Cluster) -> Option<(Date, Date)> {
    let dates = cluster.actions.iter().filter_map(|a| view.actions[*a as usize].date).filter_map(|d| view.dates.get(d as usize));
    let ranges: Vec<_> = dates.filter_map(|d| d.range).collect();
    ranges.iter().map(|r| r.0).min().zip(ranges.iter().map(|r| r.1).max())
}

/// The day of the act is counted from the one that the text told before: `two days later`, `a week earlier`.
pub(super) fn is_counted(view: &View, action: &Action) -> bool {
    action.date.and_then(|d| view.dates.get(d as usize)).is_some_and(|d| matches!(d.anchor, Anchor::Expression(_)) || d.value == LATER)
}

/// It is told as later than what was told before, whose day nobody may tell: `a week later`.
pub(super) fn is_told_later(view: &View, action: &Action) -> bool {
    action.date.and_then(|d| view.dates.get(d as usize)).is_some_and(|d| d.value == LATER)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::{Facing, Facts, actor_sector, is_state, rebel_of};

    /// An act of a kind by one code on another.
    fn act<'a>(source: &'a str, kind: &'a str, target: &'a str) -> Facts<'a> {
        let unfriendly = kind.get(..2).is_some_and(|root| ("10"..="20").contains(&root));
        Facts {
            source: rebel_of(source, target),
            target: rebel_of(target, source),
            days: None,
            news: None,
            private: matches!(actor_sector(source), "CVL" | "CRM"),
            aimless: target.is_empty(),
            state: (is_state(source), is_state(target)),
            rebel: super::is_rebel(source) || super::is_rebel(target),
            kind,
            unfriendly,
            deed: true,
            old: false,
            answers: true,
            answered: true,
            done: true,
            rebuke: false,
        }
    }

    #[test]
    fn acts_face_each_other() {
        let facing = |a: (&str, &str, &str), b: (&str, &str, &str)| act(a.0, a.1, a.2).faces(&act(b.0, b.1, b.2));
        // Blow and counter-blow.
        assert_eq!(facing(("PERGOV", "161", "CHLGOV"), ("CHL", "173", "PERCVL")), Facing::Strict);
        assert_eq!(facing(("PERGOV", "130", ""), ("CHLGOV", "161", "PERGOV")), Facing::Strict);
        // For the sake of others, and for what nobody known did.
        assert_eq!(facing(("IGOEEC", "163", "CHLGOV"), ("CHLCOP", "173", "PERMED")), Facing::Loose);
        assert_eq!(facing(("PERMIL", "195", "CHLREB"), ("", "190", "PER")), Facing::Loose);
        assert_eq!(facing(("PERGOV", "163", "CHLJUD"), ("", "173", "CVL")), Facing::Vague);
        // Both against a third one; on himself.
        assert_eq!(facing(("PERGOV", "161", "CHLGOV"), ("BOLGOV", "161", "CHLGOV")), Facing::Away);
        assert_eq!(facing(("PERGOV", "161", "CHLGOV"), ("PERGOV", "163", "CHLGOV")), Facing::Away);
        // Nobody known answers nothing.
        assert_eq!(facing(("", "161", "CHLGOV"), ("CHL", "173", "PERCVL")), Facing::Away);
        // Who is arrested for a crime is no state that is answered.
        assert_eq!(facing(("PERCOP", "173", "CHLCRM"), ("CHLCRM", "190", "BOLCVL")), Facing::Away);
    }

    #[test]
    fn later_and_far() {
        let day = Date::constant;
        let dated = |days, news, old| Facts { days, news, old, ..act("PERGOV", "161", "CHLGOV") };
        let (may, june) = (Some((day(2025, 5, 1), day(2025, 5, 31))), Some((day(2025, 6, 3), day(2025, 6, 3))));
        assert!(dated(june, None, false).is_later(&dated(may, None, false)) && !dated(may, None, false).is_later(&dated(june, None, false)));
        // The news is later than what is old, and than nothing else that is dated.
        let news = dated(None, Some(day(2025, 8, 6)), false);
        assert!(
            news.is_later(&dated(may, None, true)) && !news.is_later(&dated(june, None, false)) && !dated(None, None, false).is_later(&dated(may, None, true))
        );
        assert!(news.is_far_from(&dated(june, None, false)) && !dated(june, None, false).is_far_from(&dated(may, None, false)));
    }

    #[test]
    fn sides_without_a_country() {
        let facing = |a: (&str, &str, &str), b: (&str, &str, &str)| act(a.0, a.1, a.2).faces(&act(b.0, b.1, b.2));
        assert_eq!(facing(("IRQMIL", "195", "IMGCVLKUR"), ("IMGCVLKUR", "190", "IRQMIL")), Facing::Strict);
        assert_eq!(facing(("PERREB", "190", "PERMIL"), ("PERMIL", "195", "REB")), Facing::Strict);
        assert_eq!(facing(("UAF", "190", "PERMIL"), ("PERMIL", "195", "UAF")), Facing::Away);
        // Who did it is another than whom the answer strikes.
        assert_eq!(facing(("IRNGOV", "171", "GRCBUS"), ("USA", "171", "IRN")), Facing::Vague);
        assert_eq!(facing(("PERCOP", "173", "CHLCVL"), ("CHLCVL", "190", "PERCVL")), Facing::Away);
    }

    #[test]
    fn sides_inside_one_country() {
        let facing = |a: (&str, &str, &str), b: (&str, &str, &str)| act(a.0, a.1, a.2).faces(&act(b.0, b.1, b.2));
        assert_eq!(facing(("PERCOP", "175", "PERCVL"), ("PERCVL", "145", "PERCOP")), Facing::Strict);
        assert_eq!(facing(("PERREB", "190", "PERMIL"), ("PERMIL", "195", "PERREB")), Facing::Strict);
        assert_eq!(facing(("PERCOP", "173", "PERCVL"), ("PERCRM", "190", "PERCVL")), Facing::Away);
        assert_eq!(facing(("PERCVL", "145", "PEREDU"), ("PEREDU", "145", "PERCVL")), Facing::Away);
        // A protest against what a state, or nobody known, did to its people.
        assert_eq!(facing(("PEREDU", "141", ""), ("PERCOP", "173", "PEROPP")), Facing::Strict);
        assert_eq!(facing(("PEREDU", "141", "PEREDU"), ("PERCOP", "173", "PEROPP")), Facing::Loose);
        assert_eq!(facing(("PEREDU", "141", ""), ("", "173", "PEROPP")), Facing::Loose);
        assert_eq!(facing(("PEREDU", "141", ""), ("PERCRM", "190", "PERCVL")), Facing::Away);
    }
}
