//! An evaluation beside the published decision. In: a proof, its explanation, and the outcome that the case records. Out: a
//! [`Comparison`]: what agrees, what the rules say beyond the decision, what they miss, and the recorded reason of each
//! divergence. Nothing but this module reads the outcome; no rule ever does.

pub mod json;
mod reasons;
pub mod report;

use std::collections::BTreeSet;

use crate::case::{Decided, Divergent, Place};
use crate::evaluate::{Breach, Proof, Status};
use crate::explain::Explanation;
use crate::explain::words::main_kind;
use crate::program::{HoldingId, InstrumentId, KindId, Program, ProvisionId, RuleId};
use crate::value::Value;
use reasons::Reasons;

pub use json::SCHEMA;

/// The rules and the decision, side by side.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The name of the decision.
    pub decision: String,
    /// Of every kind that the outcome mentions, each declared conclusion; in the order of the pack.
    pub conclusions: Vec<ConclusionCompared>,
    /// Kinds of which the decision is said to state nothing.
    pub none_of: Vec<KindId>,
    /// Articles that the disposition lists, or would list by the rules; none where no disposition is recorded.
    pub disposition: Vec<ArticleCompared>,
    /// Provisions that the reasoning names as breached, or would name by the rules; none where no reasoning is recorded.
    pub reasoning: Vec<ProvisionCompared>,
    /// Claims that the decision did not take up.
    pub claims: Vec<ClaimCompared>,
    /// Recorded divergences that do not occur.
    pub stale: Vec<Stale>,
    /// Counts over all of these.
    pub totals: Totals,
}

/// How rules and decision stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Both say so, or neither does.
    Agree,
    /// The rules say yes, the decision does not.
    Extra,
    /// The decision says yes, the rules do not.
    Missing,
    /// The decision says that it does not examine it.
    NotExamined,
    /// The facts at hand cannot test it.
    NotTestable,
}

impl Agreement {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Agree => "agree",
            Agreement::Extra => "extra",
            Agreement::Missing => "missing",
            Agreement::NotExamined => "not_examined",
            Agreement::NotTestable => "not_testable",
        }
    }

    /// Rules and decision part ways.
    #[must_use]
    pub fn diverges(self) -> bool {
        matches!(self, Agreement::Extra | Agreement::Missing)
    }

    fn of(rules: bool, decision: bool) -> Agreement {
        match (rules, decision) {
            (true, false) => Agreement::Extra,
            (false, true) => Agreement::Missing,
            (true, true) | (false, false) => Agreement::Agree,
        }
    }
}

/// Why rules and decision diverge, as the case records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The reason.
    pub reason: String,
    /// Where.
    pub places: Vec<Place>,
}

/// What the decision says of a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// It draws it.
    Yes,
    /// It says that it does not examine it.
    NotExamined,
    /// It is silent, which is no rejection.
    Nothing,
}

impl Stated {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Stated::Yes => "yes",
            Stated::NotExamined => "not_examined",
            Stated::Nothing => "not_stated",
        }
    }
}

/// A conclusion, by the rules and in the decision.
#[derive(Clone, Debug)]
pub struct ConclusionCompared {
    /// Which.
    pub holding: HoldingId,
    /// By the rules.
    pub value: Value,
    /// Some element of it was raised.
    pub raised: bool,
    /// In the decision.
    pub stated: Stated,
    /// Where the decision states it.
    pub places: Vec<Place>,
    /// How the two stand to each other.
    pub agreement: Agreement,
    /// For a divergence: its reason, if the case records one; for what is not testable: why.
    pub recorded: Option<Recorded>,
}

impl ConclusionCompared {
    /// The rules support it and the decision does not state it.
    #[must_use]
    pub fn supportable(&self) -> bool {
        self.value == Value::Yes && self.stated != Stated::Yes
    }

    fn left_open(&self) -> bool {
        self.supportable() && self.stated == Stated::NotExamined
    }
}

