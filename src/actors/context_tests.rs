//! Tests of what the rest of an article tells of a party.

use super::tests::entity;

#[test]
fn who_is_talked_of_says_nothing_of_the_speaker() {
    let told = "LIMA, May 3 - The Chileans have not asked for Peru's copper, Trade Minister Ana Quibble told reporters. Peru sold copper in May.";
    assert_eq!(entity(told, "Trade Minister Ana Quibble").0, "PERGOV");
}

#[test]
fn a_minister_is_of_no_state_of_secretaries() {
    let told = "WASHINGTON, May 3 - Peru will buy copper from the United States, Trade Minister Ana Quibble said.";
    assert_eq!(entity(told, "Trade Minister Ana Quibble").0, "PERGOV");
    let told =
        told.replace("Trade Minister", "Trade Secretary").replace("Peru will buy copper from the", "Peru and the").replace("States,", "States have no deal,");
    assert_eq!(entity(&told, "Trade Secretary Ana Quibble").0, "USAGOV");
    assert_eq!(entity("PARIS, May 3 - Chad expelled the French envoy, Trade Minister Ana Quibble said.", "the French envoy").0, "FRAGOV");
}

#[test]
fn who_signs_in_a_host_state_is_of_that_state() {
    let told = "LIMA, May 3 - Chilean President Jon Quibble and Trade Minister Ana Reyes signed a pact in Lima.";
    assert_eq!(entity(told, "Trade Minister Ana Reyes").0, "PERGOV");
    assert_eq!(entity(&told.replace("signed a pact", "gave a dinner"), "Trade Minister Ana Reyes").0, "CHLGOV");
}

#[test]
fn the_place_right_behind_is_nearer_than_the_dateline() {
    assert_eq!(entity("BEIRUT, May 3 - Syrian troops shot six men in Aleppo.", "six men").0, "SYRCVL");
    assert_ne!(entity("Kenyan police clashed with marchers as the president flew to Paris.", "marchers").0, "FRACVL");
}

#[test]
fn a_region_has_the_name_of_a_land() {
    assert_eq!(entity("Georgia police closed the road in Batumi.", "Georgia police").0, "GEOCOP");
    assert_eq!(entity("Armenia spoke. Georgia lawmakers approved it.", "Georgia lawmakers").0, "GEOLEG");
    assert_eq!(entity("The U.S. Senate spoke. Georgia lawmakers approved it.", "Georgia lawmakers").0, "USALEG");
    assert_eq!(entity("Armenia spoke. Georgia's governor approved it.", "Georgia's governor").0, "USAGOV");
}

#[test]
fn the_land_behind_a_town_stands_by_itself() {
    for (text, town, code) in [
        ("Shops shut in Tripoli, in northern Lebanon.", "Tripoli", "LBN"),
        ("Shops shut in Tripoli, north-eastern Lebanon.", "Tripoli", "LBN"),
        ("Shops shut in the northern Lebanese port city of Tripoli.", "Tripoli", "LBN"),
        ("Shops shut in Santiago, in the Dominican Republic.", "Santiago", "DOM"),
        ("Shops shut in Paris in US custody.", "Paris", "FRA"),
        ("Shops shut in London in Canada's worst storm.", "London", "GBR"),
        ("Shops shut in Moscow, Georgia, and Armenia.", "Moscow", "RUS"),
        ("Shops shut in Lyons, Kansas.", "Lyons", "USA"),
    ] {
        assert_eq!(entity(text, town).0, code, "{text}");
    }
    assert_ne!(entity("British police closed the road in St Paul's Cathedral.", "St Paul").0, "USA");
}

#[test]
fn a_name_behind_another_noun_is_no_town() {
    let spoke = |noun: &str| format!("Shops shut in the {noun} Quibble.");
    let (_, actors) = super::tests::read(&spoke("film"));
    assert!(actors.mentions.iter().all(|m| m.part != super::Part::Place), "{:?}", actors.mentions);
    let (_, actors) = super::tests::read(&spoke("town"));
    assert!(actors.mentions.iter().any(|m| m.part == super::Part::Place), "{:?}", actors.mentions);
}

#[test]
fn a_nickname_in_marks_hides_nobody() {
    assert_eq!(entity("Boris \"Bojo\" Johnson left Peru.", "Boris \"Bojo\" Johnson").1, "Boris Johnson");
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
