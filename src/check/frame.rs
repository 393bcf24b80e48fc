//! First pass over a pack: what it declares. In: the items of its files. Out: parties, stages, authorities, instruments,
//! kinds, holdings, topics and facts in the program, and their names. Conditions wait for the next pass.

use super::{PackCheck, items, reading, triage, with_article};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{
    Authority, Fact, FactId, Holding, Instrument, InstrumentId, Judgement, Kind, KindId, PackInfo, Party, PartyId,
    Provision, Stage, Topic, TopicId, Type,
};
use crate::source::Span;
use crate::syntax::ast::{
    ConclusionDecl, FactDecl, FactType, File, InstrumentDecl, Item, KindDecl, Name, PackDecl, PartyDecl, Quoted, Role,
    StageDecl, TopicDecl,
};

const FACTS: usize = 10_000;

pub(super) fn declare(pack: &mut PackCheck, files: &[&File]) {
    let mut heading: Option<&PackDecl> = None;
    for item in items(files) {
        match item {
            Item::Pack(decl) => heading = Some(declare_pack(pack, decl, heading)),
            Item::Party(decl) => declare_party(pack, decl),
            Item::Kind(decl) => declare_kind(pack, decl),
            Item::Authority(decl) => {
                let index = pack.program.authorities.len();
                pack.names.authorities.declare(&decl.name, index, "authority", &mut pack.diagnostics);
                pack.program.authorities.push(Authority {
                    name: decl.name.text.clone(),
                    title: decl.title.text.clone(),
                    unverified: decl.unverified,
                    span: decl.name.span,
                });
            }
            Item::Instrument(decl) => declare_instrument(pack, decl),
            Item::Finding(decl) => {
                let index = pack.program.holdings.len();
                pack.names.findings.declare(&decl.name, index, "finding", &mut pack.diagnostics);
                pack.program.holdings.push(holding(None, &decl.name, &decl.title, &decl.notes));
            }
            Item::Case(decl) => misplaced(pack, "case", decl.name.span),
            Item::Block(decl) => misplaced(pack, "block of statements", decl.span),
            Item::Claims(decl) => misplaced(pack, "claim", decl.span),
            Item::Outcome(decl) => misplaced(pack, "outcome", decl.span),
            Item::Hypothetical(decl) => misplaced(pack, "hypothetical", decl.span),
            Item::Fixed(decl) => misplaced(pack, "list of fixed facts", decl.span),
            Item::Account(decl) => misplaced(pack, "account", decl.span),
            Item::NotKnown(decl) => misplaced(pack, "list of what is not known", decl.span),
            Item::Detention(decl) => misplaced(pack, "detention", decl.name.span),
            Item::Heading(_) | Item::Include(_) | Item::Stage(_) | Item::Evidence(_) | Item::Conclusion(_) => {}
            Item::Topic(_) | Item::Impossible(_) | Item::Rule(_) | Item::Error(_) => {}
            Item::Reading(decl) => reading::declare(pack, decl),
            Item::Clock(decl) => triage::declare_clock(pack, decl),
            Item::Triage(_) => {}
            Item::Say(decl) => misplaced_say(pack, decl.language.span),
        }
    }
    // These name parties and kinds, which may be declared in any file.
    for item in items(files) {
        match item {
            Item::Stage(decl) => declare_stage(pack, decl),
            Item::Conclusion(decl) => declare_conclusion(pack, decl),
            Item::Topic(decl) => declare_topic(pack, decl),
            _ => {}
        }
    }
    require(pack, heading.is_some());
}

fn misplaced(pack: &mut PackCheck, what: &str, span: Span) {
    pack.report(
        Diagnostic::new(Code::MisplacedItem, span, format!("{} in a law file", with_article(what)))
            .label("belongs in a case file")
            .help("move it to a file that ends in `.case`"),
    );
}

fn misplaced_say(pack: &mut PackCheck, span: Span) {
    pack.report(
        Diagnostic::new(Code::MisplacedItem, span, "a wording in a law file")
            .label("belongs into the folder `say`")
            .help("move it to a file of its own in the folder `say` beside the law files of the pack"),
    );
}

