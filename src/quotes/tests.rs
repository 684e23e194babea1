use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

pub(super) fn read(text: &str) -> Vec<Quote> {
    let article = Article { text: text.into(), ..Article::default() };
    let surface = crate::text::surface(&article, &LEXICON);
    let syntax = crate::syntax::parse(&article, &surface, &LEXICON);
    let actors = crate::actors::find(&article, &surface, &syntax, &[], &LEXICON);
    find(&article, &surface, &syntax, &actors, &LEXICON)
}

/// Words, speaker's words (or a dash) and group of each quotation; `~` stands before what is no speech.
pub(super) fn lines(text: &str) -> Vec<String> {
    let line = |q: &Quote| {
        let speaker = q.speaker.as_ref().map_or("-", |s| s.span.slice(text));
        format!("{}{} | {speaker} | {}", if q.speech { "" } else { "~" }, q.span.slice(text), q.group)
    };
    read(text).iter().map(line).collect()
}

#[test]
fn a_split_quotation_is_one_group() {
    assert_eq!(lines("“We sail at dawn,” said Ms Okafor. “Nobody stays.”"), ["We sail at dawn, | Ms Okafor | 0", "Nobody stays. | Ms Okafor | 0"]);
    assert_eq!(lines("“We sail,” she said, “at dawn.”"), ["We sail, | she | 0", "at dawn. | she | 0"]);
}

#[test]
fn a_quotation_runs_over_paragraphs() {
    let text = "Mr Tamm said: “We stay.\n\n“We do not leave.”\n\n“And we pay nothing.”\n\nThe owners said: “You will.”";
    assert_eq!(lines(text), ["We stay. | Mr Tamm | 0", "We do not leave. | Mr Tamm | 0", "And we pay nothing. | Mr Tamm | 1", "You will. | The owners | 2"]);
}

#[test]
fn speakers_with_appositions_and_relative_clauses() {
    assert_eq!(lines("Ada Reyes, 40, the head of the port, said the cranes were “too old”."), ["too old | Ada Reyes, 40, the head of the port | 0"]);
    assert_eq!(
        lines("“The cranes are old,” said Ada Reyes, the head of the port authority."),
        ["The cranes are old, | Ada Reyes, the head of the port authority | 0"]
    );
    assert_eq!(lines("Mr Tamm, who called the plan “a joke”, left the room."), ["a joke | who | 0"]);
}

#[test]
fn the_listener_is_not_the_speaker() {
    assert_eq!(lines("Ms Okafor told the minister that the plan was “a joke”."), ["a joke | Ms Okafor | 0"]);
    assert_eq!(lines("The offer was dismissed as “worthless” by the union."), ["worthless | the union | 0"]);
    assert_eq!(lines("The ship was described as “lost”.")[0].split(" | ").nth(1), Some("-"));
}

#[test]
fn who_reports_whom() {
    assert_eq!(lines("Ms Okafor said she feared the port was “finished”."), ["finished | Ms Okafor | 0"]);
    assert_eq!(lines("The port will be “swift” and cheap, Mr Tamm said."), ["swift | Mr Tamm | 0"]);
}

#[test]
fn titles_and_names_are_no_speech() {
    assert_eq!(lines("He spoke of it on the show “Harbour Lights”.")[0].split(" | ").next(), Some("~Harbour Lights"));
    assert_eq!(lines("A ship named “Aurora” sank.")[0].split(" | ").next(), Some("~Aurora"));
}

#[test]
fn indirect_speech() {
    assert_eq!(lines("Ms Okafor said that the port was shut."), ["the port was shut | Ms Okafor | 0"]);
    assert_eq!(lines("The union pointed out that France was growing."), ["France was growing | The union | 0"]);
    assert_eq!(lines("She added that suspected smugglers had fled."), ["suspected smugglers had fled | She | 0"]);
    assert_eq!(lines("She said that was a mistake."), ["that was a mistake | She | 0"]);
    assert_eq!(lines("Mr Tamm said, that the port was shut."), ["the port was shut | Mr Tamm | 0"]);
    assert_eq!(lines("The port is shut, Ms Okafor said on Monday."), ["The port is shut | Ms Okafor | 0"]);
    assert_eq!(lines("The pilot was told to wait."), Vec::<String>::new());
}

