//! A case file → one checked [`Case`] for each detention. In: the items of the case and of what it includes. Out: the
//! case file and its faults. What stands before the first `detention` is common to all of them.

use super::account::People;
use super::{account, hypothetical, outcome, statement, with_article};
use crate::case::{Case, CaseFile, Document, List, Speaker, Statement, UNNAMED};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::program::names::Names;
use crate::program::{PartyId, Program, StageId};
use crate::source::Span;
use crate::syntax::ast::{
    Asked, BlockDecl, BlockVerb, CaseDecl, ClaimsDecl, DetentionDecl, File, FixedDecl, HypotheticalDecl, Item, Name,
    NotKnownDecl, OutcomeDecl, PartyDecl, Role,
};

/// What the passes over a case share.
pub(super) struct CaseCheck<'a> {
    pub(super) program: &'a Program,
    pub(super) names: &'a Names,
    pub(super) documents: Vec<Document>,
    /// Where each document got its word.
    pub(super) declared: Vec<Span>,
    pub(super) people: People<'a>,
    pub(super) speakers: Vec<Speaker>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl CaseCheck<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The speaker with this name.
    pub(super) fn speaker(&mut self, name: &Name) -> Option<u32> {
        let found = self.speakers.iter().position(|speaker| speaker.name == name.text);
        if found.is_none() {
            let known = self.speakers.iter().map(|speaker| speaker.name.as_str());
            let help = match did_you_mean(&name.text, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare it in the case: `party {} \"…\"`", name.text),
            };
            let message = format!("unknown party `{}`", name.text);
            self.report(Diagnostic::new(Code::UnknownParty, name.span, message).label("not declared").help(help));
        }
        found.map(|index| u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// The items that belong to one detention, or to all.
#[derive(Default, Clone)]
pub(super) struct Part<'a> {
    pub(super) blocks: Vec<&'a BlockDecl>,
    pub(super) claims: Vec<&'a ClaimsDecl>,
    pub(super) outcome: Option<&'a OutcomeDecl>,
    pub(super) hypotheticals: Vec<&'a HypotheticalDecl>,
    pub(super) fixed: Vec<&'a FixedDecl>,
    pub(super) not_known: Vec<&'a NotKnownDecl>,
}

pub(super) fn check<'a>(program: &'a Program, files: &[&'a File], whole: Span) -> (Option<CaseFile>, Vec<Diagnostic>) {
    let mut check = CaseCheck {
        program,
        names: &program.names,
        documents: Vec::new(),
        declared: Vec::new(),
        people: People::default(),
        speakers: speakers(program),
        diagnostics: Vec::new(),
    };
    let mut layers: Vec<Layer> = Vec::new();
    for files in in_layers(files) {
        layers.push(read_layer(&mut check, files, whole));
    }
    let Some(file) = on_top_of_each_other(layers) else {
        let message = "the file holds no case";
        let help = "begin it with `case NAME \"Title\"`";
        check.report(Diagnostic::new(Code::MissingDeclaration, whole, message).help(help));
        return (None, check.diagnostics);
    };
    account::among_the_documents(&mut check);
    let file = build(&mut check, &file);
    (Some(file), check.diagnostics)
}

/// What one file and its includes hold.
struct Layer<'a> {
    header: Option<&'a CaseDecl>,
    reported_by: &'a [Name],
    person: Option<&'a Name>,
    stage: Option<&'a Name>,
    common: Part<'a>,
    detentions: Vec<(&'a DetentionDecl, Part<'a>)>,
    /// What the case builds on, the nearest last.
    below: Vec<Part<'a>>,
}

