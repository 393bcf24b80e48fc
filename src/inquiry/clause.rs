//! Questions as clauses: "Was the person arrested?" becomes "Ask whether the person was arrested." In: a question in English. Out: a
//! sentence that asks for it and suggests no answer. Only forms that can be turned safely are turned; any other question stands
//! as it is, in quotes.

/// What begins a question to which the answer is yes or no, and stands after the subject in a clause.
const AUXILIARIES: &[&str] =
    &["was", "were", "is", "are", "had", "has", "have", "could", "can", "may", "must", "will", "would"];
/// What is turned into the form of the verb.
const DO: &[&str] = &["did", "does", "do"];
const DETERMINERS: &[&str] = &["the", "a", "an", "any", "this", "that", "these", "those", "no", "all", "most"];
const PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "as", "at", "before", "between", "by", "during", "for", "from", "in", "into", "of",
    "on", "out", "over", "to", "together", "under", "until", "with", "within", "without",
];
/// Participles without -ed and adjectives with which what is said of a subject begins.
const PREDICATES: &[&str] = &[
    "able",
    "already",
    "been",
    "bound",
    "brought",
    "caught",
    "cut",
    "drawn",
    "due",
    "faulty",
    "found",
    "free",
    "given",
    "heard",
    "heavier",
    "held",
    "hostile",
    "kept",
    "known",
    "laid",
    "left",
    "likely",
    "lost",
    "made",
    "meant",
    "met",
    "necessary",
    "not",
    "open",
    "paid",
    "peaceful",
    "pregnant",
    "put",
    "false",
    "seen",
    "sent",
    "short",
    "shown",
    "shut",
    "taken",
    "told",
    "too",
    "unable",
    "unavoidable",
];
/// What may stand before it.
const ADVERBS: &[&str] =
    &["duly", "ever", "first", "formally", "grossly", "last", "once", "politically", "promptly", "unduly"];
/// Verbs of which the past form is no -ed, with that form.
const PAST: &[(&str, &str)] = &[
    ("begin", "began"),
    ("break", "broke"),
    ("bring", "brought"),
    ("come", "came"),
    ("fall", "fell"),
    ("find", "found"),
    ("get", "got"),
    ("give", "gave"),
    ("go", "went"),
    ("have", "had"),
    ("hear", "heard"),
    ("hide", "hid"),
    ("hold", "held"),
    ("keep", "kept"),
    ("know", "knew"),
    ("leave", "left"),
    ("lose", "lost"),
    ("make", "made"),
    ("meet", "met"),
    ("pay", "paid"),
    ("put", "put"),
    ("read", "read"),
    ("run", "ran"),
    ("say", "said"),
    ("see", "saw"),
    ("send", "sent"),
    ("set", "set"),
    ("shut", "shut"),
    ("speak", "spoke"),
    ("spend", "spent"),
    ("stand", "stood"),
    ("take", "took"),
    ("tell", "told"),
    ("think", "thought"),
    ("write", "wrote"),
];
/// Verbs with a regular past form, as far as they are never a noun where a subject may stand.
const VERBS: &[&str] = &[
    "agree",
    "allow",
    "apply",
    "arrive",
    "ask",
    "believe",
    "belong",
    "call",
    "carry",
    "concern",
    "criticise",
    "decide",
    "demand",
    "deny",
    "depend",
    "derogate",
    "disagree",
    "explain",
    "express",
    "follow",
    "happen",
    "help",
    "incite",
    "issue",
    "join",
    "lack",
    "last",
    "learn",
    "limit",
    "live",
    "look",
    "name",
    "need",
    "notify",
    "object",
    "offer",
    "open",
    "order",
    "pass",
    "prove",
    "provide",
    "publish",
    "punish",
    "receive",
    "refuse",
    "refute",
    "rely",
    "rest",
    "resign",
    "resist",
    "return",
    "seem",
    "serve",
    "sign",
    "start",
    "stay",
    "stop",
    "sue",
    "try",
    "use",
    "want",
    "warn",
    "work",
];
/// Verbs that are nouns as well, and verbs only behind what they are asked with: "could the person move".
const AFTER_MODALS: &[&str] = &["be", "change", "do", "move", "question"];
const MODALS: &[&str] = &["could", "can", "may", "must", "will", "would"];