/// An article as a disposition lists it.
#[derive(Clone, Debug)]
pub struct ArticleCompared {
    /// Whose.
    pub instrument: InstrumentId,
    /// As it is listed: `2(1)`.
    pub listed: String,
    /// How the two stand to each other.
    pub agreement: Agreement,
    /// For a divergence: its reason, if the case records one.
    pub recorded: Option<Recorded>,
}

/// A provision in the reasoning.
#[derive(Clone, Debug)]
pub struct ProvisionCompared {
    /// Which.
    pub provision: ProvisionId,
    /// Where the decision finds it breached.
    pub places: Vec<Place>,
    /// How the two stand to each other.
    pub agreement: Agreement,
    /// For a divergence: its reason, if the case records one.
    pub recorded: Option<Recorded>,
}

/// A claim that the decision did not take up.
#[derive(Clone, Debug)]
pub struct ClaimCompared {
    /// The finding claimed.
    pub holding: HoldingId,
    /// By the rules. Yes: it is supportable, and was not decided.
    pub value: Value,
    /// The rule that takes it out of what is examined, if one does.
    pub declined: Option<RuleId>,
    /// Where the decision leaves it.
    pub places: Vec<Place>,
    /// What the case says of it beyond that, if anything.
    pub recorded: Option<Recorded>,
}

impl ClaimCompared {
    /// The rules support it although the decision did not take it up.
    #[must_use]
    pub fn supportable(&self) -> bool {
        self.value == Value::Yes && self.declined.is_none()
    }
}

/// What is recorded of a divergence, or of what is not testable, and is not so.
#[derive(Clone, Debug)]
pub struct Stale {
    /// About what.
    pub subject: Divergent,
    /// What is said of it.
    pub said: Said,
    /// The reason recorded.
    pub recorded: Recorded,
}

/// What an outcome records of a conclusion or provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Rules and decision differ on it.
    Differs,
    /// The facts at hand cannot test it.
    NotTestable,
}

impl Said {
    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Said::Differs => "differs",
            Said::NotTestable => "not_testable",
        }
    }
}

/// Counts over conclusions, disposition and reasoning; claims stand apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All that was compared; what is not testable was not.
    pub compared: usize,
    /// Both say so, or neither does.
    pub agree: usize,
    /// The rules go further.
    pub extra: usize,
    /// The decision goes further.
    pub missing: usize,
    /// Not examined in the decision.
    pub not_examined: usize,
    /// Stated by the decision, and not testable on the facts at hand.
    pub not_testable: usize,
    /// What the rules support and the decision leaves open: claims not taken up, conclusions not examined.
    pub supportable: usize,
    /// Divergences with a recorded reason.
    pub recorded: usize,
    /// Divergences without.
    pub unrecorded: usize,
    /// Recorded divergences that do not occur.
    pub stale: usize,
}

/// Whether conclusions of a kind say how a case ends: the kind that readers look for first, and those that say something even
/// where none of their conclusions applies. What follows from the result (remedies, follow-up) is of other kinds.
#[must_use]
pub fn says_how_it_ends(program: &Program, kind: KindId) -> bool {
    !program.kinds[kind.index()].none.is_empty() || main_kind(program) == Some(kind)
}

/// Sets an evaluation beside the decision; nothing where the case records none.
#[must_use]
pub fn compare(proof: &Proof, explanation: &Explanation) -> Option<Comparison> {
    let decided = proof.case.decided.as_ref()?;
    let breaches = proof.breaches();
    let mut reasons = Reasons::of(proof.program, decided);
    let mut comparison = Comparison {
        decision: decided.decision.clone(),
        conclusions: conclusions(proof, explanation, decided, &mut reasons),
        none_of: decided.none_of.iter().map(|(kind, _)| *kind).collect(),
        disposition: disposition(proof, &breaches, decided, &mut reasons),
        reasoning: reasoning(proof, &breaches, decided, &mut reasons),
        claims: claims(proof, decided, &mut reasons),
        stale: Vec::new(),
        totals: Totals::default(),
    };
    comparison.stale = reasons.stale();
    comparison.stale.extend(testable_after_all(proof, decided));
    comparison.totals = totals(&comparison);
    Some(comparison)
}

