//! Which acts a sentence tells, and what it says of them: done, planned, denied, or no act at all.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use dateline::text::{Published, PublishedFrom};
use dateline::{Article, Lexicon, analyse};
use jiff::civil::date;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// Status, CAMEO code, source and target of each incident of a text published on Wednesday, 6 August 2025.
fn told(text: &str) -> Vec<String> {
    let published = Some(Published { date: date(2025, 8, 6), from: PublishedFrom::Record });
    let analysis = analyse(Article { text: text.into(), published, ..Article::default() }, &LEXICON);
    analysis.incidents.iter().map(|i| format!("{} {} {} {}", i.status.name(), i.cameo, i.source_code, i.target_code)).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(told(text), *wanted, "{text}");
    }
}

/// Firms and private persons among themselves make no politics; with a state, abroad, or before a court they do.
#[test]
fn private_affairs() {
    check(&[
        ("A Kenyan mill bought maize from Kenyan farmers.", &[]),
        ("Kenyan farmers bought maize from Ugandan farmers.", &["occurred 061 KENAGR UGAAGR"]),
        ("A Kenyan bank offered to sell its shares.", &[]),
        ("A Kenyan bank denied the reports.", &[]),
        ("The Kenyan government denied the reports.", &["occurred 016 KENGOV "]),
        ("Two Kenyan bankers were charged with fraud.", &["occurred 173  KENBUS"]),
    ]);
}

/// A rule whose subject may be a `country` takes a state by name and its capital for it; no town, no firm, nothing named after it.
#[test]
fn states_as_subjects() {
    check(&[
        ("Chad blocked a newspaper.", &["occurred 1721 TCD TCDMED"]),
        ("N'Djamena blocked a newspaper.", &["occurred 1721 TCDGOV TCDMED"]),
        ("A Chadian firm blocked a newspaper.", &[]),
        ("Bruges fined a Chinese bank.", &[]),
        ("The Belgian constitution fined a Chinese bank.", &[]),
    ]);
}

#[test]
fn what_was_not_done() {
    check(&[
        ("The Kenyan president left without signing the treaty with Uganda.", &["denied 057 UGA KENGOV", "denied 057 KENGOV UGA"]),
        ("There is no evidence that Kenyan troops shot the Ugandan farmers.", &["denied 193 KENMIL UGAAGR"]),
        ("There is evidence that Kenyan troops shot the Ugandan farmers.", &["occurred 193 KENMIL UGAAGR"]),
        ("It was not the first time that Kenyan rebels had attacked Ugandan soldiers.", &["occurred 190 KENREB UGAMIL"]),
        ("Kenya must not attack Uganda.", &["hypothetical 190 KEN UGA"]),
        ("The new law bans Kenyan officials from meeting Ugandan diplomats.", &[]),
    ]);
}

#[test]
fn what_is_to_come() {
    check(&[
        ("The Kenyan president visits Uganda next week.", &["planned 036 KENGOV UGA"]),
        ("Kenya will next week expel the Ugandan ambassador.", &["planned 161 KENGOV UGAGOV"]),
        ("The Kenyan president visited Uganda last week.", &["occurred 042 KENGOV UGA"]),
    ]);
}

/// Who tells something asks for nothing, nor does who tells what others ask for.
#[test]
fn statements_are_no_demands() {
    check(&[
        ("Kenya told Uganda to hold talks with Rwanda.", &["demanded 106 KENGOV UGAGOV"]),
        ("The Kenyan minister told Ugandan reporters after the end of the war that trade was growing.", &[]),
        ("Kenya insisted that Uganda withdraw its troops.", &["demanded 1056 KENGOV UGAGOV"]),
        ("Kenya insisted that the Ugandan embassy was safe.", &[]),
        ("“We want Ugandan support,” the Kenyan minister said.", &["demanded 022 KENGOV UGAGOV"]),
        ("“They want Ugandan support,” the Kenyan minister said.", &[]),
        ("The Kenyan minister, asked to expel the Ugandan ambassador, said nothing.", &["demanded 161 KENGOV UGAGOV"]),
    ]);
}