/// The sentence that asks for the answer to a question.
#[must_use]
pub fn ask(question: &str) -> String {
    match clause(question) {
        Some(clause) => format!("Ask {clause}."),
        None => format!("Ask: “{question}”"),
    }
}

/// "whether the person was arrested", "when the petition was filed"; nothing where the form is not one that can be turned safely.
#[must_use]
pub fn clause(question: &str) -> Option<String> {
    let inner = question.trim().strip_suffix('?')?;
    let turns =
        |verb: &&str| [" or", " and"].map(|join| format!(",{join} {verb} ")).iter().any(|two| inner.contains(two));
    let second = AUXILIARIES.iter().chain(DO).chain(&["when", "where"]).any(turns);
    // A question in two is no clause.
    if inner.is_empty() || inner.contains(['?', ':', '“']) || second {
        return None;
    }
    let words: Vec<&str> = inner.split_whitespace().collect();
    let first = words[0].to_lowercase();
    if AUXILIARIES.contains(&first.as_str()) || DO.contains(&first.as_str()) {
        return Some(format!("whether {}", turned(&words)?));
    }
    asking(&words)
}

/// Questions that begin with what is asked for: "when", "how many hearings", "by which procedure".
fn asking(words: &[&str]) -> Option<String> {
    const ASKING: &[&str] = &["when", "where", "who", "what", "which", "how", "why", "whose"];
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let preposition = PREPOSITIONS.contains(&lower[0].as_str()) || lower[0] == "since";
    let at = usize::from(preposition);
    if !ASKING.contains(&lower.get(at)?.as_str()) {
        return None;
    }
    let verb = |word: &String| AUXILIARIES.contains(&word.as_str()) || DO.contains(&word.as_str());
    let Some(place) = lower.iter().position(verb) else {
        // "Who issued the document?", "Where?": nothing to turn.
        let ends = words.len() == at + 1 || lower[at] == "who" || words[at + 1].starts_with('(');
        return ends.then(|| lowered(words));
    };
    let rest = &words[place..];
    // "Which places were searched?": what is asked for is the subject.
    let subject = place > at + 1 && matches!(lower[at].as_str(), "which" | "what" | "whose") || lower[at] == "who";
    let is_do = DO.contains(&lower[place].as_str());
    let many = lower[at] == "how" && lower.get(at + 1).is_some_and(|word| word == "many");
    let of_things = many && !preposition && place > at + 2 && !is_do && rest.get(1).is_none_or(|next| *next != "there");
    if (subject || of_things) && !is_do && !starts_subject(rest) {
        return Some(lowered(words));
    }
    // "What is the number of the document?": nothing is said of the subject but what is asked for.
    let whole =
        lower[at] == "what" && place == at + 1 && lower[place] == "is" && !rest.iter().any(|word| word.contains(','));
    if whole && !(1..rest.len()).any(|later| begins_predicate(&rest[later..], false)) {
        return Some(format!("{} {} is", lowered(&words[..place]), rest[1..].join(" ")));
    }
    Some(format!("{} {}", lowered(&words[..place]), turned(rest)?))
}

/// Whether a subject follows the verb, as it does where something else is asked for.
fn starts_subject(words: &[&str]) -> bool {
    words.get(1).is_some_and(|next| DETERMINERS.contains(next) || ["there", "it", "they"].contains(next))
}

/// A question without what is asked for, as a statement: the verb after its subject.
fn turned(words: &[&str]) -> Option<String> {
    let verb = words[0].to_lowercase();
    let rest = &words[1..];
    if rest.first() == Some(&"there") {
        let after = lowered(&rest[1..]);
        return Some(format!("there {verb} {after}").trim_end().to_owned());
    }
    if DO.contains(&verb.as_str()) {
        return done(&verb, rest);
    }
    let end = subject(rest, MODALS.contains(&verb.as_str()))?;
    if end == rest.len() {
        return Some(format!("{} {verb}", rest.join(" ")));
    }
    let gap = if rest[end - 1].ends_with(',') { " " } else { "" };
    Some(format!("{}{gap} {verb} {}", rest[..end].join(" "), rest[end..].join(" ")).replace("  ", " "))
}