/// A case and what it includes, then the case that it builds on and what that includes, and so on; given from the bottom up.
fn in_layers<'f, 'a>(files: &'f [&'a File]) -> Vec<&'f [&'a File]> {
    let head = |file: &File| {
        file.items.iter().find_map(|item| match item {
            Item::Case(decl) => Some(decl.extends.is_some()),
            _ => None,
        })
    };
    let mut starts = vec![0];
    let mut extends = false;
    for (index, file) in files.iter().enumerate() {
        if let Some(further) = head(file) {
            if extends && index > 0 {
                starts.push(index);
            }
            extends = further;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([files.len()]);
    let layers: Vec<&[&File]> = starts.iter().zip(ends).filter_map(|(from, to)| files.get(*from..to)).collect();
    layers.into_iter().rev().collect()
}

/// The topmost layer, with the statements and claims of those below it.
fn on_top_of_each_other<'a>(layers: Vec<Layer<'a>>) -> Option<Layer<'a>> {
    let mut layers = layers.into_iter();
    let mut whole = layers.next()?;
    for mut next in layers {
        let speaks = |party: &Name| next.common.blocks.iter().find(|block| block.party.text == party.text);
        let is_silence = |block: &BlockDecl| block.verb == BlockVerb::DoesNotReply;
        let mut below = std::mem::take(&mut whole.below);
        below.push(whole.common);
        for part in &mut below {
            // A reply takes the place of silence, and silence that of a reply.
            part.blocks.retain(|block| speaks(&block.party).is_none_or(|own| is_silence(own) == is_silence(block)));
            (part.outcome, part.hypotheticals) = (None, Vec::new());
        }
        let answered =
            next.common.blocks.iter().any(|block| matches!(block.verb, BlockVerb::Replies | BlockVerb::DoesNotReply));
        if next.reported_by.is_empty() {
            next.reported_by = whole.reported_by;
        }
        next.person = next.person.or(whole.person);
        next.stage = next.stage.or(whole.stage.filter(|_| !answered));
        next.header = next.header.or(whole.header);
        next.below = below;
        whole = next;
    }
    whole.header.is_some().then_some(whole)
}

fn read_layer<'a>(check: &mut CaseCheck<'a>, files: &[&'a File], whole: Span) -> Layer<'a> {
    let mut header: Option<&CaseDecl> = None;
    let mut common = Part::default();
    let mut detentions: Vec<(&DetentionDecl, Part)> = Vec::new();
    for item in super::items(files) {
        let part = match detentions.last_mut() {
            Some((_, part)) => part,
            None => &mut common,
        };
        match item {
            Item::Case(decl) => header = Some(take_header(check, decl, header)),
            Item::Party(decl) => take_party(check, decl),
            Item::Block(decl) => part.blocks.push(decl),
            Item::Claims(decl) => part.claims.push(decl),
            Item::Outcome(decl) => take_outcome(check, decl, part),
            Item::Hypothetical(decl) => part.hypotheticals.push(decl),
            Item::Fixed(decl) => part.fixed.push(decl),
            Item::NotKnown(decl) => part.not_known.push(decl),
            Item::Account(decl) => account::account(check, decl),
            Item::Detention(decl) => detentions.push((decl, Part::default())),
            Item::Heading(_) | Item::Include(_) | Item::Error(_) => {}
            other => misplaced(check, other, whole),
        }
    }
    let person = header.and_then(|header| header.person.as_ref());
    let stage = header.and_then(|header| header.stage.as_ref());
    let reported_by = header.map_or(&[][..], |header| &header.reported_by);
    Layer { header, reported_by, person, stage, common, detentions, below: Vec::new() }
}

fn speakers(program: &Program) -> Vec<Speaker> {
    let party = |party: &crate::program::Party| Speaker { name: party.name.clone(), title: party.title.clone() };
    program.parties.iter().map(party).collect()
}

fn take_header<'a>(check: &mut CaseCheck<'a>, decl: &'a CaseDecl, first: Option<&'a CaseDecl>) -> &'a CaseDecl {
    if let Some(first) = first {
        check.report(
            Diagnostic::new(Code::DuplicateName, decl.name.span, "a second case in one file")
                .also(first.name.span, "the first case")
                .help("keep one case a file; several persons or periods are `detention` blocks"),
        );
        return first;
    }
    match &decl.under {
        Some(under) if under.text != check.program.pack.name => {
            let message = format!("unknown pack `{}`", under.text);
            let help = format!("the pack at hand is `{}`", check.program.pack.name);
            check.report(Diagnostic::new(Code::UnknownPack, under.span, message).help(help));
        }
        Some(_) => {}
        None => {
            let help = format!("add `under {}` below the title", check.program.pack.name);
            let message = "the case does not say which pack it is under";
            check.report(Diagnostic::new(Code::MissingDeclaration, decl.name.span, message).help(help));
        }
    }
    reporters(check, &decl.reported_by);
    account::names(check, &decl.names);
    for document in &decl.documents {
        if check.documents.iter().any(|known| known.name == document.name.text) {
            let message = format!("the document `{}` is declared twice", document.name.text);
            let fault = Diagnostic::new(Code::DuplicateName, document.name.span, message);
            check.report(fault.help("give each document its own name"));
        }
        check.documents.push(Document {
            name: document.name.text.clone(),
            title: document.title.text.clone(),
            confidential: document.confidential,
            account: None,
        });
        check.declared.push(document.name.span);
    }
    decl
}