#[test]
fn reported_words_around_their_cue() {
    assert_eq!(lines("The port, Ms Okafor said, is shut."), ["The port | Ms Okafor | 0", "is shut | Ms Okafor | 0"]);
    assert_eq!(lines("The port was shut on Monday, according to the union."), ["The port was shut on Monday | the union | 0"]);
    assert_eq!(lines("According to the union, the port was shut."), ["the port was shut | the union | 0"]);
    assert_eq!(lines("As the union noted, the port was shut."), ["the port was shut | the union | 0"]);
    assert_eq!(lines("Ms Okafor said in an interview that the port was shut, but the gates stood open."), ["the port was shut | Ms Okafor | 0"]);
    assert_eq!(lines("The union criticised the long wait at the gates."), ["the long wait at the gates | The union | 0"]);
    assert_eq!(lines("Ms Okafor asked the owners whether they would pay."), ["whether they would pay | Ms Okafor | 0"]);
    assert_eq!(lines("LIMA (Halyard) - The port is shut, Ms Okafor said."), ["The port is shut | Ms Okafor | 0"]);
}

#[test]
fn nobody_is_named_for_what_is_expected() {
    assert_eq!(lines("The owners are expected to reopen the port."), ["The owners | - | 0", "to reopen the port | - | 0"]);
    assert_eq!(lines("They are expected to reopen the port."), ["to reopen the port | - | 0"]);
    assert_eq!(lines("The new pier was praised by Ms Okafor."), ["The new pier | Ms Okafor | 0"]);
    assert_eq!(lines("The owners have reportedly shut the pier."), ["The owners have | - | 0", "shut the pier | - | 0"]);
    assert_eq!(lines("Mr Tamm was asked by the inquiry whether the lights were out."), ["whether the lights were out | the inquiry | 0"]);
}

#[test]
fn what_stands_between_a_subject_and_its_verb() {
    let speaker = |text: &str| read(text).last().and_then(|q| q.speaker.as_ref().map(|s| s.span.slice(text).to_owned())).unwrap_or_default();
    assert_eq!(speaker("Ms Okafor left the hall and in a letter called it “a ruin”."), "Ms Okafor");
    assert_eq!(speaker("A letter seen by the Gazette warns that the pier is rotten."), "A letter");
    assert_eq!(speaker("It is common for dockers to say that the pier is rotten."), "dockers");
    assert_eq!(speaker("The owners had last week announced that the pier would reopen."), "The owners");
    assert_eq!(speaker("Tamm, Okafor and Reyes said the pier was rotten."), "Tamm, Okafor and Reyes");
    assert_eq!(speaker("Ms Okafor herself said the pier was rotten."), "Ms Okafor herself");
    assert_eq!(speaker("In a note released on Monday, Ms Okafor blamed the owners, saying the pier was rotten."), "Ms Okafor");
    assert_eq!(speaker("The owners closed the gates, and the town sued them, arguing that the pier was public."), "the town");
    assert_eq!(speaker("The pier was praised on Friday by the new harbour master."), "the new harbour master");
}

#[test]
fn by_whom_something_is_judged() {
    assert_eq!(lines("The pier was described as a ruin by two papers."), ["The pier | two papers | 0", "a ruin | two papers | 0"]);
    assert_eq!(lines("The pier was praised on Friday."), ["The pier | - | 0"]);
}

#[test]
fn a_name_in_a_sentence_is_no_verb_of_saying() {
    assert_eq!(lines("The owners moved to the north, then to the United States, by ship."), Vec::<String>::new());
}

#[test]
fn a_name_is_given_to_an_object() {
    assert_eq!(lines("The union called the offer a bad joke."), ["the offer a bad joke | The union | 0"]);
    assert_eq!(lines("The union called it unfair."), ["it unfair | The union | 0"]);
    assert_eq!(lines("The union called a meeting."), Vec::<String>::new());
    assert_eq!(lines("The union called the owners last week."), Vec::<String>::new());
    assert_eq!(lines("The union called the owners the next day."), Vec::<String>::new());
}

#[test]
fn what_somebody_was_told() {
    assert_eq!(lines("The inquiry was told that the lights were out."), ["the lights were out | - | 0"]);
    assert_eq!(lines("A ship thought to be lost came home."), ["A ship | - | 0", "to be lost | - | 0"]);
    assert_eq!(lines("Rains Will Flood Lowland Towns, Pilots Say"), ["Rains Will Flood Lowland Towns | Pilots | 0"]);
}

