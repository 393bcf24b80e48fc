//! The questions that are asked of a pack, one after the other. In: all its worlds. Out: faults with reasons and cases.

use batsat::Lit;

use super::variants::{Part, Variant, Variants};
use super::witness::{Of, Test, Wish};
use super::words::{Share, culprits, diagnostic, help};
use super::worlds::Worlds;
use super::{Claim, Fault, Witness};
use crate::circuit::Slot;
use crate::diagnostic::Code;
use crate::evaluate::Proof;
use crate::program::{ExprId, HoldingId, Node, Program, RuleId};
use crate::source::Span;

/// Reasons are followed through findings with one rule so many times.
const DEEPEST: usize = 6;

/// Wishes that cannot come true together, and the places of the conditions on what cannot be that have a part in it.
type Clash = (Vec<Wish>, Vec<usize>);

/// A pack under inquiry.
pub(super) struct Inquiry<'a> {
    pub(super) program: &'a Program,
    variants: &'a Variants,
    pub(super) proof: &'a Proof<'a>,
    pub(super) worlds: Worlds<'a>,
    pub(super) faults: Vec<Fault>,
    /// By rule: it never applies.
    pub(super) idle: Vec<bool>,
    /// Exceptions that never defeat anything.
    harmless: Vec<ExprId>,
    /// By rule: some world found so far has it apply.
    applied: Vec<bool>,
    /// By variant: in some world found so far it is worth something else than its rule.
    apart: Vec<bool>,
}