/// A kind is compared in full once the outcome mentions one of its conclusions.
fn conclusions(
    proof: &Proof,
    explanation: &Explanation,
    decided: &Decided,
    reasons: &mut Reasons,
) -> Vec<ConclusionCompared> {
    let kind = |holding: HoldingId| proof.program.holdings[holding.index()].kind;
    let differing = decided.differs.iter().filter_map(|differs| match differs.subject {
        Divergent::Holding(holding) => kind(holding),
        Divergent::Provision(_) => None,
    });
    let stated = decided.conclusions.iter().filter_map(|conclusion| kind(conclusion.holding));
    let none_stated = decided.none_of.iter().map(|(kind, _)| *kind);
    let mentioned: BTreeSet<_> = stated.chain(differing).chain(none_stated).collect();
    let of_interest = explanation
        .conclusions
        .iter()
        .filter(|concluded| kind(concluded.holding).is_some_and(|kind| mentioned.contains(&kind)));
    let compared = |concluded: &crate::explain::Concluded| {
        let found = decided.conclusions.iter().find(|conclusion| conclusion.holding == concluded.holding);
        let stated = match found {
            Some(conclusion) if conclusion.not_examined => Stated::NotExamined,
            Some(_) => Stated::Yes,
            None => Stated::Nothing,
        };
        let untestable = decided.not_testable.iter().find(|it| it.holding == concluded.holding);
        let untestable = untestable.filter(|_| concluded.value != Value::Yes);
        let agreement = match stated {
            _ if untestable.is_some() => Agreement::NotTestable,
            Stated::NotExamined => Agreement::NotExamined,
            Stated::Yes | Stated::Nothing => Agreement::of(concluded.value == Value::Yes, stated == Stated::Yes),
        };
        ConclusionCompared {
            holding: concluded.holding,
            value: concluded.value,
            raised: concluded.raised,
            stated,
            places: found.map_or_else(Vec::new, |conclusion| conclusion.places.clone()),
            agreement,
            recorded: match untestable {
                Some(it) => Some(Recorded { reason: it.reason.clone(), places: it.places.clone() }),
                None => agreement.diverges().then(|| reasons.of_holding(concluded.holding)).flatten(),
            },
        }
    };
    of_interest.map(compared).collect()
}

/// What is said to be not testable and comes out on the facts all the same.
fn testable_after_all(proof: &Proof, decided: &Decided) -> impl Iterator<Item = Stale> {
    let reached = decided.not_testable.iter().filter(|it| proof.holding(it.holding) == Value::Yes);
    reached.map(|it| Stale {
        subject: Divergent::Holding(it.holding),
        said: Said::NotTestable,
        recorded: Recorded { reason: it.reason.clone(), places: it.places.clone() },
    })
}

/// By instrument and listed number: what the rules list, twins among it, and what the decision lists.
fn disposition(proof: &Proof, breaches: &[Breach], decided: &Decided, reasons: &mut Reasons) -> Vec<ArticleCompared> {
    if decided.breach.is_empty() {
        // Of a decision whose disposition is not recorded nothing is known here.
        return Vec::new();
    }
    let listing = |id: ProvisionId| {
        let provision = &proof.program.provisions[id.index()];
        (provision.instrument, provision.listed_as.as_str())
    };
    let made_out = breaches.iter().filter(|breach| breach.value == Value::Yes);
    let listed = made_out.map(|breach| listing(breach.provision));
    let rules: BTreeSet<_> =
        listed.filter(|(instrument, _)| proof.program.instruments[instrument.index()].listed).collect();
    let decision: BTreeSet<_> = decided.breach.iter().map(|id| listing(*id)).collect();
    let mut seen = BTreeSet::new();
    let in_order = (0..proof.program.provisions.len()).map(|index| listing(ProvisionId::at(index)));
    let either = in_order.filter(|at| (rules.contains(at) || decision.contains(at)) && seen.insert(*at));
    let compared = |(instrument, number): (InstrumentId, &str)| {
        let at = (instrument, number);
        let agreement = Agreement::of(rules.contains(&at), decision.contains(&at));
        ArticleCompared {
            instrument,
            listed: number.to_owned(),
            agreement,
            recorded: agreement.diverges().then(|| reasons.of_number(instrument, number)).flatten(),
        }
    };
    either.map(compared).collect()
}

