//! Tests of what the rest of an article tells of a party.

use super::tests::entity;

#[test]
fn who_is_talked_of_says_nothing_of_the_speaker() {
    let told = "LIMA, May 3 - The Chileans have not asked for Peru's copper, Trade Minister Ana Quibble told reporters. Peru sold copper in May.";
    assert_eq!(entity(told, "Trade Minister Ana Quibble").0, "PERGOV");
}

#[test]
fn a_country_in_capitals_may_be_a_dateline() {
    let rates = "U.S. rates rose. The U.S. dollar fell. U.S. bonds and U.S. notes fell.";
    assert_eq!(entity(&format!("KUWAIT, June 2 - The Central Bank reopened a Kuwaiti window. {rates}"), "The Central Bank").0, "KWTGOV");
}

#[test]
fn officers_are_of_the_force_named_last() {
    for (before, code) in
        [("Peruvian police closed the road.", "PERCOP"), ("Peruvian soldiers closed the road. The sun rose.", "PERMIL"), ("Peru closed the road.", "")]
    {
        assert_eq!(entity(&format!("{before} Officers fired in the air."), "Officers").0, code, "{before}");
    }
}

#[test]
fn a_government_and_its_citizens_are_two() {
    assert_eq!(entity("Chile's government warned its citizens.", "its citizens").0, "CHLCVL");
    assert_eq!(entity("Chile's government warned its spokesmen.", "its spokesmen").0, "CHLGOV");
}

#[test]
fn a_surname_that_is_a_common_word_is_the_person_named_before() {
    let text = "Minister Ann Morrow left Peru. Minister Ann Woods left Peru. Woods has gone.";
    assert_eq!(entity(text, "Woods").1, "Ann Woods");
    assert_eq!(entity("Peru freed Ann Cook. The press says that Cook was ill.", "Cook").1, "Ann Cook");
}

#[test]
fn the_short_name_of_a_firm_is_no_judge() {
    let text = "Harbour Express Corp said in Chile a tax judge had called.\n\nHarbour Express said the judge was right.";
    assert_eq!(entity(text, "Harbour Express").0, "");
}

#[test]
fn who_tells_something_at_home_is_no_other_side() {
    let story = "Chilean police clashed with students in Chile. The Chilean president spoke. Chile mourned. ";
    assert_eq!(entity(&format!("{story}A Chilean opposition leader said that two marchers had been held."), "two marchers").0, "CHLCVL");
    assert_eq!(entity(&format!("{story}A Chilean opposition leader shot two marchers."), "two marchers").0, "CVL");
}

#[test]
fn soldiers_whom_insurgents_kill_are_of_no_country_at_peace() {
    let story = "American banks closed. The American president spoke. America mourned. An American dancer left. ";
    assert_eq!(entity(&format!("{story}Rebels killed soldiers in the hills."), "soldiers").0, "MIL");
    assert_eq!(entity(&format!("{story}Soldiers helped nurses."), "Soldiers").0, "USAMIL");
}

#[test]
fn neighbours_of_two_states_get_the_country_of_neither() {
    assert_eq!(entity("Peru and Chile quarrelled. The neighbours fought for a week.", "The neighbours").0, "CVL");
}

#[test]
fn insurgents_are_of_the_state_that_they_face() {
    let raid = "Peruvian troops attacked guerrillas near a dam.";
    assert_eq!(entity(&format!("LIMA, May 3 - {raid}"), "guerrillas").0, "PERREB");
}

#[test]
fn a_named_post_is_of_the_country_of_the_dateline() {
    let told = "May 3 - Peru has bought no American maize, Agriculture Secretary Ana Quibble said. Peru sold maize in May.";
    assert_eq!(entity(&format!("WASHINGTON, {told}"), "Agriculture Secretary Ana Quibble").0, "USAGOV");
    assert_eq!(entity(&format!("LONDON, {told}"), "Agriculture Secretary Ana Quibble").0, "PERGOV");
}

#[test]
fn two_posts_with_names_share_the_country_of_the_first() {
    let met = |second: &str| format!("Norway's envoy met Peruvian President Abel Quibble and {second}.");
    assert_eq!(entity(&met("Trade Minister Ana Tamm"), "Trade Minister Ana Tamm").0, "PERGOV");
    assert_ne!(entity(&met("President Ana Tamm"), "President Ana Tamm").0, "PERGOV");
}

#[test]
fn of_two_lands_of_one_name_the_one_that_the_article_names_is_meant() {
    assert_eq!(entity("Brazzaville was calm. Congo voted.", "Congo").0, "COG");
    assert_eq!(entity("Kinshasa was calm. Congo voted.", "Congo").0, "COD");
    assert_eq!(entity("The hills were calm. Congo voted.", "Congo").0, "COD");
}

#[test]
fn no_mention_crosses_paragraphs() {
    assert_eq!(entity("Norway thanked a teacher\n\nFor Peru it was late.", "a teacher").1, "a teacher");
    assert_eq!(entity("It opened in 2015\n\nThousands of Peruvians marched.", "Thousands of Peruvians").0, "PER");
}
