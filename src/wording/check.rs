//! Files of wordings → a [`Wording`] for each language, and every fault. In: a checked pack and parsed files. Each text is held
//! against what it words: that there is such a thing, that it takes this text, and that its braces fit.

mod braces;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use super::language::Language;
use super::{Forms, Texts, Thing, Wording};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::program::names::{Names, Space};
use crate::program::{
    AuthorityId, FactId, HoldingId, InstrumentId, KindId, LawReadingId, PartyId, Program, ProvisionId, RuleId, StageId,
    TopicId, Type,
};
use crate::source::Span;
use crate::syntax::ast::{File, FormsDecl, Item, LabelledText, Name, Quoted, SayDecl, SayLine, WordedDecl, WordedName};

/// So many things without a wording are named one by one.
const MOST_NAMED: usize = 5;

/// The wordings of a pack, and what is wrong with their files.
#[derive(Clone, Debug)]
pub struct CheckedWordings {
    /// One for each language that the files speak, in the order of [`Language::ALL`]. What is faulty is left out of them.
    pub wordings: Vec<Wording>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks the wordings of a pack: all files of it, or those of one language.
#[must_use]
pub fn check(program: &Program, files: &[impl Borrow<File>]) -> CheckedWordings {
    let mut check = Check { program, names: &program.names, diagnostics: Vec::new() };
    let mut drafts: BTreeMap<Language, Draft> = BTreeMap::new();
    for item in files.iter().flat_map(|file| &file.borrow().items) {
        match item {
            Item::Say(say) => check.say(&mut drafts, say),
            Item::Heading(_) | Item::Include(_) | Item::Error(_) => {}
            other => check.misplaced(other),
        }
    }
    let mut wordings = Vec::new();
    for (language, draft) in drafts {
        let texts = draft.texts.into_iter().map(|(thing, (_, texts))| (thing, texts)).collect();
        let mut wording = Wording::of(program, language, texts);
        wording.reviewed = draft.reviewed;
        wording.forms = draft.forms.map(|(_, forms)| forms);
        check.incomplete(&wording, draft.span);
        wordings.push(wording);
    }
    let mut diagnostics = check.diagnostics;
    diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    diagnostics.dedup();
    CheckedWordings { wordings, diagnostics }
}

/// A wording in the making.
struct Draft {
    /// Where the language is named first.
    span: Span,
    reviewed: Vec<String>,
    texts: BTreeMap<Thing, (Span, Texts)>,
    forms: Option<(Span, Forms)>,
}

struct Check<'a> {
    program: &'a Program,
    names: &'a Names,
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn misplaced(&mut self, item: &Item) {
        let span = match item {
            Item::Rule(rule) => rule.name.span,
            Item::Topic(topic) => topic.name.span,
            Item::Finding(finding) => finding.name.span,
            Item::Case(case) => case.name.span,
            Item::Pack(pack) => pack.name.span,
            Item::Party(party) => party.name.span,
            Item::Stage(stage) => stage.name.span,
            Item::Authority(authority) => authority.name.span,
            Item::Instrument(instrument) => instrument.name.span,
            Item::Kind(kind) => kind.name.span,
            Item::Conclusion(conclusion) => conclusion.name.span,
            Item::Reading(reading) => reading.name.span,
            Item::Evidence(evidence) => evidence.span,
            Item::Impossible(impossible) => impossible.span,
            Item::Block(block) => block.span,
            Item::Claims(claims) => claims.span,
            Item::Outcome(outcome) => outcome.span,
            Item::Hypothetical(hypothetical) => hypothetical.title.span,
            Item::Fixed(fixed) => fixed.reason.span,
            Item::Detention(detention) => detention.name.span,
            Item::Account(account) => account.name.span,
            Item::NotKnown(unknown) => unknown.span,
            Item::Say(say) => say.language.span,
            Item::Clock(clock) => clock.name.span,
            Item::Triage(part) => part.name.span,
            Item::Heading(text) | Item::Include(text) => text.span,
            Item::Error(span) => *span,
        };
        let message = "only `say` belongs into the folder `say` of a pack";
        let fault = Diagnostic::new(Code::MisplacedItem, span, message);
        self.report(fault.help("indent what belongs to a `say`; move law to the files of the pack"));
    }

