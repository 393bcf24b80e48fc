//! A checked pack and a case's lists → a [`Circuit`]. In: definitions in dependency order. Out: gates, leaves and conditions.
//! Each definition is lowered once; users of it share its slot.

use super::tape::{Gate, Op, Tape};
use super::{About, BreachSlot, Circuit, Condition, ConditionId, JudgementSlots, Leaf, RuleSlots, Slot, UNLISTED};
use crate::case::{Case, Subject};
use crate::program::{
    Definition, ExprId, FactId, Force, HoldingId, LawReadingId, Node, Program, ProvisionId, RuleId, TopicId,
};
use crate::syntax::ast::Comparison;
use crate::value::Value;

const NONE: u32 = u32::MAX;

pub(super) fn lower(program: &Program, case: &Case) -> Circuit {
    let mut circuit = Circuit {
        holdings: vec![NONE; program.holdings.len()],
        rules: vec![
            RuleSlots { when: ConditionId(0), unless: Vec::new(), force: None, value: NONE };
            program.rules.len()
        ],
        holdings_in_force: vec![None; program.holdings.len()],
        ..Circuit::default()
    };
    list_subjects(program, case, &mut circuit);
    let mut lowering = Lowering {
        program,
        case,
        facts: vec![NONE; circuit.subjects.len()],
        judged: vec![NONE; program.facts.len()],
        constants: [NONE; 4],
        circuit,
        nodes: Vec::new(),
    };
    for definition in &program.order {
        match definition {
            Definition::Holding(id) => lowering.holding(*id),
            Definition::Judgement(id) => lowering.judgement(*id),
        }
    }
    // Rules without `then` (they only breach or decline) hang on no holding.
    for index in 0..program.rules.len() {
        if lowering.circuit.rules[index].value == NONE {
            lowering.rule(RuleId::at(index));
        }
    }
    lowering.breaches();
    for impossible in &program.impossible {
        let condition = lowering.condition(impossible.condition, &mut Vec::new());
        lowering.circuit.impossible.push(condition);
    }
    lowering.finish()
}