#[test]
fn transcripts_and_interviews() {
    let text = "REYES: The port is shut.\n\nTAMM: No, it is open.\n\nREYES: We will see.";
    assert_eq!(lines(text), ["The port is shut. | REYES | 0", "No, it is open. | TAMM | 1", "We will see. | REYES | 2"]);
    let text = "Q: Who pays for it?\n\nA: The town pays.\n\nQ: And who else?";
    assert_eq!(lines(text), ["Who pays for it? | - | 0", "The town pays. | - | 1", "And who else? | - | 2"]);
    assert_eq!(lines("NOTE: The port is shut."), Vec::<String>::new());
}

#[test]
fn marked_lines_and_headlines() {
    let text = "The union replied in a statement:\n\n> We will not move.\n> The pier is ours.\n\nThe owners left.";
    assert_eq!(lines(text), ["We will not move. | The union | 0", "The pier is ours. | The union | 0"]);
    assert_eq!(
        lines("Poll: Dockers back the strike; owners hold out\n\nA vote is near."),
        ["Dockers back the strike | Poll | 0", "owners hold out | Poll | 0"]
    );
}

#[test]
fn words_in_marks_inside_a_report() {
    assert_eq!(lines("The new “Blue Gate” pact was wrong, the owners said."), ["Blue Gate | the owners | 0"]);
    assert_eq!(lines("The owner was said to be “furious” with the town."), ["furious | - | 0"]);
    assert_eq!(lines("The owners left “Big Ada” in the rain."), ["~Big Ada | - | 0"]);
}

#[test]
fn who_judges_in_a_passive_or_a_relative_clause() {
    assert_eq!(lines("Such work is considered “a public duty” here."), ["a public duty | - | 0"]);
    assert_eq!(lines("Police saw a fire that Ms Okafor described as “a warning.”"), ["a warning. | Ms Okafor | 0"]);
}

#[test]
fn the_last_line_inside_the_marks_signs_them() {
    let text = "The strike went on.\n\n\"The port may be lost by May, and the town with it.\nAda Reyes, docker.\"\n\nThe owners left.";
    assert_eq!(lines(text), ["The port may be lost by May, and the town with it. | Ada Reyes | 0", "~Ada Reyes, docker. | - | 1"]);
}

#[test]
fn reports_around_hard_words() {
    assert_eq!(lines("Many said Monday that the ruling was wrong."), ["the ruling was wrong | Many | 0"]);
    assert_eq!(lines("The pier was shut in March, harbour records show."), ["The pier was shut in March | harbour records | 0"]);
    assert_eq!(lines("The pier is old, she said. “We will mend it.”"), ["The pier is old | she | 0", "We will mend it. | she | 1"]);
    assert_eq!(lines("Finding what lies below the pier is hard, he said."), ["Finding what lies below the pier is hard | he | 0"]);
    assert_eq!(lines("Ms Okafor said Monday’s talks were over."), ["Monday’s talks were over | Ms Okafor | 0"]);
    assert_eq!(lines("Ms Okafor said though the pier is old, it can hold."), ["though the pier is old, it can hold | Ms Okafor | 0"]);
}

#[test]
fn who_reports() {
    assert_eq!(lines("A survey finished last month showed that the pier was old."), ["the pier was old | A survey | 0"]);
    assert_eq!(lines("The storm led some to say that the pier was old."), ["the pier was old | some | 0"]);
    assert_eq!(lines("The dockers have both said that the pier was old."), ["the pier was old | The dockers | 0"]);
    assert_eq!(lines("The dockers cling to the hope that the pier will last."), ["the pier will last | The dockers | 0"]);
}

#[test]
fn where_a_report_ends() {
    assert_eq!(lines("Dockers who want to leave the pier can go."), ["to leave the pier | who | 0"]);
    assert_eq!(lines("The owners urged the town to wait and left for Riga."), ["to wait | The owners | 0"]);
    assert_eq!(lines("Ms Okafor criticised the pier and Mr Tamm left."), ["the pier | Ms Okafor | 0"]);
    assert_eq!(lines("Ms Okafor criticised the old pier after the storm."), ["the old pier | Ms Okafor | 0"]);
}