    fn say(&mut self, drafts: &mut BTreeMap<Language, Draft>, say: &SayDecl) {
        let Some(language) = Language::of(&say.language.text) else { return self.unknown_language(&say.language) };
        let draft = drafts.entry(language).or_insert_with(|| Draft {
            span: say.language.span,
            reviewed: Vec::new(),
            texts: BTreeMap::new(),
            forms: None,
        });
        if !draft.reviewed.contains(&say.reviewed.text) {
            draft.reviewed.push(say.reviewed.text.clone());
        }
        for line in &say.lines {
            match line {
                SayLine::Forms(decl) => self.forms(draft, decl),
                SayLine::Worded(decl) => self.worded(language, draft, decl),
            }
        }
    }

    fn unknown_language(&mut self, name: &Name) {
        let known: Vec<String> =
            Language::ALL.iter().map(|language| format!("`{}` ({})", language.code(), language.name())).collect();
        let message = format!("no dates and numbers are known in the language `{}`", name.text);
        let fault = Diagnostic::new(Code::UnknownLanguage, name.span, message).label("not a language known here");
        self.report(fault.help(format!("known here: {}", known.join(", "))));
    }

    fn forms(&mut self, draft: &mut Draft, decl: &FormsDecl) {
        let Some(fact) = self.fact(&decl.topic, &decl.fact) else { return };
        let (first, second) = (self.option(fact, &decl.first), self.option(fact, &decl.second));
        let many = self.program.topics[self.program.facts[fact.index()].topic.index()].many;
        if many || !matches!(self.program.facts[fact.index()].kind, Type::OneOf(_)) {
            let message = "forms go by a fact with options, asked once in a case";
            let fault = Diagnostic::new(Code::TypeMismatch, decl.fact.span, message);
            return self.report(fault.help("name a fact that is `one of (…)`, in a topic that is not `many`"));
        }
        let (Some(first), Some(second)) = (first, second) else { return };
        if let Some((before, _)) = draft.forms {
            let message = "the forms of this language are given twice";
            let fault = Diagnostic::new(Code::DuplicateName, decl.fact.span, message).label("again");
            return self.report(fault.also(before, "first here").help("keep one of the two lines"));
        }
        draft.forms = Some((decl.fact.span, Forms { fact, first, second }));
    }

    fn worded(&mut self, language: Language, draft: &mut Draft, decl: &WordedDecl) {
        let span = span_of(&decl.what);
        let Some(thing) = self.thing(&decl.what) else { return };
        if let Some((first, _)) = draft.texts.get(&thing) {
            let message = format!("`{}` is worded twice in `{}`", thing.name(self.program), language.code());
            let fault = Diagnostic::new(Code::DuplicateName, span, message).label("again").also(*first, "first here");
            return self.report(fault.help("keep one of the two"));
        }
        let texts = self.texts(thing, span, &decl.texts);
        draft.texts.insert(thing, (span, texts));
    }

    /// What a line words, if the pack declares it.
    fn thing(&mut self, what: &WordedName) -> Option<Thing> {
        let names = self.names;
        let faults = &mut self.diagnostics;
        let mut found = |space: &Space, name: &Name, code: Code, what: &str| space.find(name, code, what, faults);
        Some(match what {
            WordedName::Rule(name) => Thing::Rule(RuleId(found(&names.rules, name, Code::UnknownRule, "rule")?)),
            WordedName::Finding(name) => {
                Thing::Holding(HoldingId(found(&names.findings, name, Code::UnknownFinding, "finding")?))
            }
            WordedName::Conclusion { kind, name } => {
                let known = found(&names.kinds, kind, Code::UnknownKind, "kind of conclusion")?;
                let space = names.conclusions.get(known as usize)?;
                Thing::Holding(HoldingId(found(space, name, Code::UnknownConclusion, &kind.text)?))
            }
            WordedName::Kind(name) => {
                Thing::Kind(KindId(found(&names.kinds, name, Code::UnknownKind, "kind of conclusion")?))
            }
            WordedName::Party(name) => Thing::Party(PartyId(found(&names.parties, name, Code::UnknownParty, "party")?)),
            WordedName::Stage(name) => Thing::Stage(StageId(found(&names.stages, name, Code::UnknownStage, "stage")?)),
            WordedName::Instrument(name) => {
                Thing::Instrument(InstrumentId(found(&names.instruments, name, Code::UnknownInstrument, "instrument")?))
            }
            WordedName::Provision(reference) => {
                let (instrument, number) = (&reference.instrument, &reference.number);
                let known = found(&names.instruments, instrument, Code::UnknownInstrument, "instrument")?;
                let what = format!("provision of {}", instrument.text);
                let space = names.provisions.get(known as usize)?;
                Thing::Provision(ProvisionId(found(space, number, Code::UnknownProvision, &what)?))
            }
            WordedName::Authority(name) => {
                Thing::Authority(AuthorityId(found(&names.authorities, name, Code::UnknownAuthority, "authority")?))
            }
            WordedName::Reading(name) => {
                Thing::Reading(LawReadingId(found(&names.readings, name, Code::UnknownReading, "reading")?))
            }
            WordedName::Topic(name) => Thing::Topic(TopicId(found(&names.topics, name, Code::UnknownTopic, "topic")?)),
            WordedName::Fact { topic, fact } => Thing::Fact(self.fact(topic, fact)?),
        })
    }