fn declare_pack<'a>(pack: &mut PackCheck, decl: &'a PackDecl, first: Option<&PackDecl>) -> &'a PackDecl {
    if let Some(first) = first {
        pack.report(
            Diagnostic::new(Code::DuplicateName, decl.name.span, "the pack is declared twice")
                .label("declared again here")
                .also(first.name.span, "first declared here")
                .help("a folder holds one pack; keep one of the two lines"),
        );
    }
    pack.program.pack = PackInfo {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        version: decl.version.as_ref().map_or_else(String::new, |version| version.text.clone()),
        notes: texts(&decl.notes),
    };
    decl
}

fn texts(list: &[Quoted]) -> Vec<String> {
    list.iter().map(|quoted| quoted.text.clone()).collect()
}

fn declare_party(pack: &mut PackCheck, decl: &PartyDecl) {
    let index = pack.program.parties.len();
    pack.names.parties.declare(&decl.name, index, "party", &mut pack.diagnostics);
    if decl.role != Role::Heard
        && let Some(other) = pack.program.party_with(decl.role)
    {
        let message = format!("`{}` has the role of `{}`", decl.name.text, pack.program.parties[other.index()].name);
        pack.report(
            Diagnostic::new(Code::DuplicateName, decl.name.span, message)
                .label("a second party of this role")
                .help("one party submits, one answers, one settles; give this one no role"),
        );
    }
    pack.program.parties.push(Party { name: decl.name.text.clone(), title: decl.title.text.clone(), role: decl.role });
}

fn declare_stage(pack: &mut PackCheck, decl: &StageDecl) {
    let index = pack.program.stages.len();
    pack.names.stages.declare(&decl.name, index, "stage", &mut pack.diagnostics);
    let party = pack.names.parties.find(&decl.party, Code::UnknownParty, "party", &mut pack.diagnostics);
    pack.program.stages.push(Stage {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        party: PartyId(party.unwrap_or(0)),
        asked: decl.asked,
        words: decl.words.as_ref().map_or_else(String::new, |words| words.text.clone()),
    });
}

fn declare_kind(pack: &mut PackCheck, decl: &KindDecl) {
    let index = pack.program.kinds.len();
    pack.names.kinds.declare(&decl.name, index, "kind", &mut pack.diagnostics);
    pack.names.conclusions.resize_with(index + 1, Default::default);
    if decl.first
        && let Some(other) = pack.program.kinds.iter().find(|kind| kind.first)
    {
        let message = format!("two kinds are `first`: `{}` and `{}`", other.name, decl.name.text);
        pack.report(
            Diagnostic::new(Code::DuplicateName, decl.name.span, message)
                .label("a second kind to be shown first")
                .help("keep `first` on the kind that a reader wants to know before all else"),
        );
    }
    pack.program.kinds.push(Kind {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        first: decl.first,
        apart: decl.apart,
        none: decl.none.as_ref().map_or_else(String::new, |none| none.text.clone()),
    });
}

fn declare_instrument(pack: &mut PackCheck, decl: &InstrumentDecl) {
    let id = InstrumentId::at(pack.program.instruments.len());
    pack.names.instruments.declare(&decl.name, id.index(), "instrument", &mut pack.diagnostics);
    pack.names.provisions.resize_with(id.index() + 1, Default::default);
    pack.program.instruments.push(Instrument {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        binds: None,
        force: None,
        listed: decl.listed,
    });
    for provision in &decl.provisions {
        let index = pack.program.provisions.len();
        let space = &mut pack.names.provisions[id.index()];
        space.declare(&provision.number, index, "provision", &mut pack.diagnostics);
        pack.program.provisions.push(Provision {
            instrument: id,
            number: provision.number.text.clone(),
            title: provision.title.text.clone(),
            twins: Vec::new(),
            listed_as: provision.listed_as.as_ref().unwrap_or(&provision.number).text.clone(),
        });
    }
}

fn holding(kind: Option<KindId>, name: &Name, title: &Quoted, notes: &[Quoted]) -> Holding {
    Holding {
        kind,
        name: name.text.clone(),
        title: title.text.clone(),
        rules: Vec::new(),
        declined_by: Vec::new(),
        force: None,
        cite: Vec::new(),
        notes: texts(notes),
        span: name.span,
    }
}

