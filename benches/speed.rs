//! How fast each stage is: `cargo bench`. In: the pack and the first case of this repository, and packs made to size. Out: a
//! table; docs/PERFORMANCE.md says what to compare it with.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads its inputs from disk")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use habeas::analysis::analyse;
use habeas::case::{Case, CaseFile, Subject};
use habeas::check::{check_case, check_pack};
use habeas::circuit::Circuit;
use habeas::evaluate::{Options, Proof, State, Supposition, evaluate, evaluate_supposing, fill, run};
use habeas::explain::report::report;
use habeas::explain::{explain, json, text};
use habeas::lab::{self, Effect, FlipOptions, Levers, Scope};
use habeas::program::{HoldingId, Program};
use habeas::source::{SourceId, Span};
use habeas::syntax::ast::File;
use habeas::syntax::parse;
use habeas::tally::{Among, Tally};
use habeas::value::{One, Planes, Value, Worlds};

fn main() {
    divan::main();
}

struct Bench {
    law: Vec<String>,
    case_text: String,
    files: Vec<File>,
    case_file: File,
    program: Program,
    case: CaseFile,
}

fn build(law: Vec<String>, case_text: String) -> Bench {
    let files: Vec<File> = law.iter().map(|text| parse(SourceId(0), text).file).collect();
    let case_file = parse(SourceId(1), &case_text).file;
    let program = check_pack(&files, Span::default()).program.expect("the pack is sound");
    let case = check_case(&program, &[&case_file], Span::default()).case.expect("the case is sound");
    Bench { law, case_text, files, case_file, program, case }
}

static ILYASHEV: LazyLock<Bench> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::fs::read_dir(root.join("rules/wgad")).expect("the pack is there");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "law"));
    paths.sort();
    let law = paths.iter().map(|path| std::fs::read_to_string(path).expect("readable")).collect();
    build(law, std::fs::read_to_string(root.join("cases/ilyashev.case")).expect("readable"))
});

/// A pack of so many rules over two fifths as many facts, in layers: each rule reads two facts and an earlier finding.
fn made(rules: usize) -> Bench {
    let facts = rules * 2 / 5;
    let mut law = String::from(
        "pack made \"Made to size\"\nparty source \"the source\" submits\nparty government \"the Government\" answers\n\
         stage silent \"Silent\" government silent\nauthority book \"A book\"\nkind category \"Category\"\n\
         category I \"One\"\nevidence for the source to show\n  source silent: not raised, not shown\n\
         \x20 source speaks: uncontested, as said\ntopic t \"T\"\n",
    );
    let mut case = String::from("case made \"Made\"\n  under made\n  stage silent\nsource submits\n");
    for fact in 0..facts {
        writeln!(law, "  fact f{fact} yes/no \"Fact {fact}?\"").expect("a text can be written");
        writeln!(case, "  {}t.f{fact} [{fact}]", if fact % 3 == 0 { "not " } else { "" })
            .expect("a text can be written");
    }
    for rule in 0..rules {
        let (a, b) = (rule * 7 % facts, rule * 13 % facts);
        let earlier = if rule < 50 { String::new() } else { format!(" or h{}", rule - 50) };
        let target = if rule % 100 == 99 { format!("h{rule}, category I") } else { format!("h{rule}") };
        write!(
            law,
            "finding h{rule} \"Finding {rule}\"\nrule r{rule} \"Rule {rule}\"\n  when (t.f{a} and not t.f{b}){earlier}\n  \
             unless t.f{}\n  then {target}\n  cite book para {rule}\n",
            rule * 29 % facts
        )
        .expect("a text can be written");
    }
    build(vec![law], case)
}

fn case_of(bench: &Bench) -> &Case {
    &bench.case.detentions[0]
}

fn proof(bench: &Bench) -> Proof<'_> {
    evaluate(&bench.program, case_of(bench), Options::default())
}

/// What the rules of the whole pack can never do.
#[divan::bench(sample_count = 10)]
fn analyse_the_pack(bencher: Bencher) {
    bencher.bench(|| analyse(black_box(&ILYASHEV.program)));
}

#[divan::bench]
fn a_parse_the_pack(bencher: Bencher) {
    let bytes: usize = ILYASHEV.law.iter().map(String::len).sum();
    bencher
        .counter(divan::counter::BytesCount::new(bytes))
        .bench(|| ILYASHEV.law.iter().map(|text| parse(SourceId(0), black_box(text)).file.items.len()).sum::<usize>());
}

#[divan::bench]
fn b_parse_the_case(bencher: Bencher) {
    bencher.bench(|| parse(SourceId(0), black_box(&ILYASHEV.case_text)));
}

#[divan::bench]
fn c_check_the_pack(bencher: Bencher) {
    bencher.bench(|| check_pack(black_box(&ILYASHEV.files), Span::default()));
}

#[divan::bench]
fn d_check_the_case(bencher: Bencher) {
    bencher.bench(|| check_case(&ILYASHEV.program, &[black_box(&ILYASHEV.case_file)], Span::default()));
}

#[divan::bench]
fn e_lay_out_the_circuit(bencher: Bencher) {
    bencher.bench(|| Circuit::of(&ILYASHEV.program, black_box(case_of(&ILYASHEV))));
}

#[divan::bench]
fn f_evaluate_from_statements_to_values(bencher: Bencher) {
    bencher.bench(|| evaluate(&ILYASHEV.program, black_box(case_of(&ILYASHEV)), Options::default()));
}

fn warm<W: Worlds>(bencher: Bencher, bench: &Bench, worlds: usize) {
    let proof = proof(bench);
    let readings = &proof.evaluation.readings;
    let leaves: Vec<W> = fill(&bench.program, case_of(bench), &proof.circuit, readings);
    let mut values = Vec::new();
    bencher.counter(ItemsCount::new(worlds)).bench_local(|| {
        run(&proof.circuit, black_box(&leaves), &mut values);
        black_box(&values);
    });
}

