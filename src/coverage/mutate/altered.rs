//! A program with a switch for each loss. In: a checked program. Out: the same program in which every condition, exception,
//! effect and rule stands beside a fact of its own: as the law stands, that fact changes nothing; switched, it takes the thing
//! away. Nothing else is altered, so what evaluates the law evaluates its losses.

use super::{Loss, Mutant};
use crate::case::{Datum, Subject};
use crate::evaluate::{State, Supposition};
use crate::program::{
    Definition, Expr, ExprId, Fact, FactId, Holding, HoldingId, Node, PartyId, Program, ProvisionId, Rule, RuleId,
    Topic, TopicId, Type,
};
use crate::source::Span;
use crate::value::Value;

/// The program and its switches, one for each mutant.
pub(super) struct Altered {
    pub(super) program: Program,
    pub(super) switches: Vec<Switch>,
}

/// A fact that takes something away.
#[derive(Clone, Copy)]
pub(super) struct Switch {
    pub(super) fact: FactId,
    /// Its value where the thing is lost; the opposite changes nothing.
    pub(super) lost: Value,
}

impl Altered {
    /// The program with its switches, and what each of them takes away.
    pub(super) fn of(program: &Program) -> (Altered, Vec<Mutant>) {
        let mut workshop = Workshop {
            topic: TopicId::at(program.topics.len()),
            bearer: program.facts.first().map_or(PartyId(0), |fact| fact.bearer),
            program: program.clone(),
            switches: Vec::new(),
            mutants: Vec::new(),
            results: vec![None; program.rules.len()],
        };
        for index in 0..program.rules.len() {
            workshop.rule(RuleId::at(index), &program.rules[index]);
        }
        for (index, fact) in program.facts.iter().enumerate() {
            if let Some(default) = fact.judgement.as_ref().and_then(|judgement| judgement.default) {
                workshop.operands(default, (None, Some(FactId::at(index))));
            }
        }
        workshop.finish(program)
    }

    /// Every switch as the law stands.
    pub(super) fn as_it_stands(&self) -> Vec<Supposition> {
        let supposed = self.switches.iter().map(|switch| Supposition {
            subject: Subject { fact: switch.fact, instance: 0 },
            state: State::Known(if switch.lost == Value::Yes { Datum::No } else { Datum::Yes }),
        });
        supposed.collect()
    }
}

/// The rule or judgement that a condition stands in.
type Within = (Option<RuleId>, Option<FactId>);

struct Workshop {
    program: Program,
    topic: TopicId,
    bearer: PartyId,
    switches: Vec<Switch>,
    mutants: Vec<Mutant>,
    /// By rule of the program as it was: what it alone leads to, where its effects were taken apart.
    results: Vec<Option<HoldingId>>,
}

impl Workshop {
    fn expr(&mut self, node: Node, span: Span) -> ExprId {
        self.program.exprs.push(Expr { node, span });
        ExprId::at(self.program.exprs.len() - 1)
    }

    /// A condition that is as it was, and yes or no once it is lost.
    fn switched(&mut self, condition: ExprId, lost: Value, (loss, span): (Loss, Span), within: Within) -> ExprId {
        let fact = FactId::at(self.program.facts.len());
        self.program.facts.push(Fact {
            topic: self.topic,
            name: String::new(),
            question: String::new(),
            kind: Type::YesNo,
            judgement: None,
            record: None,
            bearer: self.bearer,
            for_the_record: false,
            shown_by: Vec::new(),
            met_by: String::new(),
            notes: Vec::new(),
            span,
        });
        self.switches.push(Switch { fact, lost });
        self.mutants.push(Mutant { loss, rule: within.0, judgement: within.1, span, noticed: None });
        let switch = self.expr(Node::Fact(fact), span);
        let both = vec![condition, switch];
        self.expr(if lost == Value::Yes { Node::Any(both) } else { Node::All(both) }, span)
    }

