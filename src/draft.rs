//! An empty case of a pack, for an advocate to fill in. In: a checked pack, perhaps the name of the person. Out: the text of a case file that
//! checks without a fault as it is: a header, and below it, as comments, what most conclusions of the pack turn on.

mod chosen;

use crate::program::{Fact, Program, Stage, TopicId, Type};
use crate::syntax::ast::{Asked, Role};
use crate::syntax::comments::is_comment;
use crate::syntax::print::quoted;

/// The text of an empty case under this pack.
#[must_use]
pub fn draft(program: &Program, person: Option<&str>) -> String {
    let mut page = Page { out: String::new(), program };
    page.opening();
    page.header(person);
    page.accounts();
    page.statements();
    page.answers();
    page.claims();
    page.out
}

/// The text so far.
struct Page<'a> {
    out: String,
    program: &'a Program,
}

impl<'a> Page<'a> {
    fn lines(&mut self, lines: &[&str]) {
        for line in lines {
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// The word of the party with this role.
    fn party(&self, role: Role) -> Option<&'a str> {
        let program = self.program;
        program.party_with(role).map(|id| program.parties[id.index()].name.as_str())
    }

    fn title_of(&self, role: Role) -> &'a str {
        let program = self.program;
        program.party_with(role).map_or("nobody", |id| program.parties[id.index()].title.as_str())
    }

    fn opening(&mut self) {
        let pack = &self.program.pack;
        let about = format!("A case under the pack {}: {}", pack.name, pack.title);
        self.lines(&[
            &remark(&about),
            "#",
            "# A line that begins with # is a comment, and so is what follows a # on a line. To state a fact, take away the # before it",
            "# and answer it: as it stands for yes, with `not` before it for no, with a value after `=`. What you do not know stays out.",
            "# `habeas check FILE` says what is wrong with the file, `habeas explain FILE` what follows from it.",
            "# What you write here stays on this machine.",
            "",
        ]);
    }

    fn header(&mut self, person: Option<&str>) {
        let (name, title) = match person {
            Some(person) => (word_of(person), person.to_owned()),
            None => ("new_case".to_owned(), "A new case".to_owned()),
        };
        let called = quoted(person.unwrap_or("the person"));
        let submitted = quoted(&format!("Submission of {}", self.title_of(Role::Submits)));
        self.lines(&[
            &format!("case {name} {}", quoted(&title)),
            &format!("  under    {}", self.program.pack.name),
            &format!("  person   {called}  # how sentences call the person"),
        ]);
        self.stage();
        self.lines(&[
            "  # Names, one line each: first in full, then its other forms. They say what is masked before others see the case; what is",
            "  # `confidential` is never sent on. A name is that of a person, place, number or organization.",
        ]);
        match person {
            Some(_) => self.lines(&[&format!("  names    person {called}")]),
            None => self.lines(&["  # names  person \"Full Name\", \"Name\""]),
        }
        self.lines(&[
            "  # names  place \"Town\" confidential",
            "  # Documents, each with a word that statements name it by: [submission 3]. The first is meant where none is named.",
            &format!("  document submission {submitted}"),
            "",
        ]);
    }

    /// The first stage at which nobody was asked for an answer, and what the others are called.
    fn stage(&mut self) {
        let stages = &self.program.stages;
        let first = stages.iter().find(|stage| stage.asked == Asked::NotAsked);
        if let Some(stage) = first {
            self.lines(&[&format!("  stage    {}", stage.name)]);
        }
        let others = stages.iter().filter(|stage| first.is_none_or(|first| first.name != stage.name));
        let line = |stage: &Stage| format!("  # stage  {}  {}", stage.name, remark(&stage.title));
        let others: Vec<String> = others.map(line).collect();
        if !others.is_empty() {
            self.lines(&["  # Later one of these takes its place:"]);
        }
        self.lines(&others.iter().map(String::as_str).collect::<Vec<_>>());
    }

    fn accounts(&mut self) {
        self.lines(&[
            "## What was told",
            "",
            "# Somebody's own words, with the questions, as they were said. Statements name an account like a document: [client].",
            "# account client \"Who speaks\" 2024-05-01",
            "#   asked \"What happened?\"",
            "#   told  \"…\"",
            "",
            "# What was asked and could not be told, so that nobody asks for it again:",
            "# not known \"Who was asked, and when\"",
            &format!("#   {}", self.example().unwrap_or_else(|| "TOPIC.FACT".to_owned())),
            "",
        ]);
    }

    /// The first fact that is offered, takes yes or no and does not need an instance.
    fn example(&self) -> Option<String> {
        let facts = chosen::facts(self.program).into_iter();
        let single = |fact: &Fact| fact.kind == Type::YesNo && !self.program.topics[fact.topic.index()].many;
        let found = facts.map(|id| (id, &self.program.facts[id.index()])).find(|(_, fact)| single(fact));
        found.map(|(id, _)| self.program.fact_name(id))
    }