fn declare_conclusion(pack: &mut PackCheck, decl: &ConclusionDecl) {
    let Some(kind) = pack.names.kinds.find(&decl.kind, Code::UnknownKind, "kind", &mut pack.diagnostics) else {
        return;
    };
    let index = pack.program.holdings.len();
    pack.names.conclusions[kind as usize].declare(&decl.name, index, "conclusion", &mut pack.diagnostics);
    pack.program.holdings.push(holding(Some(KindId(kind)), &decl.name, &decl.title, &decl.notes));
}

fn declare_topic(pack: &mut PackCheck, decl: &TopicDecl) {
    let id = TopicId::at(pack.program.topics.len());
    pack.names.topics.declare(&decl.name, id.index(), "topic", &mut pack.diagnostics);
    pack.names.facts.resize_with(id.index() + 1, Default::default);
    let first = FactId::at(pack.program.facts.len());
    for fact in &decl.facts {
        let index = pack.program.facts.len();
        pack.over_limit("facts", index + 1, FACTS, fact.name.span);
        pack.names.facts[id.index()].declare(&fact.name, index, "fact", &mut pack.diagnostics);
        let made = declare_fact(pack, id, fact);
        pack.program.facts.push(made);
    }
    pack.program.topics.push(Topic {
        name: decl.name.text.clone(),
        title: decl.title.text.clone(),
        many: decl.many,
        confidential: decl.confidential,
        facts: first.0..FactId::at(pack.program.facts.len()).0,
    });
}

fn declare_fact(pack: &mut PackCheck, topic: TopicId, decl: &FactDecl) -> Fact {
    let party = |name: &Option<Name>, pack: &mut PackCheck| {
        let name = name.as_ref()?;
        pack.names.parties.find(name, Code::UnknownParty, "party", &mut pack.diagnostics).map(PartyId)
    };
    let record = party(&decl.record, pack);
    let bearer = party(&decl.bearer, pack).or_else(|| pack.program.party_with(Role::Submits));
    Fact {
        topic,
        name: decl.name.text.clone(),
        question: decl.question.text.clone(),
        kind: fact_type(pack, &decl.kind),
        judgement: decl.judgement.as_ref().map(|_| Judgement::default()),
        record,
        bearer: bearer.unwrap_or(PartyId(0)),
        for_the_record: decl.for_the_record,
        shown_by: decl.shown_by.as_ref().map_or_else(Vec::new, |documents| listed(&documents.text)),
        met_by: decl.met_by.as_ref().map_or_else(String::new, |answer| answer.text.clone()),
        notes: texts(&decl.notes),
        span: decl.name.span,
    }
}

/// What stands between `;`, without the blanks around it.
fn listed(text: &str) -> Vec<String> {
    text.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn fact_type(pack: &mut PackCheck, kind: &FactType) -> Type {
    match kind {
        FactType::YesNo => Type::YesNo,
        FactType::Date => Type::Date,
        FactType::Number => Type::Number,
        FactType::Duration => Type::Duration,
        FactType::Text => Type::Text,
        FactType::ListOfText => Type::ListOfText,
        FactType::OneOf(options) => {
            let mut space = crate::program::names::Space::default();
            for (index, option) in options.iter().enumerate() {
                space.declare(option, index, "option", &mut pack.diagnostics);
            }
            Type::OneOf(options.iter().map(|option| option.text.clone()).collect())
        }
    }
}

fn require(pack: &mut PackCheck, named: bool) {
    let missing = |pack: &mut PackCheck, what: &str, help: &str| {
        let whole = pack.whole;
        pack.report(
            Diagnostic::new(Code::MissingDeclaration, whole, format!("the pack declares no {what}")).help(help),
        );
    };
    if !named {
        missing(pack, "name", "write `pack NAME \"Title\"` in one of its files");
    }
    if pack.program.party_with(Role::Submits).is_none() {
        missing(pack, "party that submits", "write `party source \"the source\" submits`");
    }
    if pack.program.party_with(Role::Answers).is_none() {
        missing(pack, "party that answers", "write `party government \"the Government\" answers`");
    }
    if pack.program.stages.is_empty() {
        missing(pack, "stage", "write `stage drafting \"Being drafted\" government not asked`");
    }
}
