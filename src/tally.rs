//! Many comparisons counted. In: a pack, and detentions whose published outcome is recorded. Out: a [`Tally`]: for each
//! detention the conclusions that say how the case ends, beside what was decided; [`Figures`] over all of them, and apart for
//! decisions that the rules cite. What every case has in common (remedies, follow-up) is not counted, so that it swells nothing.

pub mod json;
pub mod picture;
pub mod report;

use crate::case::{Case, CaseFile};
use crate::compare::{Agreement, ConclusionCompared, Stated, compare, says_how_it_ends};
use crate::evaluate::{Options, evaluate};
use crate::explain::explain;
use crate::program::{HoldingId, KindId, Program};
use crate::value::Value;

/// Rules and decisions side by side, over many detentions.
#[derive(Debug)]
pub struct Tally<'a> {
    /// The law.
    pub program: &'a Program,
    /// Each detention with an outcome, in the order taken.
    pub entries: Vec<Entry<'a>>,
    /// Detentions without one.
    pub without: usize,
    options: Options,
}

/// One detention: the unit that is counted.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Its file.
    pub file: &'a CaseFile,
    /// The detention.
    pub case: &'a Case,
    /// The name of the decision.
    pub decision: String,
    /// The rules cite this decision as an authority: they were written from it, at least in part.
    pub cited: bool,
    /// The conclusions that are counted, in the order of the pack.
    pub conclusions: Vec<ConclusionCompared>,
}

impl Entry<'_> {
    /// Conclusions on which rules and decision part.
    pub fn diverging(&self) -> impl Iterator<Item = &ConclusionCompared> {
        self.conclusions.iter().filter(|it| it.agreement.diverges())
    }

    /// Rules and decision agree on some conclusion that the decision states.
    fn tests_something(&self) -> bool {
        self.conclusions.iter().any(|it| it.stated == Stated::Yes && it.agreement == Agreement::Agree)
    }

    /// Conclusions that the facts told cannot test.
    pub fn untestable(&self) -> impl Iterator<Item = &ConclusionCompared> {
        self.conclusions.iter().filter(|it| it.agreement == Agreement::NotTestable)
    }
}

/// Which detentions are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// All.
    All,
    /// Those whose decision the rules cite.
    Cited,
    /// Those whose decision the rules do not cite.
    Others,
}

impl Among {
    fn holds(self, cited: bool) -> bool {
        match self {
            Among::All => true,
            Among::Cited => cited,
            Among::Others => !cited,
        }
    }
}

/// Counts over detentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Detentions compared.
    pub detentions: usize,
    /// Nothing of them is said to be not testable, and every conclusion is as decided.
    pub exact: usize,
    /// Nothing of them is said to be not testable, and some conclusion is not as decided.
    pub different: usize,
    /// Something is not testable, and every other conclusion is as decided; something that was decided is among these.
    pub rest_exact: usize,
    /// Something is not testable, and some other conclusion is not as decided.
    pub rest_different: usize,
    /// Nothing that was decided is testable, and the rules give nothing else.
    pub nothing_testable: usize,
    /// Divergences with a recorded reason.
    pub recorded: usize,
    /// Divergences without.
    pub unrecorded: usize,
    /// For each conclusion that is counted, in the order of the pack.
    pub conclusions: Vec<(HoldingId, Counts)>,
    /// For each kind of which a decision states one conclusion and not several: what was decided beside what the rules give.
    pub confusions: Vec<Confusion>,
}

/// How often a conclusion was found, and by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By rules and decision.
    pub both: usize,
    /// By the rules alone.
    pub only_rules: usize,
    /// By the decision alone.
    pub only_decision: usize,
    /// By neither.
    pub neither: usize,
    /// By the decision; the facts told cannot test it.
    pub not_testable: usize,
    /// The decision says that it does not examine it.
    pub not_examined: usize,
}

impl Counts {
    /// Of those that the rules find, how many the decision finds.
    #[must_use]
    pub fn precision(&self) -> (usize, usize) {
        (self.both, self.both + self.only_rules)
    }

    /// Of those that the decision finds, how many the rules find.
    #[must_use]
    pub fn recall(&self) -> (usize, usize) {
        (self.both, self.both + self.only_decision)
    }

    fn count(&mut self, compared: &ConclusionCompared) {
        let field = match compared.agreement {
            Agreement::Agree if compared.stated == Stated::Yes => &mut self.both,
            Agreement::Agree => &mut self.neither,
            Agreement::Extra => &mut self.only_rules,
            Agreement::Missing => &mut self.only_decision,
            Agreement::NotTestable => &mut self.not_testable,
            Agreement::NotExamined => &mut self.not_examined,
        };
        *field += 1;
    }
}

/// What was decided (rows) beside what the rules give (columns), for one kind of conclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// Which kind.
    pub kind: KindId,
    /// Sets of conclusions that occur on either side, in the order of the pack; the empty set is "none".
    pub labels: Vec<Vec<HoldingId>>,
    /// By row, then column.
    pub counts: Vec<Vec<usize>>,
    /// Detentions left out, since a conclusion of the kind is not testable or not examined.
    pub left_out: usize,
}