/// By provision: what the decision finds needs a breach of that very number; what a rule names itself and the decision does
/// not find is extra, if its instrument is one that a disposition lists.
fn reasoning(proof: &Proof, breaches: &[Breach], decided: &Decided, reasons: &mut Reasons) -> Vec<ProvisionCompared> {
    if decided.found.is_empty() {
        return Vec::new();
    }
    let mut compared = Vec::new();
    for index in 0..proof.program.provisions.len() {
        let id = ProvisionId::at(index);
        let provision = &proof.program.provisions[index];
        let breach = breaches.iter().find(|breach| breach.provision == id && breach.value == Value::Yes);
        let found: Vec<_> = decided.found.iter().filter(|(found, _)| *found == id).collect();
        let listed = proof.program.instruments[provision.instrument.index()].listed;
        let direct = listed && breach.is_some_and(|breach| breach.direct);
        if !direct && found.is_empty() {
            continue;
        }
        let agreement = Agreement::of(breach.is_some(), !found.is_empty());
        compared.push(ProvisionCompared {
            provision: id,
            places: found.into_iter().flat_map(|(_, places)| places.iter().cloned()).collect(),
            agreement,
            recorded: agreement
                .diverges()
                .then(|| reasons.of_number(provision.instrument, &provision.number))
                .flatten(),
        });
    }
    compared
}

fn claims(proof: &Proof, decided: &Decided, reasons: &mut Reasons) -> Vec<ClaimCompared> {
    let claim = |(holding, places): &(HoldingId, Vec<Place>)| {
        let value = proof.holding(*holding);
        let mut declining = proof.program.holdings[holding.index()].declined_by.iter();
        ClaimCompared {
            holding: *holding,
            value,
            declined: declining.find(|rule| proof.status(**rule) == Status::Applies).copied(),
            places: places.clone(),
            recorded: (value == Value::Yes).then(|| reasons.of_holding(*holding)).flatten(),
        }
    };
    decided.not_taken_up.iter().map(claim).collect()
}

impl Comparison {
    /// Each agreement, and whether a divergence is recorded.
    fn agreements(&self) -> impl Iterator<Item = (Agreement, bool)> {
        let conclusions = self.conclusions.iter().map(|it| (it.agreement, it.recorded.is_some()));
        let disposition = self.disposition.iter().map(|it| (it.agreement, it.recorded.is_some()));
        let reasoning = self.reasoning.iter().map(|it| (it.agreement, it.recorded.is_some()));
        conclusions.chain(disposition).chain(reasoning)
    }
}

fn totals(comparison: &Comparison) -> Totals {
    let mut totals = Totals {
        supportable: comparison.claims.iter().filter(|claim| claim.supportable()).count()
            + comparison.conclusions.iter().filter(|it| it.left_open()).count(),
        stale: comparison.stale.len(),
        ..Totals::default()
    };
    for (agreement, recorded) in comparison.agreements() {
        totals.compared += usize::from(agreement != Agreement::NotTestable);
        match agreement {
            Agreement::Agree => totals.agree += 1,
            Agreement::Extra => totals.extra += 1,
            Agreement::Missing => totals.missing += 1,
            Agreement::NotExamined => totals.not_examined += 1,
            Agreement::NotTestable => totals.not_testable += 1,
        }
        match (agreement.diverges(), recorded) {
            (true, true) => totals.recorded += 1,
            (true, false) => totals.unrecorded += 1,
            (false, _) => {}
        }
    }
    totals
}