/// Who is hurt by a deed is not blamed for it, nor is a politician beaten by a speech.
#[test]
fn rebukes_and_quarrels() {
    check(&[
        ("Kenya condemned the murder of a Ugandan priest by Rwandan soldiers.", &["occurred 111 KEN RWAMIL", "occurred 180 RWAMIL UGACVL"]),
        ("Prime Minister Keir Starmer attacked the leader of the British opposition.", &[]),
        ("The Kenyan minister attacked the opposition's tax policy.", &["occurred 111 KENGOV KENOPP"]),
    ]);
}

#[test]
fn general_statements() {
    check(&[
        ("The law is old. Where an offender is convicted of theft, the court may fine him.", &[]),
        ("The law is old. A Kenyan banker was convicted of theft on Monday.", &["occurred 116  KENBUS"]),
    ]);
}

/// An infinitive of the perfect tells what was done, behind whatever it stands.
#[test]
fn infinitives_of_the_perfect() {
    check(&[
        ("Twelve herders are presumed to have been killed by gunmen in Peru.", &["occurred 190 PERUAF PERAGR"]),
        ("Peru is said to have expelled two Chilean diplomats.", &["occurred 161 PERGOV CHLGOV"]),
        ("Peru is to expel two Chilean diplomats.", &["planned 161 PERGOV CHLGOV"]),
    ]);
}

/// A part of the world beside a country has a code of its own.
#[test]
fn parts_of_the_world() {
    check(&[("Norway and Europe imposed sanctions on Myanmar.", &["occurred 163 NORGOV MMRGOV", "occurred 163 EUR MMRGOV"])]);
}

/// A noun before a hyphen and a past form make a verb between a subject and an object, and else an adjective.
#[test]
fn hyphenated_verbs() {
    check(&[
        ("Kenyan police baton-charged the Ugandan protesters.", &["occurred 175 KENCOP UGACVL"]),
        ("Kenyan protesters were pepper-sprayed by Ugandan police.", &["occurred 175 UGACOP KENCVL"]),
        ("In Lima police-backed Ugandan traders slept.", &[]),
    ]);
}

/// Only those who expel diplomats are taken to expel each other's.
#[test]
fn acts_of_two_on_one_of_them() {
    check(&[("Peru and Norway condemned the Norwegian president.", &["occurred 111 PER NORGOV", "occurred 111 NOR NORGOV"])]);
}

/// Adverbs that may be prepositions stand inside the perfect; `per cent` is a part of its number.
#[test]
fn words_of_two_classes() {
    check(&[
        ("Kenyan police have since detained two Ugandan farmers.", &["occurred 173 KENCOP UGAAGR"]),
        ("Peru has never threatened Chile with sanctions.", &["denied 1312 PERGOV CHLGOV"]),
        ("Peru imposed a 40 per cent levy on Chilean copper.", &["occurred 163 PERGOV CHLGOV"]),
    ]);
}

/// A demand goes on from the act before it, `the men` are those who were counted.
#[test]
fn what_goes_on() {
    check(&[
        ("Kenya's foreign ministry summoned the Ugandan ambassador and demanded an apology.", &["occurred 114 KENGOV UGAGOV", "demanded 1014 KENGOV UGAGOV"]),
        ("Iraqi police arrested three Iranian nationals in Basra. The men were accused of spying.", &["occurred 173 IRQCOP IRNCVL", "occurred 1125  IRNCVL"]),
    ]);
}

/// `plans` and its like are verbs between one subject and an infinitive, and nouns where another verb follows.
#[test]
fn plans_of_one() {
    check(&[
        ("Kenya plans to expel a Ugandan diplomat.", &["planned 161 KENGOV UGAGOV"]),
        ("The Kenyan government vows to expel a Ugandan diplomat.", &["planned 161 KENGOV UGAGOV"]),
        ("Kenya moves to expel a Ugandan diplomat.", &["planned 161 KENGOV UGAGOV"]),
    ]);
    let analysis = analyse(Article { text: "Government plans to close the loss-making port will anger dockers.".into(), ..Article::default() }, &LEXICON);
    let verbs: Vec<_> = analysis.syntax.verbs.iter().map(|v| (v.tokens.start, v.is_finite())).collect();
    assert_eq!(verbs.iter().filter(|v| v.1).count(), 1, "only `will anger` is finite: {verbs:?}");
}