#[divan::bench]
fn g_one_case_warm(bencher: Bencher) {
    warm::<One>(bencher, &ILYASHEV, 1);
}

#[divan::bench]
fn h_64_worlds(bencher: Bencher) {
    warm::<Planes<1>>(bencher, &ILYASHEV, 64);
}

#[divan::bench]
fn i_256_worlds(bencher: Bencher) {
    warm::<Planes<4>>(bencher, &ILYASHEV, 256);
}

#[divan::bench]
fn j_1024_worlds(bencher: Bencher) {
    warm::<Planes<16>>(bencher, &ILYASHEV, 1024);
}

#[divan::bench]
fn k_explanation_as_a_value(bencher: Bencher) {
    let proof = proof(&ILYASHEV);
    bencher.bench(|| explain(black_box(&proof)));
}

#[divan::bench]
fn l_explanation_as_text(bencher: Bencher) {
    let proof = proof(&ILYASHEV);
    let explanation = explain(&proof);
    bencher.bench(|| text::print(&report(&proof, black_box(&explanation)), text::Style::default()));
}

#[divan::bench]
fn m_explanation_as_json(bencher: Bencher) {
    let proof = proof(&ILYASHEV);
    let explanation = explain(&proof);
    let explained = [(proof, explanation)];
    bencher.bench(|| json::print(&ILYASHEV.case, black_box(&explained)));
}

#[divan::bench(args = [1_250, 2_500, 5_000, 10_000])]
fn n_one_case_of_so_many_rules(bencher: Bencher, rules: usize) {
    warm::<One>(bencher, &made(rules), 1);
}

const CATEGORIES: [&str; 5] = ["category I", "category II", "category III", "category IV", "category V"];

fn conclusion(proof: &Proof, name: &str) -> HoldingId {
    let all = (0..proof.program.holdings.len()).map(HoldingId::at);
    all.into_iter().find(|id| proof.program.holding_name(*id) == name).expect("the pack has it")
}

fn flips(bencher: Bencher, name: &str, options: &FlipOptions) {
    let proof = proof(&ILYASHEV);
    let target = conclusion(&proof, name);
    let effect = if proof.holding(target) == Value::Yes { Effect::Lose } else { Effect::Gain };
    bencher.bench_local(|| lab::flips(black_box(&proof), target, effect, options, &mut |_| true));
}

#[divan::bench(args = CATEGORIES)]
fn o_smallest_flips_up_to_3(bencher: Bencher, name: &str) {
    flips(bencher, name, &FlipOptions::default());
}

#[divan::bench(args = CATEGORIES)]
fn p_all_flips_up_to_3(bencher: Bencher, name: &str) {
    flips(bencher, name, &FlipOptions { all: true, ..FlipOptions::default() });
}

#[divan::bench(args = CATEGORIES)]
fn q_all_flips_up_to_4(bencher: Bencher, name: &str) {
    flips(bencher, name, &FlipOptions { all: true, max: 4, ..FlipOptions::default() });
}

#[divan::bench(args = CATEGORIES, sample_count = 20, sample_size = 1)]
fn r_weights(bencher: Bencher, name: &str) {
    let proof = proof(&ILYASHEV);
    let target = conclusion(&proof, name);
    bencher.bench_local(|| lab::weigh(black_box(&proof), target, &BTreeSet::new()));
}

#[divan::bench(args = CATEGORIES)]
fn s_sweep_of_up_to_20_facts(bencher: Bencher, name: &str) {
    let proof = proof(&ILYASHEV);
    let target = conclusion(&proof, name);
    let levers = Levers::of(&proof, &[proof.circuit.holding(target)], &Scope::default()).levers;
    let yes_no = levers.iter().filter(|lever| matches!(lever.now.value(), Value::Yes | Value::No));
    let facts: Vec<Subject> =
        yes_no.filter(|lever| lever.choices.len() == 1).map(|lever| lever.subject).take(20).collect();
    bencher.bench_local(|| lab::sweep(black_box(&proof), &facts, &[target], 1 << 20));
}

#[divan::bench(args = CATEGORIES)]
fn t_robust(bencher: Bencher, name: &str) {
    let proof = proof(&ILYASHEV);
    let target = conclusion(&proof, name);
    bencher.bench_local(|| lab::robust(black_box(&proof), target, &BTreeSet::new()));
}

#[divan::bench]
fn u_what_if(bencher: Bencher) {
    let proof = proof(&ILYASHEV);
    let subject = proof.circuit.subjects[0];
    bencher.bench_local(|| {
        let supposed = vec![Supposition { subject, state: State::Contested }];
        evaluate_supposing(proof.program, proof.case, proof.options, black_box(supposed))
    });
}

/// The text of every decided case.
static DECIDED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/opinions");
    let entries = std::fs::read_dir(folder).expect("the cases are there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("readable")).collect()
});

#[divan::bench]
fn o_a_thousand_cases_parsed_checked_and_counted(bencher: Bencher) {
    let program = &ILYASHEV.program;
    let texts: Vec<&String> = DECIDED.iter().cycle().take(1_000).collect();
    bencher.counter(ItemsCount::new(texts.len())).bench_local(|| {
        let checked = texts.iter().map(|text| {
            let file = parse(SourceId(1), text).file;
            check_case(program, &[&file], Span::default()).case.expect("the case is sound")
        });
        let cases: Vec<CaseFile> = checked.collect();
        let mut tally = Tally::of(program, Options::default());
        cases.iter().for_each(|case| tally.take(case));
        tally.figures(Among::All).detentions
    });
}
