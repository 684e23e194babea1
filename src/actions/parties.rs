//! Which actor a noun group stands for in an act.

use compact_str::format_compact;

use super::Party;
use super::scene::Scene;
use crate::actors::{EntityKind, Part};
use crate::lexicon::{ActionRule, Code, Compound, Position, SectorList, Tags, is_violent};
use crate::syntax::{NounGroup, Tag, Tense, Voice};
use crate::token::{Shape, Sym, Token, TokenKind};

/// The actors of a group and of those coordinated with it, in the order of the text, each once.
pub(super) fn of_group(scene: &Scene, first: u32, official: bool) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    let first = super::together::antecedent(scene, first).unwrap_or(first);
    let mut members = members(scene, first);
    if super::together::is_sum(scene, &members) {
        members.remove(0);
    }
    let mut singles: Vec<Party> = members.iter().filter_map(|g| single(scene, *g, 0)).collect();
    singles.extend(members.iter().flat_map(|g| super::together::of_several(scene, *g)));
    let sides = || scene.syntax.nouns.get(first as usize).is_some_and(|g| g.plural && scene.lexicon.actions.status.sides.has(scene.lemma(g.head)));
    if !singles.is_empty() && singles.iter().all(|p| p.code.is_empty() || is_sector(&p.code) && sides()) {
        let named = members.last().map(|last| super::together::named_among(scene, *last)).unwrap_or_default();
        let named: Vec<Party> = named.iter().filter_map(|g| single(scene, *g, 0)).filter(|p| !p.code.is_empty()).collect();
        singles = if named.is_empty() { singles } else { named };
    }
    // `a Russian diplomat and a diplomatic spouse`: who has no country of its own has that of the first.
    let country = singles.iter().map(|p| crate::lexicon::actor_country(&p.code)).find(|c| !c.is_empty()).unwrap_or("").to_owned();
    for mut party in singles {
        // A continent (`Peru and Europe`) is no role.
        if party.code.len() == 3
            && members.len() > 1
            && !is_place(scene, &party)
            && crate::lexicon::actor_country(&party.code).is_empty()
            && is_sector(&party.code)
        {
            party.code.insert_str(0, &country);
        }
        let party = promoted(scene, party, official);
        if !parties.iter().any(|p| p.entity == party.entity) {
            parties.push(party);
        }
    }
    parties
}

/// A role without a country (`GOV`, `MIL`), no international body.
pub(super) fn is_sector(code: &str) -> bool {
    crate::lexicon::actor_sector(code) == code && !["IGO", "NGO", "NGM", "MNC", "IMG", "INT"].contains(&code)
}

/// The group stands for an actor of known code.
pub(super) fn is_known(scene: &Scene, g: u32) -> bool {
    single(scene, g, 0).is_some_and(|p| !p.code.is_empty())
}

/// The group and all that are coordinated with it (it may be any member of the enumeration).
pub(super) fn members(scene: &Scene, first: u32) -> Vec<u32> {
    let nouns = &scene.syntax.nouns;
    let mut lead = first;
    while let Some(before) = nouns.get(lead as usize).and_then(|g| g.joined).filter(|b| *b < lead) {
        lead = before;
    }
    let mut members = vec![lead];
    for g in lead + 1..(lead + 24).min(nouns.len() as u32) {
        let group = &nouns[g as usize];
        if group.sentence != nouns[lead as usize].sentence {
            break;
        }
        if group.joined.is_some_and(|b| members.contains(&b)) {
            members.push(g);
        }
    }
    // `the government and the teachers' union`: the owned group is meant.
    for member in &mut members {
        while nouns.get(*member as usize + 1).is_some_and(|n| n.possessor == Some(*member)) {
            *member += 1;
        }
    }
    members
}

/// A country or another place, by name.
pub(super) fn is_place(scene: &Scene, party: &Party) -> bool {
    scene.actors.entities.get(party.entity as usize).is_some_and(|e| matches!(e.kind, EntityKind::Country | EntityKind::Place))
}