    /// Gives each of several conditions, here and below, its switch.
    fn operands(&mut self, id: ExprId, within: Within) {
        let mut node = self.program.expr(id).node.clone();
        let lost = if matches!(node, Node::All(_)) { Value::Yes } else { Value::No };
        match &mut node {
            Node::Not(part)
            | Node::IsShown(part)
            | Node::Some(_, part)
            | Node::Every(_, part)
            | Node::Count(_, part, ..) => self.operands(*part, within),
            Node::All(parts) | Node::Any(parts) | Node::AtLeast(_, parts) => {
                let several = parts.len() > 1;
                for part in parts {
                    let span = self.program.expr(*part).span;
                    let loss = (Loss::Condition(*part), span);
                    self.operands(*part, within);
                    if several {
                        *part = self.switched(*part, lost, loss, within);
                    }
                }
            }
            _ => {}
        }
        self.program.exprs[id.index()].node = node;
    }

    fn rule(&mut self, id: RuleId, rule: &Rule) {
        let within = (Some(id), None);
        let span = self.program.expr(rule.when).span;
        let mut when = rule.when;
        self.operands(when, within);
        if self.program.expr(when).node != Node::Always {
            when = self.switched(when, Value::Yes, (Loss::When, span), within);
        }
        for (place, unless) in rule.unless.iter().enumerate() {
            self.operands(unless.condition, within);
            let loss = (Loss::Exception(unless.condition), self.program.expr(unless.condition).span);
            let condition = self.switched(unless.condition, Value::No, loss, within);
            self.program.rules[id.index()].unless[place].condition = condition;
        }
        self.program.rules[id.index()].when = self.switched(when, Value::No, (Loss::Rule, rule.span), within);
        if rule.then.len() + rule.breach.len() + rule.declines.len() > 1 {
            self.take_apart(id, rule);
        }
    }

    /// The rule leads to a finding of its own, and that to each effect alone.
    fn take_apart(&mut self, id: RuleId, rule: &Rule) {
        let result = HoldingId::at(self.program.holdings.len());
        self.program.holdings.push(Holding {
            kind: None,
            name: String::new(),
            title: String::new(),
            rules: vec![id],
            declined_by: Vec::new(),
            force: None,
            cite: Vec::new(),
            notes: Vec::new(),
            span: rule.span,
        });
        self.results[id.index()] = Some(result);
        let whole = &mut self.program.rules[id.index()];
        whole.then = vec![result];
        whole.breach = Vec::new();
        for holding in &rule.then {
            let alone = self.effect((id, rule), result, Loss::Then(*holding));
            for led_by in &mut self.program.holdings[holding.index()].rules {
                if *led_by == id {
                    *led_by = alone;
                }
            }
        }
        for provision in &rule.breach {
            self.effect((id, rule), result, Loss::Breach(*provision));
        }
    }

    /// A rule with one effect of another, where that applies.
    fn effect(&mut self, (id, rule): (RuleId, &Rule), result: HoldingId, loss: Loss) -> RuleId {
        let reached = self.expr(Node::Holding(result), rule.span);
        let when = self.switched(reached, Value::No, (loss, rule.span), (Some(id), None));
        let then: Vec<HoldingId> = if let Loss::Then(holding) = loss { vec![holding] } else { Vec::new() };
        let breach: Vec<ProvisionId> = if let Loss::Breach(provision) = loss { vec![provision] } else { Vec::new() };
        self.program.rules.push(Rule { when, unless: Vec::new(), then, declines: Vec::new(), breach, ..rule.clone() });
        RuleId::at(self.program.rules.len() - 1)
    }

    /// Puts each new finding before what rests on it.
    fn finish(mut self, before: &Program) -> (Altered, Vec<Mutant>) {
        let facts = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        self.program.topics.push(Topic {
            name: String::new(),
            title: String::new(),
            many: false,
            confidential: false,
            facts: facts(before.facts.len())..facts(self.program.facts.len()),
        });
        let mut order = Vec::new();
        for definition in &before.order {
            if let Definition::Holding(holding) = definition {
                for rule in &before.holdings[holding.index()].rules {
                    order.extend(self.results[rule.index()].take().map(Definition::Holding));
                }
            }
            order.push(*definition);
        }
        order.extend(self.results.iter_mut().filter_map(|result| result.take().map(Definition::Holding)));
        self.program.order = order;
        (Altered { program: self.program, switches: self.switches }, self.mutants)
    }
}