/// How many words the subject has.
fn subject(rest: &[&str], modal: bool) -> Option<usize> {
    const ALONE: &[&str] = &["it", "they", "that", "these", "those", "anybody", "anything"];
    let first = *rest.first()?;
    let next = rest.get(1).copied().unwrap_or_default();
    let stops = |word: &str| PREPOSITIONS.contains(&word) || ["a", "an", "the", "that", "who", "not"].contains(&word);
    let mut place = match (DETERMINERS.contains(&first), ALONE.contains(&first)) {
        (_, true) if !DETERMINERS.contains(&first) || stops(next) || begins_predicate(&rest[1..], modal) => {
            return Some(1);
        }
        (true, _) if stops(next) || next.is_empty() => return None,
        (true, _) => 2,
        (false, _) if PREPOSITIONS.contains(&first) || first.ends_with("ing") => return None,
        (false, _) => 1,
    };
    // "the person, a civilian, tried": what stands between commas belongs to the subject.
    if rest[place - 1].ends_with(',') {
        let close = place + rest[place..].iter().position(|word| word.ends_with(','))? + 1;
        let follows = begins_predicate(rest.get(close..)?, modal) || ["that", "the"].contains(rest.get(close)?);
        return follows.then_some(close);
    }
    while place < rest.len() {
        let word = rest[place].trim_end_matches(',');
        if begins_predicate(&rest[place..], modal) || (!modal && ["a", "an", "the", "no", "one"].contains(&word)) {
            return Some(place);
        }
        if PREPOSITIONS.contains(&word) && !modal {
            // "the accused in the courtroom", or "the length of the case due to": only where nothing follows that could be said of it.
            let said_later = (place..rest.len()).any(|later| begins_predicate(&rest[later..], modal));
            return (word == "about" || word != "of" && !said_later).then_some(place);
        }
        if PREPOSITIONS.contains(&word) || word.ends_with("ly") || rest[place].ends_with(',') {
            return None;
        }
        if ["who", "that", "which", "and", "or"].contains(&word) {
            return None;
        }
        place += 1;
    }
    None
}

/// Whether what is said of a subject begins here.
fn begins_predicate(rest: &[&str], modal: bool) -> bool {
    let Some(first) = rest.first().map(|word| word.trim_end_matches(',')) else { return false };
    if ADVERBS.contains(&first) {
        return begins_predicate(&rest[1..], modal);
    }
    if modal {
        return first == "not" || is_bare(first) || AFTER_MODALS.contains(&first);
    }
    let participle =
        first.len() > 3 && first.ends_with("ed") && !["indeed", "hundred", "need", "speed"].contains(&first);
    PREDICATES.contains(&first) || participle || first == "active"
}

fn is_bare(word: &str) -> bool {
    VERBS.contains(&word) || PAST.iter().any(|(bare, _)| *bare == word)
}

/// "did … use" becomes "used".
fn done(verb: &str, rest: &[&str]) -> Option<String> {
    let adverb = |place: usize| rest[place] == "last" && rest.get(place + 1).is_some_and(|next| is_bare(next));
    let place = (1..rest.len()).find(|place| is_bare(rest[*place]) && !adverb(*place))?;
    // Between the subject and the verb nothing stands but the subject.
    let nouns = &rest[..place];
    let doubtful = |word: &&str| {
        word.ends_with(',')
            || PREPOSITIONS.contains(word) && *word != "of"
            || ["that", "who", "which", "whose", "how"].contains(word)
            || AUXILIARIES.contains(word)
    };
    if nouns.iter().skip(1).any(doubtful) || nouns.last().is_some_and(|word| DETERMINERS.contains(word)) {
        return None;
    }
    let form = |bare: &str| match verb {
        "did" => past(bare),
        "does" => present(bare),
        _ => bare.to_owned(),
    };
    let mut words: Vec<String> = nouns.iter().map(|word| (*word).to_owned()).collect();
    for at in place..rest.len() {
        // "works as a journalist or publishes": a verb right after "or" goes with the first.
        let also = ["or", "and"].contains(&rest[at - 1]) || rest[at - 1].ends_with(',');
        words.push(if at == place || also && is_bare(rest[at]) { form(rest[at]) } else { rest[at].to_owned() });
    }
    Some(words.join(" "))
}