impl<'a> Tally<'a> {
    /// Nothing counted yet.
    #[must_use]
    pub fn of(program: &'a Program, options: Options) -> Self {
        Tally { program, entries: Vec::new(), without: 0, options }
    }

    /// Compares each detention of a case.
    pub fn take(&mut self, file: &'a CaseFile) {
        for case in &file.detentions {
            let proof = evaluate(self.program, case, self.options);
            let Some(comparison) = compare(&proof, &explain(&proof)) else {
                self.without += 1;
                continue;
            };
            let mut conclusions = comparison.conclusions;
            conclusions.retain(|it| self.counts(it.holding).is_some());
            let cited = cites(self.program, &comparison.decision);
            self.entries.push(Entry { file, case, decision: comparison.decision, cited, conclusions });
        }
    }

    /// The kind of a conclusion, if that kind is counted.
    fn counts(&self, holding: HoldingId) -> Option<KindId> {
        let kind = self.program.holdings[holding.index()].kind;
        kind.filter(|kind| says_how_it_ends(self.program, *kind))
    }

    /// How the rules read judgements.
    #[must_use]
    pub fn options(&self) -> Options {
        self.options
    }

    /// Counts.
    #[must_use]
    pub fn figures(&self, among: Among) -> Figures {
        let entries: Vec<&Entry> = self.entries.iter().filter(|entry| among.holds(entry.cited)).collect();
        let mut figures = Figures { detentions: entries.len(), ..Figures::default() };
        for entry in &entries {
            let different = entry.diverging().next().is_some();
            let field = match (entry.untestable().next().is_some(), different) {
                (false, false) => &mut figures.exact,
                (false, true) => &mut figures.different,
                (true, true) => &mut figures.rest_different,
                (true, false) if entry.tests_something() => &mut figures.rest_exact,
                (true, false) => &mut figures.nothing_testable,
            };
            *field += 1;
            for it in entry.diverging() {
                *(if it.recorded.is_some() { &mut figures.recorded } else { &mut figures.unrecorded }) += 1;
            }
        }
        let kinds = self.program.kinds_in_reading_order();
        let counted = kinds.into_iter().filter(|kind| says_how_it_ends(self.program, *kind));
        for kind in counted {
            figures.conclusions.extend(self.of_kind(kind).map(|holding| (holding, counts(&entries, holding))));
            if crate::explain::words::main_kind(self.program) != Some(kind) {
                figures.confusions.extend(self.confusion(&entries, kind));
            }
        }
        figures
    }

    fn of_kind(&self, kind: KindId) -> impl Iterator<Item = HoldingId> {
        let all = (0..self.program.holdings.len()).map(HoldingId::at);
        all.filter(move |id| self.program.holdings[id.index()].kind == Some(kind))
    }

    fn confusion(&self, entries: &[&Entry], kind: KindId) -> Option<Confusion> {
        let mut pairs = Vec::new();
        let mut left_out = 0;
        for entry in entries {
            let those = || entry.conclusions.iter().filter(|it| self.counts(it.holding) == Some(kind));
            let open =
                |it: &ConclusionCompared| matches!(it.agreement, Agreement::NotTestable | Agreement::NotExamined);
            if those().any(open) {
                left_out += 1;
            } else if those().next().is_some() {
                let set = |wanted: fn(&ConclusionCompared) -> bool| -> Vec<HoldingId> {
                    those().filter(|it| wanted(it)).map(|it| it.holding).collect()
                };
                pairs.push((set(|it| it.stated == Stated::Yes), set(|it| it.value == Value::Yes)));
            }
        }
        let mut labels: Vec<Vec<HoldingId>> = pairs.iter().flat_map(|(row, column)| [row, column]).cloned().collect();
        // None stands last.
        labels.sort_by(|a, b| (a.is_empty(), a).cmp(&(b.is_empty(), b)));
        labels.dedup();
        let mut counts = vec![vec![0; labels.len()]; labels.len()];
        let place = |set: &Vec<HoldingId>| labels.iter().position(|label| label == set);
        for (row, column) in &pairs {
            if let (Some(row), Some(column)) = (place(row), place(column)) {
                counts[row][column] += 1;
            }
        }
        (!pairs.is_empty() || left_out > 0).then_some(Confusion { kind, labels, counts, left_out })
    }
}

fn counts(entries: &[&Entry], holding: HoldingId) -> Counts {
    let mut counts = Counts::default();
    let those = entries.iter().flat_map(|entry| &entry.conclusions).filter(|it| it.holding == holding);
    those.for_each(|it| counts.count(it));
    counts
}

/// Whether a pack rests on a decision: some rule, conclusion, judgement or table names it as authority.
#[must_use]
pub fn cites(program: &Program, decision: &str) -> bool {
    program.authorities.iter().any(|authority| authority.name == decision)
}
