//! Names of a pack, looked up by searching its items. In: the items. Out: declarations.

use habeas::syntax::ast::{
    ConclusionDecl, EvidenceDecl, FactDecl, ImpossibleDecl, InstrumentDecl, Item, PartyDecl, ProvisionDecl,
    ProvisionRef, ReadingDecl, Role, RuleDecl, StageDecl, TopicDecl,
};

/// A pack as written.
pub(super) struct Law<'a> {
    pub(super) items: Vec<&'a Item>,
}

macro_rules! every {
    ($($name:ident: $variant:ident -> $kind:ty;)*) => {
        impl<'a> Law<'a> {
            $(pub(super) fn $name(&self) -> impl Iterator<Item = &'a $kind> {
                self.items.iter().filter_map(|item| if let Item::$variant(found) = item { Some(found) } else { None })
            })*
        }
    };
}

every! {
    topics: Topic -> TopicDecl;
    rules: Rule -> RuleDecl;
    conclusions: Conclusion -> ConclusionDecl;
    readings: Reading -> ReadingDecl;
    parties: Party -> PartyDecl;
    stages: Stage -> StageDecl;
    instruments: Instrument -> InstrumentDecl;
    tables: Evidence -> EvidenceDecl;
    impossible: Impossible -> ImpossibleDecl;
}

impl<'a> Law<'a> {
    /// Findings and conclusions: kind and name.
    pub(super) fn holdings(&self) -> impl Iterator<Item = (Option<&'a str>, &'a str)> {
        self.items.iter().filter_map(|item| match item {
            Item::Finding(finding) => Some((None, finding.name.text.as_str())),
            Item::Conclusion(made) => Some((Some(made.kind.text.as_str()), made.name.text.as_str())),
            _ => None,
        })
    }

    /// A conclusion; none for a finding.
    pub(super) fn conclusion(&self, kind: Option<&str>, name: &str) -> Option<&'a ConclusionDecl> {
        let kind = kind?;
        self.conclusions().find(|made| made.kind.text == kind && made.name.text == name)
    }

    /// The answer to a question of law that the pack takes.
    pub(super) fn taken(&self, reading: &str) -> &'a str {
        let decl = self.readings().find(|decl| decl.name.text == reading).unwrap();
        &decl.default.as_ref().unwrap().name.text
    }

    pub(super) fn topic(&self, name: &str) -> &'a TopicDecl {
        self.topics().find(|topic| topic.name.text == name).unwrap()
    }

    pub(super) fn fact_of(&self, topic: &str, name: &str) -> Option<&'a FactDecl> {
        self.topic(topic).facts.iter().find(|fact| fact.name.text == name)
    }

    pub(super) fn party(&self, role: Role) -> Option<&'a str> {
        self.parties().find(|party| party.role == role).map(|party| party.name.text.as_str())
    }

    pub(super) fn instrument(&self, name: &str) -> &'a InstrumentDecl {
        self.instruments().find(|instrument| instrument.name.text == name).unwrap()
    }

    pub(super) fn provision(&self, named: &ProvisionRef) -> (&'a InstrumentDecl, &'a ProvisionDecl) {
        let instrument = self.instrument(&named.instrument.text);
        let found = instrument.provisions.iter().find(|provision| provision.number.text == named.number.text);
        (instrument, found.unwrap())
    }

    /// Who must show it: as declared, else the party that submits.
    pub(super) fn bearer(&self, fact: &'a FactDecl) -> &'a str {
        match &fact.bearer {
            Some(party) => &party.text,
            None => self.party(Role::Submits).unwrap(),
        }
    }

    pub(super) fn table(&self, bearer: &str) -> &'a EvidenceDecl {
        self.tables().find(|table| table.bearer.text == bearer).unwrap()
    }
}