fn list_subjects(program: &Program, case: &Case, circuit: &mut Circuit) {
    for (index, fact) in program.facts.iter().enumerate() {
        circuit.first_subject.push(count(circuit.subjects.len()));
        let instances = if program.topics[fact.topic.index()].many { case.instances(fact.topic) } else { 1 };
        let subjects = (0..instances).map(|instance| Subject { fact: FactId::at(index), instance });
        circuit.subjects.extend(subjects);
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A node is a leaf or a gate, numbered as made; slots come at the end.
enum Made {
    Leaf(Leaf),
    Gate(Gate),
}

/// The instances in scope, innermost last.
type Binding = Vec<(TopicId, u32)>;

struct Lowering<'a> {
    program: &'a Program,
    case: &'a Case,
    /// By subject: the node of its leaf.
    facts: Vec<u32>,
    /// By fact: the node of a judgement.
    judged: Vec<u32>,
    constants: [u32; 4],
    circuit: Circuit,
    nodes: Vec<Made>,
}

impl Lowering<'_> {
    fn leaf(&mut self, leaf: Leaf) -> u32 {
        self.nodes.push(Made::Leaf(leaf));
        count(self.nodes.len() - 1)
    }

    fn gate(&mut self, op: Op, left: u32, right: u32) -> u32 {
        self.nodes.push(Made::Gate(Gate { op, left, right }));
        count(self.nodes.len() - 1)
    }

    fn constant(&mut self, value: Value) -> u32 {
        if self.constants[value as usize] == NONE {
            self.constants[value as usize] = self.leaf(Leaf::Constant(value));
        }
        self.constants[value as usize]
    }

    /// A balanced tree of one operation.
    fn fold(&mut self, op: Op, nodes: &[u32]) -> u32 {
        match nodes {
            [] => self.constant(if op == Op::And { Value::Yes } else { Value::No }),
            [one] => *one,
            _ => {
                let (left, right) = nodes.split_at(nodes.len() / 2);
                let (left, right) = (self.fold(op, left), self.fold(op, right));
                self.gate(op, left, right)
            }
        }
    }

    /// The `wanted`-th strongest. After each node, `row[j]` is the (j + 1)-th strongest so far.
    fn at_least(&mut self, wanted: u32, nodes: &[u32]) -> u32 {
        let wanted = wanted as usize;
        if wanted == 0 {
            return self.constant(Value::Yes);
        }
        if wanted > nodes.len() {
            return self.constant(Value::No);
        }
        let mut row: Vec<u32> = Vec::new();
        for node in nodes {
            let weakest = match row.last() {
                _ if row.len() == wanted => None,
                Some(last) => Some(self.gate(Op::And, *last, *node)),
                None => Some(*node),
            };
            for place in (0..row.len()).rev() {
                let risen = if place == 0 { *node } else { self.gate(Op::And, row[place - 1], *node) };
                row[place] = self.gate(Op::Or, row[place], risen);
            }
            row.extend(weakest);
        }
        row[wanted - 1]
    }

    fn holding(&mut self, id: HoldingId) {
        let rules = &self.program.holdings[id.index()].rules;
        for rule in rules {
            if self.circuit.rules[rule.index()].value == NONE {
                self.rule(*rule);
            }
        }
        let values: Vec<u32> = rules.iter().map(|rule| self.circuit.rules[rule.index()].value).collect();
        let strongest = self.fold(Op::Or, &values);
        let force = self.force(self.program.holdings[id.index()].force.as_ref());
        self.circuit.holdings_in_force[id.index()] = force;
        self.circuit.holdings[id.index()] = self.while_in_force(strongest, force);
    }

    fn rule(&mut self, id: RuleId) {
        let rule = &self.program.rules[id.index()];
        let when = self.condition(rule.when, &mut Vec::new());
        let unless: Vec<ConditionId> =
            rule.unless.iter().map(|unless| self.condition(unless.condition, &mut Vec::new())).collect();
        let mut value = self.node_of(when);
        if !unless.is_empty() {
            let nodes: Vec<u32> = unless.iter().map(|condition| self.node_of(*condition)).collect();
            let saved = self.fold(Op::Or, &nodes);
            let open = self.gate(Op::LeftOpen, saved, saved);
            value = self.gate(Op::And, value, open);
        }
        let force = self.force(rule.force.as_ref());
        let value = self.while_in_force(value, force);
        self.circuit.rules[id.index()] = RuleSlots { when, unless, force, value };
    }

    fn force(&mut self, force: Option<&Force>) -> Option<ConditionId> {
        force.map(|force| self.condition(force.condition, &mut Vec::new()))
    }

    /// What is out of force is no.
    fn while_in_force(&mut self, value: u32, force: Option<ConditionId>) -> u32 {
        match force {
            Some(force) => self.gate(Op::And, value, self.node_of(force)),
            None => value,
        }
    }

    /// Decided: what was said. Else the default reading; where it shows nothing and a party argues it, contested.
    fn judgement(&mut self, id: FactId) {
        let default = self.program.facts[id.index()].judgement.as_ref().and_then(|judgement| judgement.default);
        let default = default.map(|default| self.condition(default, &mut Vec::new()));
        let reading = match default {
            Some(default) => self.node_of(default),
            None => self.constant(Value::NotShown),
        };
        let decided = self.leaf(Leaf::Decided(id));
        let said = self.leaf(Leaf::Said(id));
        let argued = self.leaf(Leaf::Argued(id));
        let settled = self.gate(Op::And, decided, said);
        let turned = self.gate(Op::Not, reading, reading);
        let not_refused = self.gate(Op::LeftOpen, turned, turned);
        let lifted = self.gate(Op::And, argued, not_refused);
        let open = self.gate(Op::Or, reading, lifted);
        let undecided = self.gate(Op::Not, decided, decided);
        let left = self.gate(Op::And, undecided, open);
        let value = self.gate(Op::Or, settled, left);
        self.judged[id.index()] = value;
        self.circuit.judgements.push(JudgementSlots { fact: id, default, value });
    }

    fn breaches(&mut self) {
        let program = self.program;
        self.circuit.binds = vec![None; program.instruments.len()];
        for (index, instrument) in program.instruments.iter().enumerate() {
            let force = self.force(instrument.force.as_ref());
            self.circuit.instruments_in_force.push(force);
            if let Some(binds) = instrument.binds {
                self.circuit.binds[index] = Some(self.condition(binds, &mut Vec::new()));
            }
        }
        for (index, rule) in program.rules.iter().enumerate() {
            let rule_id = RuleId::at(index);
            for provision in &rule.breach {
                self.breach(rule_id, *provision, None);
                for twin in &program.provisions[provision.index()].twins {
                    self.breach(rule_id, *twin, Some(*provision));
                }
            }
        }
    }

    fn breach(&mut self, rule: RuleId, provision: ProvisionId, twin_of: Option<ProvisionId>) {
        let instrument = self.program.provisions[provision.index()].instrument;
        let value = self.circuit.rules[rule.index()].value;
        let value = self.while_in_force(value, self.circuit.instruments_in_force[instrument.index()]);
        let slot = match self.circuit.binds[instrument.index()] {
            Some(binds) => {
                let binds = self.node_of(binds);
                self.gate(Op::And, value, binds)
            }
            None => value,
        };
        self.circuit.breaches.push(BreachSlot { rule, provision, twin_of, slot });
    }

    fn node_of(&self, condition: ConditionId) -> u32 {
        self.circuit.condition(condition).slot
    }

    fn conditions(&mut self, parts: &[ExprId], binding: &mut Binding) -> Vec<ConditionId> {
        parts.iter().map(|part| self.condition(*part, binding)).collect()
    }

    fn condition(&mut self, id: ExprId, binding: &mut Binding) -> ConditionId {
        let mut about = About::Nothing;
        let mut parts = Vec::new();
        let node = match &self.program.expr(id).node {
            Node::Always => self.constant(Value::Yes),
            Node::Fact(fact) => {
                let (node, subject) = self.fact(*fact, binding);
                about = About::Subject(subject);
                node
            }
            Node::Holding(holding) => self.circuit.holdings[holding.index()],
            Node::Not(inner) => {
                parts = self.conditions(&[*inner], binding);
                let inner = self.node_of(parts[0]);
                self.gate(Op::Not, inner, inner)
            }
            Node::IsShown(inner) => {
                parts = self.conditions(&[*inner], binding);
                let inner = self.node_of(parts[0]);
                self.gate(Op::Shown, inner, inner)
            }
            Node::All(list) => {
                parts = self.conditions(list, binding);
                self.fold_parts(Op::And, &parts)
            }
            Node::Any(list) => {
                parts = self.conditions(list, binding);
                self.fold_parts(Op::Or, &parts)
            }
            Node::AtLeast(wanted, list) => {
                parts = self.conditions(list, binding);
                let nodes: Vec<u32> = parts.iter().map(|part| self.node_of(*part)).collect();
                self.at_least(*wanted, &nodes)
            }
            Node::Some(topic, body) => {
                parts = self.instances(*topic, *body, 1, binding);
                self.fold_parts(Op::Or, &parts)
            }
            Node::Every(topic, body) => {
                parts = self.instances(*topic, *body, 1, binding);
                self.fold_parts(Op::And, &parts)
            }
            Node::Count(topic, body, how, number) => {
                parts = self.instances(*topic, *body, number.saturating_add(1), binding);
                let nodes: Vec<u32> = parts.iter().map(|part| self.node_of(*part)).collect();
                self.counted(*how, *number, &nodes)
            }
            Node::Compare(..) | Node::OneOf(..) | Node::Contains(..) | Node::TermShown(_) => {
                let leaf = self.leaf(Leaf::Typed(id, binding.clone()));
                about = About::Leaf(leaf);
                leaf
            }
            Node::Read(reading, option) => self.read(*reading, *option),
            Node::HasReplied(party) => self.leaf(Leaf::Replied(*party)),
            Node::HasChallenged(party, fact) => {
                let what = fact.map(|fact| (fact, self.instance(fact, binding)));
                self.leaf(Leaf::Challenged(*party, what))
            }
        };
        self.push(id, node, &parts, about)
    }

    fn read(&mut self, reading: LawReadingId, option: u32) -> u32 {
        let taken = self.program.law_readings[reading.index()].taken == option;
        self.constant(if taken { Value::Yes } else { Value::No })
    }

    fn push(&mut self, expr: ExprId, node: u32, parts: &[ConditionId], about: About) -> ConditionId {
        let start = count(self.circuit.children.len());
        self.circuit.children.extend_from_slice(parts);
        let children = start..count(self.circuit.children.len());
        self.circuit.conditions.push(Condition { expr, slot: node, children, about });
        ConditionId(count(self.circuit.conditions.len() - 1))
    }

    fn fold_parts(&mut self, op: Op, parts: &[ConditionId]) -> u32 {
        let nodes: Vec<u32> = parts.iter().map(|part| self.node_of(*part)).collect();
        self.fold(op, &nodes)
    }

    /// The body for every instance listed, and for `unlisted` more where the list is open.
    fn instances(&mut self, topic: TopicId, body: ExprId, unlisted: u32, binding: &mut Binding) -> Vec<ConditionId> {
        let listed = self.case.instances(topic);
        let closed = self.case.lists.get(topic.index()).is_some_and(|list| list.closed);
        let more = if closed { 0 } else { unlisted as usize };
        let all = (0..listed).chain(std::iter::repeat_n(UNLISTED, more));
        all.map(|instance| {
            binding.push((topic, instance));
            let condition = self.condition(body, binding);
            binding.pop();
            condition
        })
        .collect()
    }

    fn counted(&mut self, how: Comparison, number: u32, nodes: &[u32]) -> u32 {
        match how {
            Comparison::AtLeast => self.at_least(number, nodes),
            Comparison::More => self.at_least(number.saturating_add(1), nodes),
            Comparison::Less | Comparison::AtMost => {
                let over = self.counted(
                    if how == Comparison::Less { Comparison::AtLeast } else { Comparison::More },
                    number,
                    nodes,
                );
                self.gate(Op::Not, over, over)
            }
            Comparison::Equal => {
                let enough = self.at_least(number, nodes);
                let over = self.at_least(number.saturating_add(1), nodes);
                let not_over = self.gate(Op::Not, over, over);
                self.gate(Op::And, enough, not_over)
            }
            Comparison::NotEqual => {
                let equal = self.counted(Comparison::Equal, number, nodes);
                self.gate(Op::Not, equal, equal)
            }
        }
    }

    fn fact(&mut self, fact: FactId, binding: &Binding) -> (u32, Option<u32>) {
        let declared = &self.program.facts[fact.index()];
        let first = self.circuit.first_subject[fact.index()];
        if declared.judgement.is_some() {
            return (self.judged[fact.index()], Some(first));
        }
        let instance = self.instance(fact, binding);
        if instance == UNLISTED {
            return (self.constant(Value::NotShown), None);
        }
        let subject = first + instance;
        if self.facts[subject as usize] == NONE {
            self.facts[subject as usize] = self.leaf(Leaf::Fact(subject));
        }
        (self.facts[subject as usize], Some(subject))
    }

    /// The instance of its topic in scope; 0 for a topic without instances.
    fn instance(&self, fact: FactId, binding: &Binding) -> u32 {
        let topic = self.program.facts[fact.index()].topic;
        let bound = binding.iter().rev().find(|(bound, _)| *bound == topic).map(|(_, instance)| *instance);
        if self.program.topics[topic.index()].many { bound.unwrap_or(UNLISTED) } else { 0 }
    }

    /// Numbers leaves first, lays the gates on the tape, and puts slots in the place of node numbers.
    fn finish(mut self) -> Circuit {
        let nodes = std::mem::take(&mut self.nodes);
        let mut renamed = vec![NONE; nodes.len()];
        let leaves = nodes.iter().filter(|node| matches!(node, Made::Leaf(_))).count();
        let mut gates = Vec::with_capacity(nodes.len() - leaves);
        for (index, node) in nodes.into_iter().enumerate() {
            match node {
                Made::Leaf(leaf) => {
                    renamed[index] = count(self.circuit.leaves.len());
                    self.circuit.leaves.push(leaf);
                }
                Made::Gate(gate) => {
                    renamed[index] = count(leaves + gates.len());
                    let (left, right) = (renamed[gate.left as usize], renamed[gate.right as usize]);
                    gates.push(Gate { op: gate.op, left, right });
                }
            }
        }
        let (tape, slots) = Tape::lay(leaves, &gates);
        let slot = |node: u32| -> Slot { slots[renamed[node as usize] as usize] };
        let circuit = &mut self.circuit;
        circuit.tape = tape;
        for condition in &mut circuit.conditions {
            condition.slot = slot(condition.slot);
            if let About::Leaf(node) = condition.about {
                condition.about = About::Leaf(slot(node));
            }
        }
        circuit.holdings.iter_mut().for_each(|holding| *holding = slot(*holding));
        circuit.rules.iter_mut().for_each(|rule| rule.value = slot(rule.value));
        circuit.judgements.iter_mut().for_each(|judgement| judgement.value = slot(judgement.value));
        circuit.breaches.iter_mut().for_each(|breach| breach.slot = slot(breach.slot));
        self.circuit
    }
}