/// Each is named once, and has a name.
fn reporters(check: &mut CaseCheck, names: &[Name]) {
    for (index, name) in names.iter().enumerate() {
        if name.text.trim().is_empty() {
            let message = "the report has no name";
            let fault = Diagnostic::new(Code::MissingDeclaration, name.span, message);
            check.report(fault.help("say who reports the case: `reported by \"www.example.org\"`"));
        } else if let Some(first) = names.iter().take(index).find(|first| first.text == name.text) {
            let message = format!("`{}` is named twice as reporting the case", name.text);
            let fault = Diagnostic::new(Code::DuplicateName, name.span, message);
            check.report(fault.also(first.span, "first here").help("remove one of the two"));
        }
    }
}

fn take_party(check: &mut CaseCheck, decl: &PartyDecl) {
    if decl.role != Role::Heard {
        let message = format!("the case gives `{}` a role", decl.name.text);
        check.report(
            Diagnostic::new(Code::MisplacedItem, decl.name.span, message)
                .help("roles are the pack's; a party of a case is heard, and its words are shown but not weighed"),
        );
    }
    if check.speakers.iter().any(|speaker| speaker.name == decl.name.text) {
        let message = format!("the party `{}` is declared twice", decl.name.text);
        check.report(Diagnostic::new(Code::DuplicateName, decl.name.span, message).help("remove this line"));
        return;
    }
    check.speakers.push(Speaker { name: decl.name.text.clone(), title: decl.title.text.clone() });
}

fn take_outcome<'a>(check: &mut CaseCheck, decl: &'a OutcomeDecl, part: &mut Part<'a>) {
    if let Some(first) = part.outcome {
        check.report(
            Diagnostic::new(Code::DuplicateName, decl.span, "a second outcome")
                .also(first.span, "the first outcome")
                .help("one decision a detention; put several detentions into `detention` blocks"),
        );
        return;
    }
    part.outcome = Some(decl);
}

fn misplaced(check: &mut CaseCheck, item: &Item, whole: Span) {
    let (what, span) = match item {
        Item::Pack(decl) => ("pack", decl.name.span),
        Item::Stage(decl) => ("stage", decl.name.span),
        Item::Evidence(decl) => ("table of evidence", decl.span),
        Item::Authority(decl) => ("authority", decl.name.span),
        Item::Instrument(decl) => ("instrument", decl.name.span),
        Item::Kind(decl) => ("kind of conclusion", decl.name.span),
        Item::Conclusion(decl) => ("conclusion", decl.kind.span),
        Item::Topic(decl) => ("topic", decl.name.span),
        Item::Finding(decl) => ("finding", decl.name.span),
        Item::Impossible(decl) => ("condition on what cannot be", decl.span),
        Item::Rule(decl) => ("rule", decl.span),
        Item::Reading(decl) => ("reading of the law", decl.name.span),
        Item::Clock(decl) => ("clock", decl.name.span),
        Item::Triage(decl) => ("part of the triage", decl.name.span),
        _ => ("item", whole),
    };
    check.report(
        Diagnostic::new(Code::MisplacedItem, span, format!("{} in a case file", with_article(what)))
            .label("belongs in a law file")
            .help("move it to a file of the pack that ends in `.law`"),
    );
}