/// A state that acts officially is its government.
fn promoted(scene: &Scene, mut party: Party, official: bool) -> Party {
    if party.code.len() == 3
        && official
        && (is_place(scene, &party) || !crate::lexicon::actor_country(&party.code).is_empty())
        && !crate::lexicon::actor_country(&party.code).is_empty()
    {
        party.code.push_str("GOV");
    }
    party
}

/// Those who protest (CAMEO 14) are the people of a country where its name does not stand for itself: `thousands of Kenyans`.
pub(super) fn of_people(scene: &Scene, rule: &ActionRule, mut party: Party) -> Party {
    if rule.cameo.starts_with("14") && party.code.len() == 3 && !crate::lexicon::actor_country(&party.code).is_empty() && !is_place(scene, &party) {
        party.code.push_str("CVL");
    }
    party
}

/// The actor that one group stands for: its own mention, its owner's (`Russia's decision`), that of a group hanging on it
/// (`the leaders of France`), a modifier inside it (`a Russian pipeline`), or the speaker of a first person.
pub(super) fn single(scene: &Scene, g: u32, depth: u8) -> Option<Party> {
    let group = scene.syntax.nouns.get(g as usize)?;
    if group.temporal || depth > 3 || group.tokens.end <= scene.dateline_end {
        return None;
    }
    if let Some(whole) = scene.whole_of(group).and_then(|_| single(scene, g + 1, depth + 1)) {
        return Some(whole);
    }
    let status = &scene.lexicon.actions.status;
    // `massed troops along its border with Chad`
    if let Some(beyond) = across(scene, g, group).and_then(|n| single(scene, n, depth + 1)) {
        return Some(beyond);
    }
    // `appeared in court`, `released from prison`: without a determiner it is where somebody is, no actor.
    if group.tokens.len() == 1 && group.prep.is_some() && !group.plural && group.possessor.is_none() && status.abode.has(scene.sym(group.head)) {
        return None;
    }
    // `any person`, but `one person`
    let number = |k: u32| scene.syntax.tags.get(k as usize) == Some(&Tag::Num);
    if status.counted.has(scene.sym(group.head)) && !group.tokens.clone().any(number) {
        return None;
    }
    if let Some(mention) = scene.mention_of_head(group.head) {
        let own = of_mention(scene, mention).map(|own| of_speaker(scene, group, own));
        let named = || before_parenthesis(scene, g).and_then(|named| single(scene, named, depth + 1)).filter(|p| !p.code.is_empty());
        return if own.as_ref().is_none_or(|p| p.code.is_empty()) { named().or(own) } else { own };
    }
    first_person(scene, group)
        .or_else(|| group.possessor.and_then(|owner| single(scene, owner, depth + 1)))
        .or_else(|| modifier(scene, group).filter(|p| !p.code.is_empty()))
        .or_else(|| owned_by_pronoun(scene, group))
        .or_else(|| before_parenthesis(scene, g).and_then(|named| single(scene, named, depth + 1)))
        // `tariffs on C$9 billion of Chilean goods`
        .or_else(|| attached(scene, g, depth).filter(|p| !p.code.is_empty()))
        .or_else(|| modifier(scene, group))
        .or_else(|| attached(scene, g, depth))
}

/// The group right behind the group `g` and the preposition between them.
pub(super) fn hung_on(scene: &Scene, g: u32) -> Option<(Sym, u32)> {
    let (group, next) = (scene.syntax.nouns.get(g as usize)?, scene.syntax.nouns.get(g as usize + 1)?);
    let prep = next.prep.filter(|p| *p == group.tokens.end && next.sentence == group.sentence)?;
    Some((scene.sym(prep), g + 1))
}

/// Of a border behind a preposition, who is named as the other side of it: `on the frontier with Chad`.
fn across(scene: &Scene, g: u32, group: &NounGroup) -> Option<u32> {
    let boundary = group.prep.is_some() && scene.lexicon.actions.status.boundary.ends(scene.lemmas(group));
    hung_on(scene, g).filter(|(prep, _)| boundary && *prep == scene.lexicon.fixed.with).map(|(_, next)| next)
}