#[test]
fn marks_of_all_kinds() {
    for text in [
        "«We sail,» said Ms Okafor.",
        "''We sail,'' said Ms Okafor.",
        "``We sail,'' said Ms Okafor.",
        "'We sail,' said Ms Okafor.",
        "“We sail,\" said Ms Okafor.",
    ] {
        assert_eq!(lines(text), ["We sail, | Ms Okafor | 0"], "{text}");
    }
    assert_eq!(lines("Ms Okafor said,\" We sail at dawn.\""), ["We sail at dawn. | Ms Okafor | 0"]);
    assert_eq!(lines("“He told me ‘go’ and I went,” said Ms Okafor."), ["He told me ‘go’ and I went, | Ms Okafor | 0"]);
}

#[test]
fn signatures_posts_and_headlines() {
    assert_eq!(lines("“The port is finished.”\n\n— Ada Reyes, docker")[0], "The port is finished. | Ada Reyes | 0");
    assert_eq!(lines("Ms Okafor tweeted: “Enough is enough.”"), ["Enough is enough. | Ms Okafor | 0"]);
    assert_eq!(lines("Ada Reyes: Port ‘Was Never Safe’\n\nThe port is shut.")[0], "Was Never Safe | Ada Reyes | 0");
    assert_eq!(lines("“We sail,” Mr Tamm said on the show “Harbour Lights.” “Nobody stays.”")[2], "Nobody stays. | Mr Tamm | 0");
}

#[test]
fn a_clause_between_subject_and_cue() {
    assert_eq!(lines("Dockers marching through the streets chanted “no more cranes”.")[0], "no more cranes | Dockers | 0");
    assert_eq!(lines("The union this week called the plan “a joke”.")[0], "a joke | The union | 0");
    assert_eq!(lines("Ms Okafor said the men had been beaten, a charge that Mr Tamm called “a lie”."), ["a lie | Mr Tamm | 0"]);
}

#[test]
fn the_person_behind_an_apposition() {
    let name = |text: &str| read(text)[0].speaker.as_ref().map(|s| s.name.clone()).unwrap_or_default();
    assert_eq!(name("“We sail,” said port worker Ada Reyes."), "Ada Reyes");
    assert_ne!(name("“We sail,” said a spokesman for Ada Reyes."), "Ada Reyes");
}

#[test]
fn interviews_with_names() {
    let text = "Harbour Weekly: What happened?\n\nAda Reyes: The water rose.\n\nHarbour Weekly: And then?\n\nAda Reyes: We ran up.";
    assert_eq!(lines(text)[1], "The water rose. | Ada Reyes | 1");
    assert_eq!(lines(text).len(), 4);
    // A list, by nobody.
    assert_eq!(lines("Price: ten kronor.\n\nPlace: the old pier.\n\nTime: noon on Friday."), Vec::<String>::new());
}

#[test]
fn posts_and_markup() {
    assert_eq!(lines("The harbour office wrote on X: “The gates are shut.”"), ["The gates are shut. | The harbour office | 0"]);
    assert_eq!(lines("“The gates are shut,” the harbour office posted on Facebook."), ["The gates are shut, | the harbour office | 0"]);
    assert_eq!(lines("Ms Okafor posted this: <tweet id=\"677\" author=\"okafor\">The gates are shut</tweet>."), Vec::<String>::new());
}

#[test]
fn a_missing_mark_stays_in_its_paragraph() {
    let text = "Ms Okafor said: “We stay here.\n\nThe owners left. “We go,” said Mr Berg.";
    assert_eq!(lines(text), ["We stay here. | Ms Okafor | 0", "We go, | Mr Berg | 1"]);
    let text = "We stay here,” said Ms Okafor.\n\nThe owners said “we go” on Monday.";
    assert_eq!(lines(text), ["We stay here, | Ms Okafor | 0", "we go | The owners | 1"]);
}

#[test]
fn a_block_quotation_with_quotations_inside() {
    let text = "Dr Holm stated:\n\n\"It is no “free port” any more.\n\n\"It never was.\"";
    assert_eq!(lines(text), ["It is no “free port” any more. | Dr Holm | 0", "It never was. | Dr Holm | 0"]);
}