    fn fact(&mut self, topic: &Name, fact: &Name) -> Option<FactId> {
        let known = self.names.topics.find(topic, Code::UnknownTopic, "topic", &mut self.diagnostics)?;
        let space = self.names.facts.get(known as usize)?;
        let what = format!("fact of `{}`", topic.text);
        space.find(fact, Code::UnknownFact, &what, &mut self.diagnostics).map(FactId)
    }

    /// The place of an option of a fact.
    fn option(&mut self, fact: FactId, name: &Name) -> Option<u32> {
        let Type::OneOf(options) = &self.program.facts[fact.index()].kind else { return None };
        let found = options.iter().position(|option| *option == name.text);
        if found.is_none() {
            let message = format!("`{}` is no option of `{}`", name.text, self.program.fact_name(fact));
            let help = match did_you_mean(&name.text, options.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its options are {}", options.join(", ")),
            };
            self.report(Diagnostic::new(Code::UnknownOption, name.span, message).label("not an option").help(help));
        }
        found.and_then(|place| u32::try_from(place).ok())
    }

    fn mismatch(&mut self, span: Span, message: String, help: String) {
        self.report(Diagnostic::new(Code::WordingMismatch, span, message).help(help));
    }

    /// The texts of a line, each held against what it words.
    fn texts(&mut self, thing: Thing, span: Span, given: &[LabelledText]) -> Texts {
        let slots = self.slots(thing);
        let mut taken: Vec<Option<&Quoted>> = vec![None; slots.len()];
        let name = thing.name(self.program);
        for text in given {
            let label = text.label.as_ref().map_or("", |label| label.text.as_str());
            let free = (0..slots.len()).find(|place| slots[*place].label == label && taken[*place].is_none());
            match free {
                Some(place) => taken[place] = Some(&text.text),
                None => self.no_place(&name, &slots, text),
            }
        }
        for (slot, text) in slots.iter().zip(&taken) {
            if text.is_none() && slot.needed {
                let message = format!("the wording of `{name}` lacks {}", slot.what);
                self.mismatch(span, message, format!("add {}", slot.way_out()));
            }
        }
        self.collected(thing, &slots, &taken)
    }

    /// A text that its thing does not take.
    fn no_place(&mut self, name: &str, slots: &[Slot], text: &LabelledText) {
        let known: Vec<&str> = slots.iter().map(|slot| slot.label.as_str()).filter(|label| !label.is_empty()).collect();
        let (span, word) = match &text.label {
            Some(label) => (label.span, label.text.as_str()),
            None => (text.text.span, ""),
        };
        let again = slots.iter().any(|slot| slot.label == word);
        let message = match (word, again) {
            ("", true) => format!("`{name}` takes no further text"),
            ("", false) => format!("each text of `{name}` needs the word of its answer"),
            (word, true) => format!("`{word}` stands twice in the wording of `{name}`"),
            (word, false) => format!("`{name}` takes no text `{word}`"),
        };
        let near = if again { None } else { did_you_mean(word, known.iter().copied()) };
        let help = match (near, known.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => "it takes a text alone".to_owned(),
            (None, false) => format!("it takes {}", listed(slots)),
        };
        self.mismatch(span, message, help);
    }

    fn incomplete(&mut self, wording: &Wording, span: Span) {
        let missing = wording.missing();
        if missing.is_empty() {
            return;
        }
        let names: Vec<String> =
            missing.iter().take(MOST_NAMED).map(|thing| format!("`{}`", thing.name(self.program))).collect();
        let count = missing.len();
        let more = if count > names.len() { format!(" and {} more", count - names.len()) } else { String::new() };
        let language = wording.language();
        let message = format!(
            "{count} {} of the pack {} no wording in {} (`{}`)",
            if count == 1 { "thing" } else { "things" },
            if count == 1 { "has" } else { "have" },
            language.name(),
            language.code()
        );
        let fault = Diagnostic::new(Code::MissingWording, span, message);
        self.report(fault.help(format!("add {}{more}", names.join(", "))));
    }
}