/// Of `the Dawn Front (DF) movement`, the group that is named before the parenthesis.
fn before_parenthesis(scene: &Scene, g: u32) -> Option<u32> {
    const MOST: u32 = 8;
    let kind = |k: u32| scene.surface.tokens.get(k as usize).map(|t| t.kind);
    let group = scene.syntax.nouns.get(g as usize)?;
    let first = scene.surface.tokens.get(group.tokens.start as usize)?;
    // `Harare (Halyard) The minister`, `(Halyard) Dawn fighters`: a dateline.
    if first.shape.is_capital() || group.prep.is_some() || scene.syntax.tags.get(group.tokens.start as usize) != Some(&Tag::Noun) {
        return None;
    }
    let close = group.tokens.start.checked_sub(1).filter(|k| kind(*k) == Some(TokenKind::CloseParen))?;
    let open = (close.saturating_sub(MOST)..close).rev().find(|k| kind(*k) == Some(TokenKind::OpenParen))?;
    (g.saturating_sub(4)..g).rev().find(|n| scene.syntax.nouns.get(*n as usize).is_some_and(|n| n.tokens.end == open))
}

pub(super) fn of_mention(scene: &Scene, mention: u32) -> Option<Party> {
    let entity = scene.actors.mentions.get(mention as usize)?.entity;
    let code = scene.actors.entities.get(entity as usize)?.code.clone();
    Some(Party { mention: Some(mention), entity, code, also: Vec::new() })
}

/// `we`, `our staff`: whoever speaks.
fn first_person(scene: &Scene, group: &NounGroup) -> Option<Party> {
    // `rejects US demands`
    let initials = |t: &Token| t.shape == Shape::Upper && t.span.len() > 1 && !scene.surface.all_caps;
    if !scene.tags(group.tokens.start).any(Tags::FIRST_PERSON) || scene.surface.tokens.get(group.tokens.start as usize).is_some_and(initials) {
        return None;
    }
    let quote = scene.quote_at(group.tokens.start)?;
    let speaker = scene.quotes[quote as usize].speaker.as_ref()?;
    let entity = speaker.entity?;
    let code = scene.actors.entities.get(entity as usize)?.code.clone();
    Some(Party { mention: speaker.mention, entity, code, also: Vec::new() })
}

/// `our soldiers`: of the speaker's country; `our staff` are the speaker's own.
fn of_speaker(scene: &Scene, group: &NounGroup, mut own: Party) -> Party {
    let unplaced = own.code.is_empty() || own.code.len() == 3 && is_sector(&own.code);
    let Some(speaker) = Some(group).filter(|_| unplaced).and_then(|g| first_person(scene, g)) else { return own };
    match crate::lexicon::actor_country(&speaker.code) {
        "" => own,
        country if !["", "LAB"].contains(&own.code.as_str()) => {
            own.code.insert_str(0, country);
            own
        }
        _ => speaker,
    }
}

/// `its troops`, `their embassy`: the pronoun's actor.
fn owned_by_pronoun(scene: &Scene, group: &NounGroup) -> Option<Party> {
    let first = group.tokens.start;
    (scene.syntax.tags.get(first as usize) == Some(&Tag::PossPron)).then_some(())?;
    scene.mention_of_head(first).and_then(|m| of_mention(scene, m))
}