fn build(check: &mut CaseCheck, file: &Layer) -> CaseFile {
    let Some(header) = file.header else { return CaseFile::default() };
    let detentions = &file.detentions;
    let common: Vec<&Part> = file.below.iter().chain([&file.common]).collect();
    let whole = Setting {
        name: &header.name.text,
        title: &header.title.text,
        within: "",
        reported_by: file.reported_by,
        person: file.person.map_or(UNNAMED, |person| &person.text),
        stage: file.stage,
        notes: header.notes.iter().map(|note| note.text.clone()).collect(),
    };
    let mut cases = Vec::new();
    if detentions.is_empty() {
        cases.push(one(check, &whole, &common));
    }
    let mut seen: Vec<&Name> = Vec::new();
    for (decl, part) in detentions {
        if let Some(first) = seen.iter().find(|name| name.text == decl.name.text) {
            let message = format!("the detention `{}` stands here twice", decl.name.text);
            let fault = Diagnostic::new(Code::DuplicateName, decl.name.span, message);
            check.report(fault.also(first.span, "the first one").help("rename one of them"));
        }
        seen.push(&decl.name);
        let setting = Setting {
            name: &decl.name.text,
            title: &decl.title.text,
            within: whole.title,
            reported_by: whole.reported_by,
            person: decl.person.as_ref().map_or(whole.person, |person| &person.text),
            stage: decl.stage.as_ref().or(whole.stage),
            notes: whole.notes.iter().cloned().chain(decl.notes.iter().map(|note| note.text.clone())).collect(),
        };
        let parts: Vec<&Part> = common.iter().copied().chain([part]).collect();
        cases.push(one(check, &setting, &parts));
    }
    CaseFile {
        name: header.name.text.clone(),
        title: header.title.text.clone(),
        reported_by: file.reported_by.iter().map(|name| name.text.clone()).collect(),
        names: check.people.names.clone(),
        accounts: check.people.accounts.clone(),
        detentions: cases,
        split: !detentions.is_empty(),
    }
}

/// What the header says of a case, or a detention block of itself.
struct Setting<'a> {
    name: &'a str,
    title: &'a str,
    within: &'a str,
    reported_by: &'a [Name],
    person: &'a str,
    stage: Option<&'a Name>,
    notes: Vec<String>,
}

/// `all`: what is common, from the bottom up, then what is the detention's own.
fn one(check: &mut CaseCheck, setting: &Setting, all: &[&Part]) -> Case {
    let mut lists = vec![List::default(); check.program.topics.len()];
    let parts = || all.iter().copied();
    for part in parts() {
        statement::name_instances(check, part, &mut lists);
    }
    let mut statements: Vec<Statement> = Vec::new();
    for part in parts() {
        let replacing = statement::statements(check, part, &lists);
        statements.retain(|old| !replacing.iter().any(|new| new.speaker == old.speaker && new.subject == old.subject));
        statements.extend(replacing);
    }
    statements.sort_by_key(|statement| statement.subject);
    statement::contradictions(check, &statements);
    let blocks: Vec<&BlockDecl> = parts().flat_map(|part| part.blocks.iter().copied()).collect();
    silence_and_speech(check, &blocks);
    let replied = replies(check, &blocks);
    let stage = stage(check, setting.stage, &blocks, &replied);
    let outcome = parts().rev().find_map(|part| part.outcome);
    let asked = parts().flat_map(|part| &part.hypotheticals);
    let hypotheticals = asked.map(|decl| hypothetical::resolve(check, &lists, decl)).collect();
    let fixed: Vec<&FixedDecl> = parts().flat_map(|part| part.fixed.iter().copied()).collect();
    let fixed = hypothetical::fixed(check, &lists, &fixed);
    let all: Vec<&Part> = parts().collect();
    let not_known = account::not_known(check, &all, &lists, &statements);
    let notes = blocks.iter().flat_map(|block| statement::notes(block));
    Case {
        name: setting.name.to_owned(),
        title: setting.title.to_owned(),
        within: setting.within.to_owned(),
        reported_by: setting.reported_by.iter().map(|name| name.text.clone()).collect(),
        person: setting.person.to_owned(),
        stage,
        names: check.people.names.clone(),
        accounts: check.people.accounts.clone(),
        not_known,
        documents: check.documents.clone(),
        speakers: check.speakers.clone(),
        notes: setting.notes.iter().cloned().chain(notes).collect(),
        lists,
        claims: parts().flat_map(|part| &part.claims).flat_map(|decl| outcome::claims(check, decl)).collect(),
        decided: outcome.map(|decl| outcome::decided(check, decl)),
        statements: in_reading_order(statements),
        fixed,
        hypotheticals,
        replied,
    }
}