/// What armed men take is a place, where nothing tells that its name is a person's.
#[test]
fn places_and_persons_taken() {
    check(&[
        ("Chadian rebels captured Hadrak.", &["occurred 192 TCDREB "]),
        ("Chadian soldiers captured the Libyan smuggler Idris Hadrak.", &["occurred 173 TCDMIL LBYCRM"]),
        ("The Chadian choir captured Hadrak.", &[]),
    ]);
}

/// A march is no month, and what stands behind a verb that takes an object is its object, not a verb.
#[test]
fn nouns_that_look_like_others() {
    check(&[
        ("Kenyan police banned a march in Kisumu.", &["occurred 1721 KENCOP KEN"]),
        ("Chad took a Belgian television channel off the air.", &["occurred 1721 TCD BELMED"]),
        ("Niger said Chadian planes hit three Nigerien villages.", &["occurred 195 TCD NERCVL"]),
        ("Chad fired a ballistic missile at Niger.", &["occurred 194 TCD NER"]),
    ]);
}

/// Who acts stands in front of clauses that hang on him; what the verb of such a clause is about does not act.
#[test]
fn subjects_before_their_clauses() {
    check(&[
        ("Kenyan rebels who kidnapped a Ugandan nurse attacked Rwandan soldiers.", &["occurred 181 KENREB UGAHLH", "occurred 190 KENREB RWAMIL"]),
        ("Kenyan dockers guarding a mill attacked Ugandan soldiers.", &["occurred 190 KENLAB UGAMIL"]),
        ("Kenya's announcement that it would sell the mill was criticised by Uganda.", &["occurred 111 UGA KEN"]),
        ("The Kenyan minister who had promised to close the port criticised Uganda.", &["occurred 111 KENGOV UGA"]),
        ("Kenyan police fired tear gas at Ugandan students who attacked Rwandan soldiers.", &["occurred 175 KENCOP UGAEDU", "occurred 190 UGAEDU RWAMIL"]),
        ("Kenya, which Uganda accused of theft, criticised Rwanda.", &["occurred 1121 UGA KEN", "occurred 111 KEN RWA"]),
        ("Also expelled by Kenya was the Ugandan ambassador.", &["occurred 161 KENGOV UGAGOV"]),
        ("Among those arrested by Kenyan police were two Ugandan teachers.", &["occurred 173 KENCOP UGAEDU"]),
    ]);
}

/// Asides between an auxiliary or a verb and what belongs to it, and words between a subject and its verb.
#[test]
fn asides_inside_a_clause() {
    check(&[
        ("Kenya expelled, on the orders of its president, two Ugandan diplomats.", &["occurred 161 KENGOV UGAGOV"]),
        ("Kenya has, since the vote, expelled two Ugandan diplomats.", &["occurred 161 KENGOV UGAGOV"]),
        ("The Ugandan ambassador was, to his surprise, expelled by Kenya.", &["occurred 161 KENGOV UGAGOV"]),
        ("Kenya first closed its embassy in Kampala and then expelled the Ugandan ambassador.", &["occurred 161 KENGOV UGAGOV", "occurred 161 KENGOV UGAGOV"]),
        ("The Kenyan cabinet - which meets on Mondays - expelled two Ugandan diplomats.", &["occurred 161 KENGOV UGAGOV"]),
        ("Kenya has said its pilots are watched and has accused Uganda of spying.", &["occurred 1125 KENGOV UGAGOV"]),
    ]);
}