/// A country or body that modifies the head.
fn modifier(scene: &Scene, group: &NounGroup) -> Option<Party> {
    let inside = scene.mentions_with_head_in(group.tokens.clone());
    // `by court order`: no court does it.
    let bare = |head: u32| head == group.tokens.start && group.prep.is_some() && scene.lexicon.actions.status.abode.has(scene.sym(head));
    // `a French-brokered truce`: nothing that France does.
    let grammar = scene.lexicon.actors.grammar();
    let joined = |end: u32| scene.surface.tokens.get(end as usize).is_some_and(|t| t.kind == TokenKind::Hyphen && t.glued);
    let lends = |end: u32| joined(end) && grammar.compound(scene.sym(end + 1)) == Some(Compound::Nothing);
    let acts = |m: &u32| scene.actors.mentions.get(*m as usize).is_some_and(|m| m.part != Part::Place && !bare(m.head) && !lends(m.tokens.end));
    inside.filter(acts).last().and_then(|m| of_mention(scene, m))
}

/// `the leaders of France`: the actor of the group behind `of`.
fn attached(scene: &Scene, g: u32, depth: u8) -> Option<Party> {
    let nouns = &scene.syntax.nouns;
    let (group, next) = (nouns.get(g as usize)?, nouns.get(g as usize + 1)?);
    let prep = next.prep.filter(|p| *p == group.tokens.end && next.tokens.start == *p + 1)?;
    let of = scene.lexicon.fixed.of;
    // `the kidnapping of two nuns and the murder of a judge`: whom the second act befell is no part of the first, nor of an inquiry
    // into it.
    if scene.lexicon.actions.status.deed.ends(scene.lemmas(group)) {
        return None;
    }
    (scene.sym(prep) == of && next.sentence == group.sentence).then(|| single(scene, g + 1, depth + 1))?
}

/// `the murder of a nun`, `the invasion of Fiji`: of a deed that somebody suffers, whom it befell stands behind `of`.
pub(super) fn befell(scene: &Scene, g: u32) -> bool {
    let (Some(group), Some((prep, _))) = (scene.syntax.nouns.get(g as usize), hung_on(scene, g)) else { return false };
    let of = scene.lexicon.fixed.of;
    let actions = &scene.lexicon.actions;
    let suffers = |r: &ActionRule| (r.cameo.as_str() >= "161" || r.cameo.starts_with("0841")) && r.target.contains(&Position::Behind(of));
    group.possessor.is_none() && prep == of && actions.with_noun(scene.lemma(group.head)).iter().any(|n| suffers(&actions.rules[n.rule as usize]))
}

/// `a press conference`, `farm disputes`: the trade that modifies a noun is nobody of it.
pub(super) fn is_mere_trade(scene: &Scene, party: &Party) -> bool {
    let unnamed = |e: &crate::actors::Entity| !e.named && matches!(e.kind, EntityKind::Group | EntityKind::Organisation);
    let head = party.mention.and_then(|m| scene.actors.mentions.get(m as usize)).map(|m| m.head);
    let modifies = || head.and_then(|h| scene.syntax.noun_at(h).map(|g| h < scene.syntax.nouns[g].head)).unwrap_or(false);
    is_of(scene, party, SectorList::Trade) && scene.actors.entities.get(party.entity as usize).is_some_and(unnamed) && modifies()
}

/// The group that owns the group `g` or hangs on it by `of`: `the accreditation of a Russian diplomat`, `a diplomat's
/// visa`.
pub(super) fn owner(scene: &Scene, g: u32) -> Option<u32> {
    let nouns = &scene.syntax.nouns;
    let group = nouns.get(g as usize)?;
    if group.possessor.is_some() {
        return group.possessor;
    }
    if let Some(agent) = maker(scene, g) {
        return Some(agent);
    }
    let fixed = &scene.lexicon.fixed;
    hung_on(scene, g).filter(|(prep, _)| [fixed.of, fixed.for_, fixed.by, fixed.from].contains(prep)).map(|(_, next)| next)
}

/// `in a port in Chad`: the group right behind, with the same preposition.
pub(super) fn repeated(scene: &Scene, g: u32) -> Option<u32> {
    let own = scene.syntax.nouns.get(g as usize)?.prep.map(|p| scene.sym(p))?;
    hung_on(scene, g).filter(|(prep, _)| *prep == own).map(|(_, next)| next)
}

