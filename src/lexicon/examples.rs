use std::sync::Arc;

/// One accepted or rejected example of a rule, and what came of it. The test-suite makes a named test of each, and
/// `lexicon check` runs them for a user's own files.
#[derive(Debug, Clone)]
pub struct ExampleResult {
    /// Id of the rule.
    pub rule: String,
    /// Its file, as messages name it.
    pub file: Arc<str>,
    /// The rule's line, counted from 1.
    pub line: u64,
    /// The example's sentence.
    pub text: String,
    /// It is an accepted example.
    pub accept: bool,
    /// What was wrong, if anything: wanted and found, in words.
    pub outcome: Result<(), String>,
}