impl<'a> Inquiry<'a> {
    pub(super) fn of(
        program: &'a Program,
        variants: &'a Variants,
        proof: &'a Proof<'a>,
        worlds: Worlds<'a>,
    ) -> Inquiry<'a> {
        let idle = vec![false; program.rules.len()];
        let (applied, apart) = (idle.clone(), vec![false; variants.all.len()]);
        Inquiry { program, variants, proof, worlds, faults: Vec::new(), idle, harmless: Vec::new(), applied, apart }
    }

    /// Every fault of the pack, in the order of its text.
    pub(super) fn all(mut self) -> Vec<Fault> {
        if !self.worlds.possible(&[]) {
            self.nothing_is_possible();
            return self.faults;
        }
        for index in 0..self.program.rules.len() {
            self.applies(RuleId::at(index));
        }
        for index in 0..self.program.rules.len() {
            self.exceptions(RuleId::at(index));
        }
        self.parts();
        self.swallowed();
        for index in 0..self.program.holdings.len() {
            self.holding(HoldingId::at(index));
        }
        self.faults.sort_by_key(|fault| (fault.diagnostic.span, fault.diagnostic.code));
        self.faults
    }

    fn nothing_is_possible(&mut self) {
        let Some(impossible) = self.program.impossible.first() else { return };
        let message = "no case is left: what the pack says cannot be is so in every case";
        let fault = diagnostic(Code::NeverReached, impossible.span, message.to_owned(), Vec::new());
        let fault = fault.help("take back one of the conditions on what cannot be");
        self.faults.push(Fault { claim: Claim::NothingPossible, diagnostic: fault, witness: None, remark: false });
    }

    fn slot(&self, rule: RuleId) -> Slot {
        self.proof.circuit.rules[rule.index()].value
    }

    /// What must come true for a condition to be made out: its parts, if all of them must.
    fn parts_needed(&self, expr: ExprId, depth: usize, found: &mut Vec<Wish>) {
        match &self.program.expr(expr).node {
            Node::All(parts) => parts.iter().for_each(|part| self.parts_needed(*part, depth, found)),
            Node::Holding(id) if depth < DEEPEST => {
                let holding = &self.program.holdings[id.index()];
                match holding.rules.as_slice() {
                    [only] if holding.force.is_none() => self.needs_of(*only, depth + 1, found),
                    _ => found.push(Wish { of: Of::Condition(expr), test: Test::Yes }),
                }
            }
            _ => found.push(Wish { of: Of::Condition(expr), test: Test::Yes }),
        }
    }

    fn needs_of(&self, rule: RuleId, depth: usize, found: &mut Vec<Wish>) {
        let rule = &self.program.rules[rule.index()];
        self.parts_needed(rule.when, depth, found);
        found.extend(rule.unless.iter().map(|unless| Wish { of: Of::Condition(unless.condition), test: Test::Open }));
        found.extend(rule.force.iter().map(|force| Wish { of: Of::Condition(force.condition), test: Test::Yes }));
    }

    /// Which of these wishes cannot come true together, as few as will do; and which conditions on what cannot be matter.
    fn clash(&mut self, wishes: &[Wish]) -> Clash {
        let bits: Vec<Lit> = wishes.iter().map(|wish| self.worlds.bit(*wish)).collect();
        let kept = self.worlds.kept.clone();
        let fewest = self.worlds.solver.smallest_clash(&bits, &kept);
        let laws = self.worlds.solver.smallest_clash(&kept, &fewest);
        let chosen = wishes.iter().zip(&bits).filter(|(_, bit)| fewest.contains(bit)).map(|(wish, _)| *wish);
        let laws = kept.iter().enumerate().filter(|(_, bit)| laws.contains(bit)).map(|(place, _)| place);
        (chosen.collect(), laws.collect())
    }

    /// A fault with all that has a part in it.
    fn report(
        &mut self,
        (claim, span, message): (Claim, Span, String),
        clash: &Clash,
        helped: String,
        witness: Option<Witness>,
    ) {
        let code = code_of(claim);
        let share = if code == Code::ConditionWithoutEffect { Share::MakesItSo } else { Share::Clashes };
        let mut fault = diagnostic(code, span, message, culprits(self.proof, &self.worlds, &clash.0, share));
        for place in &clash.1 {
            let impossible = &self.program.impossible[*place];
            fault = fault.also(impossible.span, format!("the pack says that this cannot be: {}", impossible.reason));
        }
        self.faults.push(Fault { claim, diagnostic: fault.help(helped), witness, remark: false });
    }

    /// Whether there is a world in which these hold; what else can be learned from it is kept.
    fn possible(&mut self, bits: &[Lit]) -> bool {
        if !self.worlds.possible(bits) {
            return false;
        }
        let Inquiry { worlds, proof, variants, applied, apart, .. } = self;
        let holds = |bit: Lit| worlds.solver.holds(bit);
        let value = |rule: RuleId| worlds.value(proof.circuit.rules[rule.index()].value);
        for (index, applied) in applied.iter_mut().enumerate() {
            *applied = *applied || holds(value(RuleId::at(index)).full);
        }
        for (variant, apart) in variants.all.iter().zip(apart) {
            let (one, other) = (value(variant.rule).bits(), value(variant.without).bits());
            *apart = *apart || one.iter().zip(other).any(|(a, b)| holds(*a) != holds(b));
        }
        true
    }

    fn applies(&mut self, id: RuleId) {
        let full = self.worlds.value(self.slot(id)).full;
        if self.applied[id.index()] || self.possible(&[full]) {
            return;
        }
        self.idle[id.index()] = true;
        let rule = &self.program.rules[id.index()];
        let mut needs = Vec::new();
        self.needs_of(id, 0, &mut needs);
        let clash = self.clash(&needs);
        let span = self.place(rule.when, &clash.0);
        let why = match (clash.0.len(), clash.1.is_empty()) {
            (0 | 1, true) => "what it needs can never be made out",
            (0 | 1, false) => "what it needs cannot be",
            (_, true) => "what it needs contradicts itself",
            (_, false) => "what it needs cannot be together",
        };
        // All but one of the conditions: how far a case can come.
        let near = clash.0.iter().rev().find_map(|left_out| {
            let rest: Vec<Wish> = needs.iter().copied().filter(|wish| wish != left_out).collect();
            self.worlds.witness(
                &format!("short_of_{}", rule.name),
                &format!("All but one of the conditions of the rule {}", rule.name),
                &rest,
            )
        });
        let helped = help("change one of the conditions, or remove the rule", "the nearest case", near.as_ref());
        let message = format!("the rule `{}` can never apply: {why}", rule.name);
        self.report((Claim::NeverApplies(id), span, message), &clash, helped, near);
    }

    /// Of several places the last that lies within an expression, else the expression.
    fn place(&self, within: ExprId, wishes: &[Wish]) -> Span {
        let whole = self.program.expr(within).span;
        let mut spans = wishes.iter().filter_map(|wish| match wish.of {
            Of::Condition(expr) => Some(self.program.expr(expr).span),
            Of::Rule(_) | Of::Holding(_) => None,
        });
        spans.rfind(|span| inside(*span, whole)).unwrap_or(whole)
    }

    fn exceptions(&mut self, id: RuleId) {
        let rule = &self.program.rules[id.index()];
        if self.idle[id.index()] {
            return;
        }
        for (place, unless) in rule.unless.iter().enumerate() {
            let mut needs = Vec::new();
            self.parts_needed(rule.when, 0, &mut needs);
            needs.extend(rule.force.iter().map(|force| Wish { of: Of::Condition(force.condition), test: Test::Yes }));
            self.parts_needed(unless.condition, 0, &mut needs);
            let bits: Vec<Lit> = needs.iter().map(|wish| self.worlds.bit(*wish)).collect();
            if self.possible(&bits) {
                continue;
            }
            self.harmless.push(unless.condition);
            let clash = self.clash(&needs);
            let span = self.program.expr(unless.condition).span;
            let alone = [Wish { of: Of::Condition(unless.condition), test: Test::Yes }];
            let title = format!("An exception of the rule {}, where the rule is not met", rule.name);
            let shown = self.worlds.witness(&format!("exception_of_{}", rule.name), &title, &alone);
            let helped =
                help("change or remove the exception", "where it is made out, the rule is not met", shown.as_ref());
            let message = format!("this exception can never defeat the rule `{}`", rule.name);
            self.report((Claim::NeverDefeats(id, place), span, message), &clash, helped, shown);
        }
    }

    /// Whether a part counts in some case as far as this pack goes.
    pub(super) fn has_effect(&mut self, claim: Claim) -> bool {
        let same = |variant: &&Variant| match (claim, &variant.part) {
            (Claim::WithoutEffect { rule, list, part }, Part::Condition { expr, list: of, .. }) => {
                (variant.rule, *of, *expr) == (rule, list, part)
            }
            (Claim::ExceptionWithoutEffect(rule, at), Part::Exception(place)) => (variant.rule, *place) == (rule, at),
            _ => false,
        };
        let variants = self.variants;
        variants.all.iter().find(same).is_some_and(|variant| self.differ(variant.rule, variant.without))
    }

    /// Whether a rule and another ever have different values.
    fn differ(&mut self, one: RuleId, other: RuleId) -> bool {
        let (one, other) = (self.worlds.value(self.slot(one)), self.worlds.value(self.slot(other)));
        let pairs: Vec<(Lit, Lit)> = one.bits().into_iter().zip(other.bits()).rev().collect();
        pairs.iter().any(|(a, b)| a != b && (self.possible(&[!*a, *b]) || self.possible(&[*a, !*b])))
    }

    fn parts(&mut self) {
        let variants = self.variants;
        // The largest part first, of equals the last.
        let size = |part: &Part| match part {
            Part::Exception(_) => 0,
            Part::Condition { around, .. } => 1 + around.len(),
        };
        let mut order: Vec<(usize, &Variant)> = variants.all.iter().enumerate().rev().collect();
        order.sort_by_key(|(_, variant)| (variant.rule, size(&variant.part)));
        // One part of a rule is told at a time: when it is gone, another may be needed.
        let mut done = self.idle.clone();
        for (index, variant) in order {
            let harmless = |place: usize| {
                let unless = &self.program.rules[variant.rule.index()].unless[place];
                self.harmless.contains(&unless.condition)
            };
            let passed = match &variant.part {
                Part::Exception(place) => harmless(*place),
                Part::Condition { exception, .. } => exception.is_some_and(harmless),
            };
            if done[variant.rule.index()] || self.apart[index] || passed || self.differ(variant.rule, variant.without) {
                continue;
            }
            done[variant.rule.index()] = true;
            match &variant.part {
                Part::Exception(place) => self.needless_exception(variant, *place),
                Part::Condition { expr, list, exception, .. } => {
                    self.needless_condition(variant.rule, (*expr, *list), exception.is_some());
                }
            }
        }
    }

    fn needless_condition(&mut self, id: RuleId, (expr, list): (ExprId, ExprId), in_exception: bool) {
        let rule = &self.program.rules[id.index()];
        let span = self.program.expr(expr).span;
        let wish = |expr: ExprId, test: Test| Wish { of: Of::Condition(expr), test };
        let (alternative, others) = match &self.program.expr(list).node {
            Node::Any(parts) => (true, parts.as_slice()),
            Node::All(parts) | Node::AtLeast(_, parts) => (false, parts.as_slice()),
            _ => (false, &[][..]),
        };
        let others = others.iter().filter(|other| **other != expr);
        // Outside of the list, what the rule needs besides may be what decides.
        let mut wishes: Vec<Wish> = if alternative {
            let without = others.map(|other| wish(*other, Test::NotYes));
            std::iter::once(wish(expr, Test::Yes)).chain(without).collect()
        } else {
            let with = others.map(|other| wish(*other, Test::Yes));
            with.chain([wish(expr, Test::NotYes)]).collect()
        };
        {
            let mut needs = Vec::new();
            if in_exception {
                self.parts_needed(rule.when, 0, &mut needs);
            } else {
                self.needs_of(id, 0, &mut needs);
            }
            needs.retain(|need| need.of != Of::Condition(expr) && need.of != Of::Condition(list));
            wishes.extend(needs.into_iter().filter(|need| !wishes.contains(need)).collect::<Vec<Wish>>());
        }
        let bits: Vec<Lit> = wishes.iter().map(|wish| self.worlds.bit(*wish)).collect();
        let mut clash = if self.worlds.possible(&bits) { (Vec::new(), Vec::new()) } else { self.clash(&wishes) };
        clash.0.retain(|wish| wish.of != Of::Condition(expr));
        let applies = Wish { of: Of::Rule(id), test: Test::Yes };
        let shown = match (in_exception, alternative) {
            (true, _) => vec![wish(expr, Test::Yes)],
            (false, true) => vec![applies, wish(expr, Test::Yes)],
            (false, false) => vec![applies],
        };
        let (title, told) = match in_exception {
            true => (
                format!("The rule {} is the same, with an exception or without it", rule.name),
                "in this case, for one",
            ),
            false => (
                format!("The rule {} applies, with a condition or without it", rule.name),
                "the rule applies either way",
            ),
        };
        let witness = self.worlds.witness(&format!("either_way_{}", rule.name), &title, &shown);
        let kind = if alternative { "alternative" } else { "condition" };
        let message =
            format!("this {kind} changes nothing: the rule `{}` is the same without it in every case", rule.name);
        let helped = help(&format!("leave the {kind} out"), told, witness.as_ref());
        let claim = Claim::WithoutEffect { rule: id, list, part: expr };
        self.report((claim, span, message), &clash, helped, witness);
    }

    fn needless_exception(&mut self, variant: &Variant, place: usize) {
        let rule = &self.program.rules[variant.rule.index()];
        let condition = rule.unless[place].condition;
        let wish = |expr: ExprId, test: Test| Wish { of: Of::Condition(expr), test };
        let mut wishes = vec![wish(condition, Test::Yes), wish(rule.when, Test::Yes)];
        let others = rule.unless.iter().enumerate().filter(|(other, _)| *other != place);
        wishes.extend(others.map(|(_, unless)| wish(unless.condition, Test::NotYes)));
        let mut clash = self.clash(&wishes);
        clash.0.retain(|wish| wish.of != Of::Condition(condition));
        let shown = [wish(condition, Test::Yes), wish(rule.when, Test::Yes)];
        let title = format!("Two exceptions of the rule {} at once", rule.name);
        let witness = self.worlds.witness(&format!("twice_defeated_{}", rule.name), &title, &shown);
        let message =
            format!("this exception changes nothing: where it defeats the rule `{}`, another one does", rule.name);
        let helped = help("leave the exception out", "both defeat it", witness.as_ref());
        let claim = Claim::ExceptionWithoutEffect(variant.rule, place);
        self.report((claim, self.program.expr(condition).span, message), &clash, helped, witness);
    }

    fn holding(&mut self, id: HoldingId) {
        let holding = &self.program.holdings[id.index()];
        if holding.rules.is_empty() {
            return;
        }
        let full = self.worlds.value(self.proof.circuit.holding(id)).full;
        let name = self.program.holding_name(id);
        if !self.worlds.possible(&[full]) {
            let message = format!("no case can reach `{name}`");
            let mut fault = diagnostic(Code::NeverReached, holding.span, message, Vec::new());
            for rule in &holding.rules {
                let rule = &self.program.rules[rule.index()];
                fault = fault.also(rule.span, "this leads to it, but not in any case where it counts");
            }
            let fault = fault.help("let one of its rules apply in some case, or remove it");
            self.faults.push(Fault { claim: Claim::NeverReached(id), diagnostic: fault, witness: None, remark: false });
        } else if !self.meant_always(id) && !self.worlds.possible(&[!full]) {
            let wishes = [Wish { of: Of::Holding(id), test: Test::Yes }];
            let file = format!("always_{}", holding.name);
            let witness = self.worlds.witness(&file, &format!("{name}, whatever is said"), &wishes);
            let helped = help("write `when always` if that is meant", "reached in", witness.as_ref());
            let message = format!("every case reaches `{name}`, whatever is said in it");
            let none = (Vec::new(), Vec::new());
            self.report((Claim::AlwaysReached(id), holding.span, message), &none, helped, witness);
        }
    }

    /// One of its rules says `always` and nothing else.
    fn meant_always(&self, id: HoldingId) -> bool {
        self.program.holdings[id.index()].rules.iter().any(|rule| {
            let rule = &self.program.rules[rule.index()];
            rule.unless.is_empty() && self.program.expr(rule.when).node == Node::Always
        })
    }
}

fn code_of(claim: Claim) -> Code {
    match claim {
        Claim::NeverApplies(_) => Code::RuleNeverApplies,
        Claim::NeverDefeats(..) => Code::ExceptionNeverDefeats,
        Claim::WithoutEffect { .. } | Claim::ExceptionWithoutEffect(..) => Code::ConditionWithoutEffect,
        Claim::Swallowed(..) => Code::RuleSwallowed,
        Claim::NeverReached(_) | Claim::NothingPossible => Code::NeverReached,
        Claim::AlwaysReached(_) => Code::AlwaysReached,
    }
}

fn inside(span: Span, whole: Span) -> bool {
    span.source == whole.source && span.start >= whole.start && span.end <= whole.end
}