/// `killings by the army`: who is named right behind what he did.
pub(super) fn blamed(scene: &Scene, g: u32) -> Option<u32> {
    hung_on(scene, g).filter(|(prep, _)| *prep == scene.lexicon.fixed.by).map(|(_, next)| next)
}

/// `any further action taken by Russia`: who did what the group `g` names.
pub(super) fn maker(scene: &Scene, g: u32) -> Option<u32> {
    let group = scene.syntax.nouns.get(g as usize)?;
    let taken = scene.syntax.verbs_of(group.sentence).map(|v| scene.verb(v)).find(|v| v.subject == Some(g) && v.tense == Tense::Reduced)?;
    // `a yacht linked to a Chadian tycoon`
    let tied = || scene.syntax.nouns_from(taken.tokens.end) as u32;
    let to = |n: &u32| {
        let prep = scene.syntax.nouns.get(*n as usize).and_then(|n| n.prep);
        prep == Some(taken.tokens.end) && scene.sym(taken.tokens.end) == scene.lexicon.fixed.to && scene.lexicon.actions.status.tie.has(taken.lemma)
    };
    taken.agent.or_else(|| Some(tied()).filter(to))
}

/// `handed over to Niger three suspects`, `cut by half the tax`: the object of an active verb behind a short complement.
pub(super) fn shifted_object(scene: &Scene, v: usize, after: u32, end: u32) -> Option<u32> {
    let verb = scene.verb(v);
    if verb.voice != Voice::Active {
        return None;
    }
    let mut behind = scene.groups_behind(after, end).filter(|(_, g)| !g.temporal);
    let (_, first) = behind.next().filter(|(_, g)| g.prep == Some(after))?;
    let (g, group) = behind.next()?;
    let opens = matches!(scene.syntax.tags.get(group.tokens.start as usize), Some(Tag::Det | Tag::Num | Tag::PossPron));
    let alone = group.prep.is_none() && group.joined.is_none() && group.possessor.is_none();
    // `told in Riga the envoy left` has a clause behind it.
    let clause = || scene.tags_of_lemma(verb.lemma).any(Tags::CLAUSAL) && scene.syntax.verbs_of(group.sentence).any(|w| scene.verb(w).subject == Some(g));
    (opens && alone && group.tokens.start == first.tokens.end && !clause()).then_some(g)
}

/// The party's sector is in a list of the actors' grammar.
pub(super) fn is_of(scene: &Scene, party: &Party, list: SectorList) -> bool {
    let sector = Code::parse(crate::lexicon::actor_sector(&party.code)).unwrap_or_default();
    scene.lexicon.actors.grammar().is_sector(sector, list)
}

/// `Malta 19 tugs`: the group begins with a name and a number counts the rest.
pub(super) fn is_given(scene: &Scene, g: u32) -> bool {
    let group = &scene.syntax.nouns[g as usize];
    let tag = |k: u32| scene.syntax.tags.get(k as usize);
    tag(group.tokens.start) == Some(&Tag::Name) && (group.tokens.start + 1..group.head).any(|k| tag(k) == Some(&Tag::Num))
}

/// Of a passive verb of giving, what is given to its subject: `was granted asylum`.
pub(super) fn kept_object(scene: &Scene, v: usize, end: u32) -> Option<u32> {
    let verb = scene.verb(v);
    // The cheapest question first: most verbs are active.
    if verb.voice != Voice::Passive || verb.subject.is_none() || !scene.tags_of_lemma(verb.lemma).any(Tags::DITRANSITIVE) {
        return None;
    }
    let (g, group) = scene.groups_behind(verb.tokens.end, end).next()?;
    (group.tokens.start == verb.tokens.end && group.prep.is_none() && !group.temporal && group.possessor.is_none()).then_some(g)
}