#[test]
fn several_on_one_side() {
    check(&[
        ("Kenya, along with Uganda, criticised Rwanda.", &["occurred 111 KEN RWA", "occurred 111 UGA RWA"]),
        ("Kenya as well as Uganda criticised Rwanda.", &["occurred 111 KEN RWA", "occurred 111 UGA RWA"]),
        ("Kenya criticised Uganda as well as Rwanda.", &["occurred 111 KEN UGA", "occurred 111 KEN RWA"]),
        (
            "Kenya expelled a Ugandan diplomat; Rwanda and Burundi criticised Kenya.",
            &["occurred 161 KENGOV UGAGOV", "occurred 111 RWA KEN", "occurred 111 BDI KEN"],
        ),
        ("Five states, including Kenya and Uganda, criticised Rwanda.", &["occurred 111 KEN RWA", "occurred 111 UGA RWA"]),
        ("Five states, among them Kenya and Uganda, criticised Rwanda.", &["occurred 111 KEN RWA", "occurred 111 UGA RWA"]),
        (
            "Kenya expelled diplomats from Uganda, Rwanda and Burundi.",
            &["occurred 161 KENGOV UGAGOV", "occurred 161 KENGOV RWAGOV", "occurred 161 KENGOV BDIGOV"],
        ),
    ]);
}

/// What each side does to the others.
#[test]
fn done_to_each_other() {
    check(&[
        (
            "Kenya and Uganda recalled their ambassadors after Rwanda shelled a school.",
            &["occurred 161 KENGOV ", "occurred 161 UGAGOV ", "occurred 194 RWA EDU"],
        ),
        ("Kenya and Uganda accused each other of shelling a mill.", &["occurred 1123 KEN UGA", "occurred 1123 UGA KEN"]),
        ("Kenya and Uganda attacked each other.", &["occurred 190 KEN UGA", "occurred 190 UGA KEN"]),
        ("Kenya and Uganda attacked one another.", &["occurred 190 KEN UGA", "occurred 190 UGA KEN"]),
        ("Kenya and Uganda expelled each other's diplomats.", &["occurred 161 KENGOV UGAGOV", "occurred 161 UGAGOV KENGOV"]),
        ("North and South Korea held talks on Monday.", &["occurred 046 PRK KOR", "occurred 046 KOR PRK"]),
        ("The Kenyan choir and its conductor blamed each other.", &[]),
    ]);
}

/// Two verbs before one object; `which` behind a comma.
#[test]
fn objects_of_two_verbs() {
    check(&[
        ("Kenya arrested and deported two Ugandan diplomats.", &["occurred 173 KEN UGAGOV", "occurred 161 KENGOV UGAGOV"]),
        ("Kenya criticised and threatened Uganda.", &["occurred 111 KEN UGA", "threatened 130 KENGOV UGAGOV"]),
        ("Kenyan rebels attacked and burned a Ugandan village.", &["occurred 190 KENREB UGACVL"]),
        ("Kenyan police arrested a teacher and killed five Ugandan rebels.", &["occurred 173 KENCOP KENEDU", "occurred 190 KENCOP UGAREB"]),
        ("Kenyan soldiers captured and executed two Ugandan teachers.", &["occurred 173 KENMIL UGAEDU", "occurred 190 KENMIL UGAEDU"]),
        ("Kenya marched and criticised Uganda.", &["occurred 111 KEN UGA"]),
    ]);
}

/// What only recalls an act, what is to come, and what is said to have been done.
#[test]
fn recalled_and_to_come() {
    check(&[
        ("The anniversary of Kenya's invasion of Uganda was marked on Monday.", &[]),
        ("A film about Kenya's invasion of Uganda opened on Monday.", &[]),
        ("A monument to the victims of Kenya's bombing of Uganda was unveiled.", &[]),
        ("Police cleared the museum after an attack by Kenyan rebels on Ugandan guards.", &["occurred 190 KENREB UGACOP"]),
        ("Kenya was going to expel two Ugandan diplomats.", &["planned 161 KENGOV UGAGOV"]),
        ("Kenya is said to have expelled two Ugandan diplomats.", &["occurred 161 KENGOV UGAGOV"]),
        ("A Kenyan bank will place a charge on its Ugandan mill.", &[]),
    ]);
}