    fn statements(&mut self) {
        let Some(party) = self.party(Role::Submits) else { return };
        let program = self.program;
        let heading = format!("What {} says", self.title_of(Role::Submits));
        self.lines(&[
            &format!("## {}", single_line(&heading)),
            "",
            &format!("{party} submits"),
            "  # The facts that most conclusions turn on. `habeas facts` lists all of them.",
            "  # After a fact may stand where it is said, [submission 3], and `confidential`, and `note \"…\"`.",
        ]);
        let facts = chosen::facts(program);
        let mut topic: Option<TopicId> = None;
        for (index, id) in facts.iter().enumerate() {
            let fact = &program.facts[id.index()];
            if topic != Some(fact.topic) {
                topic = Some(fact.topic);
                let title = &program.topics[fact.topic.index()].title;
                self.lines(&["", &format!("  {}", remark(title))]);
            }
            self.lines(&[&format!("  # {}  {}", stated(program, fact), remark(&question(fact)))]);
            let last = facts.get(index + 1).is_none_or(|next| program.facts[next.index()].topic != fact.topic);
            let declared = &program.topics[fact.topic.index()];
            if declared.many && last {
                self.lines(&[&format!("  # no other {}  # if these were all", declared.name)]);
            }
        }
        self.lines(&[""]);
    }

    fn answers(&mut self) {
        let Some(party) = self.party(Role::Answers) else { return };
        let heading = format!("What {} says", self.title_of(Role::Answers));
        let example = self.example().unwrap_or_else(|| "TOPIC.FACT".to_owned());
        self.lines(&[
            &format!("## {}", single_line(&heading)),
            "",
            "# Once the answer is there, or the time for it has passed; the stage changes with it.",
            &format!("# {party} does not reply"),
            &format!("# {party} replies 2024-09-01"),
            &format!("#   denies  {example}  # in general"),
            &format!("#   answers {example}  # with a value, and something specific"),
            &format!("#   shows   {example} by \"The document\""),
            "",
        ]);
    }

    fn claims(&mut self) {
        let (Some(party), program) = (self.party(Role::Submits), self.program) else { return };
        let Some(main) = program.kinds_in_reading_order().first().copied() else { return };
        let heading = format!("What {} asks for", self.title_of(Role::Submits));
        self.lines(&[&format!("## {}", single_line(&heading)), ""]);
        for holding in program.holdings.iter().filter(|holding| holding.kind == Some(main)) {
            let kind = &program.kinds[main.index()].name;
            self.lines(&[&format!("# {party} claims {kind} {}  {}", holding.name, remark(&holding.title))]);
        }
    }
}

/// A fact as a case states it, its value left open.
fn stated(program: &Program, fact: &Fact) -> String {
    let topic = &program.topics[fact.topic.index()];
    let name = match topic.many {
        true => format!("{} first: {}", topic.name, fact.name),
        false => format!("{}.{}", topic.name, fact.name),
    };
    match fact.kind {
        Type::YesNo => name,
        Type::Date | Type::Number | Type::Duration | Type::Text | Type::ListOfText | Type::OneOf(_) => {
            format!("{name} =")
        }
    }
}

/// The question, and how a value is written.
fn question(fact: &Fact) -> String {
    let how = match &fact.kind {
        Type::YesNo => return fact.question.clone(),
        Type::Date => "2024-05-01 20:20, 2024-05, before 2024-05-01".to_owned(),
        Type::Number => "a number, or at least 3".to_owned(),
        Type::Duration => "48 hours, or 5 to 10 minutes".to_owned(),
        Type::Text => "a text in quotes".to_owned(),
        Type::ListOfText => "texts in quotes, with commas between".to_owned(),
        Type::OneOf(options) => options.join(", "),
    };
    format!("{} ({how})", fact.question)
}

/// A text as a comment: on one line, with nothing invisible.
fn remark(text: &str) -> String {
    let plain = format!("# {}", single_line(text));
    if is_comment(&plain) {
        return plain;
    }
    let seen = |character: &char| is_comment(&format!("#{character}.")) || *character == ' ';
    plain.chars().filter(seen).collect::<String>().trim_end().to_owned()
}

fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word for a case, out of the letters of a name.
fn word_of(name: &str) -> String {
    let parts = name.split(|character: char| !character.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let word = parts.collect::<Vec<_>>().join("_").to_ascii_lowercase();
    match word.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => word,
        Some(_) => format!("case_{word}"),
        None => "new_case".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_gets_a_word_from_any_name() {
        assert_eq!(word_of("Ada O'Brook"), "ada_o_brook");
        assert_eq!(word_of("7 persons"), "case_7_persons");
        assert_eq!(word_of("Алия"), "new_case");
    }

    #[test]
    fn a_remark_is_one_line_with_nothing_invisible() {
        assert_eq!(remark("a\n  b"), "# a b");
        assert_eq!(remark("a\u{202e}b\u{200b}"), "# ab");
        assert_eq!(remark(""), "#");
    }
}