#[test]
fn whose_words_they_are() {
    assert_eq!(lines("The vote split the town, with dockers chanting “no more cranes”.")[0], "no more cranes | dockers | 0");
    assert_eq!(lines("Ms Holm, who leads the union, on Friday called the plan “a joke”.")[0], "a joke | Ms Holm | 0");
    assert_eq!(lines("Ms Holm insisted that captains who refused to rule out a strike were “fools”.")[1], "fools | Ms Holm | 1");
    assert_eq!(lines("“The port stays open,” an angry Mr Tamm retaliated.")[0], "The port stays open, | an angry Mr Tamm | 0");
    assert_eq!(lines("“I was wrong,” said retired pilot Ada Holm.")[0], "I was wrong, | retired pilot Ada Holm | 0");
    assert_eq!(lines("Polls show that “nobody cares,” said Ms Holm.")[0], "nobody cares, | Ms Holm | 0");
    assert_eq!(lines("The union, Ms Holm said, called the offer “an insult”.")[0], "an insult | Ms Holm | 0");
    assert_eq!(lines("Mr Tamm left after her claim in May that he “never paid”.")[0], "never paid | her | 0");
}

#[test]
fn a_report_inside_a_report_is_none_of_its_own() {
    assert_eq!(lines("The police said Mr Tamm claimed that the port was shut."), ["Mr Tamm claimed that the port was shut | The police | 0"]);
}

#[test]
fn reports_behind_an_aside() {
    let report = "the pier was lost | Ms Holm | 0";
    assert_eq!(lines("Ms Holm told friends, at dinners and in talks, that the pier was lost."), [report]);
    assert_eq!(lines("As reported by Ms Holm, the pier was lost."), [report]);
    assert_eq!(lines("Ms Holm is certain that the pier was lost."), [report]);
    assert_eq!(lines("Ms Holm said the pier was lost, which she called “a shame”.")[0], report);
    assert_eq!(lines("Ms Holm explained how the pier was lost."), ["how the pier was lost | Ms Holm | 0"]);
    assert_eq!(lines("The gates, which Ms Holm said will open in May, are old."), ["which | Ms Holm | 0", "will open in May | Ms Holm | 0"]);
    assert_eq!(lines("It was, Ms Holm said, one of the worst storms."), ["It was | Ms Holm | 0", "one of the worst storms | Ms Holm | 0"]);
    assert_eq!(lines("Asked whether the pier was lost, Ms Holm left."), ["whether the pier was lost | - | 0"]);
}

#[test]
fn reports_of_nouns_end_with_them() {
    assert_eq!(lines("Ms Holm’s claim that the pier was lost surprised us."), ["the pier was lost | Ms Holm | 0"]);
    assert_eq!(lines("Norrland denies it and in turn accuses Lund of theft."), ["Lund of theft | Norrland | 0"]);
    assert_eq!(lines("Ms Holm accused Lund on Monday of theft."), ["Lund on Monday of theft | Ms Holm | 0"]);
    assert_eq!(lines("The dockers criticised the owners, the bank and the town on Friday."), ["the owners, the bank and the town | The dockers | 0"]);
}

#[test]
fn what_seems_so_is_told_by_nobody() {
    assert_eq!(lines("The talks seem to have failed."), ["The talks | - | 0", "to have failed | - | 0"]);
    assert_eq!(lines("The pier appears ready for ships."), ["The pier | - | 0", "ready for ships | - | 0"]);
    // The verb behind it reports.
    assert_eq!(lines("The audit seems to suggest that no pier is safe."), ["no pier is safe | The audit | 0"]);
    assert_eq!(lines("Mr Tamm appeared on the pier."), [] as [&str; 0]);
}

#[test]
fn a_passive_tells_what_its_subject_is_held_for() {
    assert_eq!(lines("The strike was seen as a mistake."), ["The strike | - | 0", "a mistake | - | 0"]);
    assert_eq!(lines("The strike was criticised by Ms Okafor as a mistake."), ["The strike | Ms Okafor | 0", "a mistake | Ms Okafor | 0"]);
}