/// Statements on one subject stand in the order of their text, so that a proof reads like the case.
fn in_reading_order(mut statements: Vec<Statement>) -> Vec<Statement> {
    statements.sort_by_key(|statement| (statement.subject, statement.speaker, statement.span));
    statements
}

fn replies(check: &mut CaseCheck, blocks: &[&BlockDecl]) -> Vec<bool> {
    let mut replied = vec![false; check.program.parties.len()];
    for block in blocks {
        let party = check.names.parties.get(&block.party.text);
        if let (Some(party), true) = (party, block.verb != BlockVerb::DoesNotReply) {
            replied[party as usize] = true;
        }
    }
    replied
}

/// Nobody both stays silent and speaks in one case.
fn silence_and_speech(check: &mut CaseCheck, blocks: &[&BlockDecl]) {
    let (silent, speaking): (Vec<&BlockDecl>, Vec<&BlockDecl>) =
        blocks.iter().partition(|block| block.verb == BlockVerb::DoesNotReply);
    for block in silent {
        let Some(other) = speaking.iter().find(|other| other.party.text == block.party.text) else { continue };
        let known = check.speakers.iter().find(|speaker| speaker.name == block.party.text);
        let who = known.map_or(block.party.text.clone(), |speaker| speaker.title.clone());
        check.report(
            Diagnostic::new(Code::StageMismatch, block.span, format!("{who} does not reply, and yet speaks"))
                .label("silent here")
                .also(other.span, "speaks here")
                .help("keep one of the two; what differs between detentions stands in each `detention` block"),
        );
    }
}

/// The stage that the case states, or the one that its blocks show.
fn stage(check: &mut CaseCheck, stated: Option<&Name>, blocks: &[&BlockDecl], replied: &[bool]) -> StageId {
    let silent_block = blocks.iter().find(|block| block.verb == BlockVerb::DoesNotReply);
    let answering = check.program.party_with(Role::Answers).unwrap_or(PartyId(0));
    let spoke = replied.get(answering.index()).copied().unwrap_or(false);
    let shown = match (silent_block, spoke) {
        (Some(_), _) => Asked::Silent,
        (None, true) => Asked::Heard,
        (None, false) => Asked::NotAsked,
    };
    let Some(name) = stated else {
        let fitting = check.program.stages.iter().position(|stage| stage.asked == shown);
        return StageId::at(fitting.unwrap_or(0));
    };
    let what = "stage";
    let Some(found) = check.names.stages.find(name, Code::UnknownStage, what, &mut check.diagnostics) else {
        return StageId(0);
    };
    let asked = check.program.stages[found as usize].asked;
    let title = check.program.parties[answering.index()].title.clone();
    let first_reply = blocks.iter().find(|block| {
        block.verb != BlockVerb::DoesNotReply && check.names.parties.get(&block.party.text) == Some(answering.0)
    });
    let clash = match (asked, silent_block, first_reply) {
        (Asked::Heard | Asked::HeardInPart | Asked::NotAsked, Some(block), _) => {
            Some((block.span, format!("{title} does not reply here")))
        }
        // Where it is silent as well, that was told before.
        (Asked::Silent | Asked::NotAsked, None, Some(block)) => Some((block.span, format!("{title} speaks here"))),
        _ => None,
    };
    if let Some((span, label)) = clash {
        check.report(
            Diagnostic::new(Code::StageMismatch, name.span, format!("the stage `{}` does not fit the case", name.text))
                .also(span, label)
                .help("change the stage, or the block"),
        );
    }
    StageId(found)
}