/// A text that a thing takes.
struct Slot {
    /// The word before it; empty for a text alone.
    label: String,
    /// What a message calls it.
    what: &'static str,
    /// It cannot be left out.
    needed: bool,
    /// What may stand in its braces.
    braces: braces::Allowed,
}

impl Slot {
    fn way_out(&self) -> String {
        if self.label.is_empty() { "it in quotes".to_owned() } else { format!("`{} \"…\"`", self.label) }
    }
}

fn listed(slots: &[Slot]) -> String {
    let words = slots.iter().map(|slot| match slot.label.as_str() {
        "" => format!("{} alone", slot.what),
        label => format!("`{label} \"…\"`"),
    });
    words.collect::<Vec<_>>().join(", ")
}

impl Check<'_> {
    /// What texts a thing takes, in their order.
    fn slots(&self, thing: Thing) -> Vec<Slot> {
        let title = || slot("", "its title", true, braces::Allowed::None);
        let second = |label, needed| slot(label, "its further text", needed, braces::Allowed::None);
        match thing {
            Thing::Rule(id) => {
                let say = !self.program.rules[id.index()].say.is_empty();
                let paragraph = slot("", "the paragraph that the rule says", true, braces::Allowed::AsRule(id));
                std::iter::once(title()).chain(say.then_some(paragraph)).collect()
            }
            Thing::Holding(_) | Thing::Party(_) | Thing::Provision(_) | Thing::Topic(_) => vec![title()],
            Thing::Kind(id) => {
                let none = !self.program.kinds[id.index()].none.is_empty();
                std::iter::once(title()).chain(none.then(|| second("none", true))).collect()
            }
            Thing::Stage(id) => {
                let words = !self.program.stages[id.index()].words.is_empty();
                std::iter::once(title()).chain(words.then(|| second("words", true))).collect()
            }
            Thing::Instrument(_) | Thing::Authority(_) => vec![title(), second("short", false)],
            Thing::Reading(id) => {
                let options = &self.program.law_readings[id.index()].options;
                let answers = options.iter().map(|option| slot(&option.name, "an answer", true, braces::Allowed::None));
                std::iter::once(slot("", "its question", true, braces::Allowed::None)).chain(answers).collect()
            }
            Thing::Fact(id) => match &self.program.facts[id.index()].kind {
                Type::YesNo => vec![
                    slot("", "the sentence for yes", true, braces::Allowed::Sentence),
                    slot("not", "the sentence for no", true, braces::Allowed::Sentence),
                ],
                Type::OneOf(options) => {
                    let one = |option: &String| slot(option, "an option", true, braces::Allowed::Sentence);
                    options.iter().map(one).collect()
                }
                Type::Date | Type::Number | Type::Duration | Type::Text | Type::ListOfText => {
                    vec![slot("", "its sentence", true, braces::Allowed::WithValue)]
                }
            },
        }
    }

    fn collected(&mut self, thing: Thing, slots: &[Slot], taken: &[Option<&Quoted>]) -> Texts {
        let mut texts = Texts::default();
        for (place, (slot, text)) in slots.iter().zip(taken).enumerate() {
            let parts = text.map(|text| self.parts(text, slot.braces)).unwrap_or_default();
            let plain = || text.map_or_else(String::new, |text| text.text.clone());
            match (thing, place) {
                (Thing::Fact(_), _) => texts.sentences.push(parts),
                (Thing::Rule(_), 1) => texts.say = parts,
                (_, 0) => texts.title = plain(),
                (Thing::Reading(_), _) => texts.answers.push(plain()),
                (_, _) => texts.second = plain(),
            }
        }
        texts
    }
}

fn slot(label: &str, what: &'static str, needed: bool, braces: braces::Allowed) -> Slot {
    Slot { label: label.to_owned(), what, needed, braces }
}

/// Where a line names what it words.
fn span_of(what: &WordedName) -> Span {
    match what {
        WordedName::Rule(name)
        | WordedName::Finding(name)
        | WordedName::Kind(name)
        | WordedName::Party(name)
        | WordedName::Stage(name)
        | WordedName::Instrument(name)
        | WordedName::Authority(name)
        | WordedName::Reading(name)
        | WordedName::Topic(name)
        | WordedName::Conclusion { name, .. } => name.span,
        WordedName::Provision(provision) => provision.number.span,
        WordedName::Fact { fact, .. } => fact.span,
    }
}