#[test]
fn what_a_verb_is_about_in_any_form() {
    assert_eq!(lines("The owners met to discuss the long strike."), ["the long strike | The owners | 0"]);
    assert_eq!(lines("The owners met to see the long strike."), [] as [&str; 0]);
    assert_eq!(lines("Ms Okafor criticised Tamm on Friday."), ["Tamm | Ms Okafor | 0"]);
    assert_eq!(lines("Ms Okafor spoke warmly of the old pier."), ["the old pier | Ms Okafor | 0"]);
}

#[test]
fn reports_behind_days_listeners_and_numbers() {
    assert_eq!(lines("Mr Tamm said on Friday that prices rose."), ["prices rose | Mr Tamm | 0"]);
    assert_eq!(lines("Mr Tamm told pilots that rates had risen."), ["rates had risen | Mr Tamm | 0"]);
    assert_eq!(lines("Mr Tamm said last week the port would shut."), ["the port would shut | Mr Tamm | 0"]);
    assert_eq!(lines("Mr Tamm told reporters three ships sank."), ["three ships sank | Mr Tamm | 0"]);
    assert_eq!(lines("The survey found 40% of pilots are tired."), ["40% of pilots are tired | The survey | 0"]);
    assert_eq!(lines("Mr Tamm said that, while it was late, the port was open."), ["while it was late, the port was open | Mr Tamm | 0"]);
}

#[test]
fn what_the_reported_words_lack() {
    assert_eq!(lines("The rules that courts said had hurt small ports were dropped."), ["that | courts | 0", "had hurt small ports | courts | 0"]);
    assert_eq!(lines("The gates, which the union says will close, are old."), ["which | the union | 0", "will close | the union | 0"]);
    assert_eq!(lines("Mr Tamm said the port would shut and left."), ["the port would shut | Mr Tamm | 0"]);
}

#[test]
fn verbs_in_headlines() {
    assert_eq!(lines("Harbour Chief Says Ferry Should Win Contract"), ["Ferry Should Win Contract | Harbour Chief | 0"]);
}

#[test]
fn speakers_described_behind_their_noun() {
    assert_eq!(lines("The port would shut, officials familiar with the matter said."), ["The port would shut | officials familiar with the matter | 0"]);
    assert_eq!(lines("One of them said the port was shut."), ["the port was shut | One of them | 0"]);
}

#[test]
fn words_between_a_subject_and_its_verb() {
    assert_eq!(lines("They both vowed to stay ashore."), ["to stay ashore | They | 0"]);
    assert_eq!(lines("The union, which last week said the port was lost, has left."), ["the port was lost | which | 0"]);
    assert_eq!(lines("Ada Reyes, head of the port said it was lost."), ["it was lost | Ada Reyes, head of the port | 0"]);
    assert_eq!(lines("A report by the union says the port is lost."), ["the port is lost | A report by the union | 0"]);
}

#[test]
fn who_wants_no_name_says_nothing_by_that() {
    assert_eq!(lines("A docker who asked not to be named wept."), [""; 0]);
    assert_eq!(lines("Mr Tamm declined to be identified."), [""; 0]);
    assert_eq!(lines("Mr Tamm asked not to be moved."), ["not to be moved | Mr Tamm | 0"]);
}

#[test]
fn reports_in_other_places() {
    assert_eq!(lines("Mr Tamm decided not to sail."), ["not to sail | Mr Tamm | 0"]);
    assert_eq!(lines("Mr Tamm said, if it rains, he would stay."), ["if it rains, he would stay | Mr Tamm | 0"]);
    assert_eq!(lines("LIMA, March 3 - The port is lost, dockers said."), ["The port is lost | dockers | 0"]);
    assert_eq!(lines("Mr Tamm told Halyard tolls were rising."), ["tolls were rising | Mr Tamm | 0"]);
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans(text in "((said|that|Ms Okafor|she|by|called|who|, |\\. |“|”|\"|'|: |told|the union|\n\n| )|[a-z]{1,4}){0,60}") {
        let quotes = read(&text);
        let mut last = 0;
        for quote in &quotes {
            prop_assert!(text.get(quote.span.range()).is_some() && !quote.span.is_empty());
            prop_assert!(quote.span.start >= last);
            last = quote.span.start;
            for span in quote.speaker.iter().map(|s| s.span).chain(quote.cue) {
                prop_assert!(text.get(span.range()).is_some() && !span.is_empty());
            }
        }
    }
}