/// `sued a firm, accusing it of fraud`: the pronoun is not who accuses but whom the verb before had as its object.
pub(super) fn shared_object(scene: &Scene, v: usize, official: bool) -> Vec<Party> {
    let verb = scene.verb(v);
    let pronoun = |g: &u32| scene.syntax.tags.get(scene.syntax.nouns[*g as usize].head as usize) == Some(&Tag::Pron);
    let before = v.checked_sub(1).map(|u| scene.verb(u)).filter(|u| u.sentence == verb.sentence && u.subject == verb.subject && u.subject.is_some());
    let object = before.filter(|_| verb.tense == Tense::Participle && verb.object.as_ref().is_some_and(pronoun)).and_then(|u| u.object);
    object.map(|g| of_group(scene, g, official)).unwrap_or_default()
}

/// The country of a party, where the article names it.
pub(super) fn own_country(scene: &Scene, party: &Party) -> Option<Party> {
    let code = crate::lexicon::actor_country(&party.code);
    let of_kind = |kind: EntityKind| scene.actors.entities.iter().position(|e| e.kind == kind && e.country() == code && !code.is_empty());
    let entity = of_kind(EntityKind::Country).or_else(|| of_kind(EntityKind::Place))?;
    Some(Party { mention: None, entity: entity as u32, code: code.into(), also: Vec::new() })
}

/// A state arrests, bans, tries and frees its own people as a rule: a target whose country only the context gives is of the
/// country of the government, court or police that deals with it.
pub(super) fn at_home(scene: &Scene, cameo: &str, sources: &[Party], targets: &mut [Party]) {
    const DOMESTIC: [&str; 5] = ["09", "172", "173", "175", "0841"];
    if !DOMESTIC.iter().any(|code| cameo.starts_with(code)) {
        return;
    }
    let rules = |p: &Party| p.code.len() == 6 && is_of(scene, p, SectorList::Governing) || is_of(scene, p, SectorList::Insurgent);
    let organ = |p: &&Party| !crate::lexicon::actor_country(&p.code).is_empty() && (p.code.len() == 3 || rules(p));
    let Some(country) = sources.iter().find(organ).and_then(|p| p.code.get(..3)) else { return };
    for target in targets.iter_mut() {
        // `the girls` were told of before.
        let first = target.mention.and_then(|m| scene.actors.mentions.get(m as usize)).map(|m| scene.sym(m.tokens.start));
        let new = first.is_some_and(|word| word != scene.lexicon.fixed.the);
        let guessed = new && scene.actors.entities.get(target.entity as usize).is_some_and(|e| e.guessed && e.code == target.code);
        if let Some(sector) = target.code.get(3..).filter(|s| guessed && !s.is_empty()) {
            target.code = format_compact!("{country}{sector}");
        }
    }
}

/// The speaker himself, or in a promise the state that he speaks for: who promises to democratise his country promises it to
/// nobody else.
pub(super) fn is_own(source: &Party, target: &Party, cameo: &str) -> bool {
    let of_state = |p: &Party, sectors: &[&str]| p.code.get(3..).is_some_and(|s| sectors.contains(&s));
    let (mine, theirs) = (crate::lexicon::actor_country(&source.code), crate::lexicon::actor_country(&target.code));
    let own = mine == theirs && !mine.is_empty() && of_state(source, &["", "GOV", "ELI"]) && of_state(target, &["", "GOV"]);
    source.entity == target.entity || !target.code.is_empty() && (source.code == target.code || cameo.starts_with("03") && own)
}

/// Violence befell somebody with a name, though nobody knows who he is: `Ruben Castellon was murdered`. Who is hurt or put out may
/// be an athlete.
pub(super) fn is_victim(scene: &Scene, rule: &ActionRule, word: crate::token::Sym, targets: &[Party]) -> bool {
    let person = |p: &Party| scene.actors.entities.get(p.entity as usize).is_some_and(|e| e.named && e.kind == EntityKind::Person);
    let violent = is_violent(&rule.cameo) && (rule.cameo != "190" || scene.lexicon.actions.status.fatal.has(word));
    violent && targets.iter().any(person)
}