/// What is shot down is no weapon.
#[test]
fn weapons_and_victims() {
    let weapon = |text: &str| {
        let analysis = analyse(Article { text: text.into(), ..Article::default() }, &LEXICON);
        assert_eq!(analysis.incidents.len(), 1, "{text}");
        analysis.incidents.iter().any(|i| i.weapon.is_some())
    };
    assert!(!weapon("Kenya shot down a Ugandan drone."));
    assert!(weapon("Kenya shelled a Ugandan village with mortars."));
}

/// A deed to what `its` owns befell the state that tells of it.
#[test]
fn whose_envoy_was_expelled() {
    check(&[
        ("Kenya said Uganda had expelled its ambassador.", &["occurred 161 UGAGOV KENGOV"]),
        ("Kenya said Uganda had arrested two of its soldiers.", &["occurred 173 UGA KENMIL"]),
        ("Kenya said Uganda had broken its promise.", &["occurred 112 KENGOV UGAGOV"]),
        ("Kenya said Uganda had executed its citizens.", &["occurred 190 UGA UGACVL"]),
        ("Reuters reported that Kenya had expelled its ambassador.", &["occurred 161 KENGOV "]),
    ]);
}

/// The only word of its sentence that can be a finite verb is one; a subject before asides is found behind a time and an adverb too.
#[test]
fn verbs_that_look_like_nouns_and_subjects_before_asides() {
    check(&[
        ("Kenya cut military aid to Uganda.", &["occurred 1622 KEN UGA"]),
        ("Kenya and its allies cut diplomatic ties with Uganda.", &["occurred 161 KENGOV UGAGOV"]),
        ("Kenya recalls ambassador from Uganda", &["occurred 161 KENGOV UGAGOV"]),
        ("Kenya expelled two more Ugandan diplomats.", &["occurred 161 KENGOV UGAGOV"]),
        ("Kenya sent arms to Uganda, which had asked for them.", &["occurred 072 KEN UGA"]),
        ("Kenya rejected US demands.", &["occurred 120 KENGOV USAGOV"]),
        ("Kenya hit back on Monday with air strikes on Uganda.", &["occurred 195 KEN UGA"]),
        ("Kenya cut rail and bus links with Uganda.", &["occurred 161 KENGOV UGAGOV"]),
        (
            "On 9 July Kenyan President William Ruto, in a letter to his Ugandan counterpart, threatened Uganda with sanctions.",
            &["threatened 1312 KENGOV UGAGOV"],
        ),
        ("The Kenyan president, denouncing the raid, at once expelled a Ugandan diplomat.", &["occurred 111 KENGOV ", "occurred 161 KENGOV UGAGOV"]),
    ]);
}

/// How many died is told by those who died, not by what killed them.
#[test]
fn who_died_in_an_attack() {
    let killed = |text: &str| {
        let analysis = analyse(Article { text: text.into(), ..Article::default() }, &LEXICON);
        analysis.incidents.first().and_then(|i| i.killed)
    };
    assert_eq!(killed("Nine Kenyan soldiers died in an attack by Ugandan rebels."), Some(9));
    assert_eq!(killed("Gunmen shot dead two Kenyan guards."), Some(2));
}

/// Whoever is blamed for what happened in a third state did not do it; of several states those are meant that are named behind them.
#[test]
fn sides_that_the_words_name() {
    check(&[
        ("Kenya criticised Uganda over the arrest of a Kenyan journalist in Rwanda.", &["occurred 111 KEN UGA"]),
        ("Kenya summoned the Ugandan envoy over the arrest of two Kenyans.", &["occurred 114 KENGOV UGAGOV", "occurred 173 UGA KEN"]),
        ("Five countries, notably Kenya and Uganda, criticised Rwanda.", &["occurred 111 KEN RWA", "occurred 111 UGA RWA"]),
        ("Kenya condemned Uganda and demanded sanctions.", &["occurred 111 KEN UGA", "demanded 102 KENGOV "]),
    ]);
}