fn past(verb: &str) -> String {
    if let Some((_, past)) = PAST.iter().find(|(bare, _)| *bare == verb) {
        return (*past).to_owned();
    }
    match verb {
        _ if verb.ends_with('e') => format!("{verb}d"),
        "stop" => "stopped".to_owned(),
        _ if ends_in_consonant_y(verb) => format!("{}ied", verb.trim_end_matches('y')),
        _ => format!("{verb}ed"),
    }
}

fn present(verb: &str) -> String {
    match verb {
        "have" => "has".to_owned(),
        _ if ends_in_consonant_y(verb) => format!("{}ies", verb.trim_end_matches('y')),
        _ if verb.ends_with(['s', 'x', 'o']) || verb.ends_with("ch") || verb.ends_with("sh") => format!("{verb}es"),
        _ => format!("{verb}s"),
    }
}

fn ends_in_consonant_y(verb: &str) -> bool {
    let before = verb.chars().rev().nth(1);
    verb.ends_with('y') && before.is_some_and(|letter| !"aeiou".contains(letter))
}

/// Words in a row, the first with a small letter unless it is a name.
fn lowered(words: &[&str]) -> String {
    let mut all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    if let Some(first) = all.first_mut() {
        *first = crate::explain::words::inside_sentence(first);
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, wanted: &str) {
        assert_eq!(ask(question), wanted);
    }

    #[test]
    fn questions_for_yes_or_no_ask_whether() {
        check("Was the person arrested?", "Ask whether the person was arrested.");
        check(
            "Was the accused told the charge in detail in good time?",
            "Ask whether the accused was told the charge in detail in good time.",
        );
        check(
            "Is the State a party to the Convention against Torture?",
            "Ask whether the State is a party to the Convention against Torture.",
        );
        check(
            "Was the person, a civilian, tried by a military court?",
            "Ask whether the person, a civilian, was tried by a military court.",
        );
        check("Was there a trial?", "Ask whether there was a trial.");
        check("Was it used as evidence?", "Ask whether it was used as evidence.");
        check("Did the person use violence?", "Ask whether the person used violence.");
        check(
            "Did the court refuse to wait until the accused could take part?",
            "Ask whether the court refused to wait until the accused could take part.",
        );
        check("Does the case concern gender?", "Ask whether the case concerns gender.");
        check(
            "Did they say which evidence was at risk, and how?",
            "Ask whether they said which evidence was at risk, and how.",
        );
    }

    #[test]
    fn other_questions_ask_for_what_they_ask() {
        check("When was the petition filed?", "Ask when the petition was filed.");
        check(
            "When did the person criticise the law on assemblies?",
            "Ask when the person criticised the law on assemblies.",
        );
        check("How many hearings were there?", "Ask how many hearings there were.");
        check("Which places were searched?", "Ask which places were searched.");
        check("Who issued the identity document?", "Ask who issued the identity document.");
        check(
            "Which law did the authorities apply at the arrest?",
            "Ask which law the authorities applied at the arrest.",
        );
        check("For how long was the person held?", "Ask for how long the person was held.");
        check("What is the number of the identity document?", "Ask what the number of the identity document is.");
        check("When did a court last look at the detention?", "Ask when a court last looked at the detention.");
        check("When?", "Ask when.");
    }

    #[test]
    fn what_cannot_be_turned_safely_stands_as_it_is() {
        let question = "Was the way to a court that could review the detention limited, short of being closed?";
        check(question, &format!("Ask: “{question}”"));
        check(
            "Although the person is free, does the case call for an opinion?",
            "Ask: “Although the person is free, does the case call for an opinion?”",
        );
    }
}
