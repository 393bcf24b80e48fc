use habeas::*;
use std::time::Instant;
fn main() {
    let mut files: Vec<_> = std::fs::read_dir("rules/wgad")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "law"))
        .collect();
    files.sort();
    for round in 0..6 {
        let t = Instant::now();
        let mut sources = source::Sources::default();
        let mut asts = vec![];
        let mut texts = vec![];
        for f in &files {
            texts.push(std::fs::read_to_string(f).unwrap());
        }
        let case_text = std::fs::read_to_string("cases/ilyashev.case").unwrap();
        let t_read = t.elapsed();
        let t = Instant::now();
        for (f, text) in files.iter().zip(&texts) {
            let id = sources.add(f.to_string_lossy(), text.clone());
            asts.push(syntax::parse(id, text).file);
        }
        let cid = sources.add("case", case_text.clone());
        let cast = syntax::parse(cid, &case_text).file;
        let t_parse = t.elapsed();
        let t = Instant::now();
        let checked = check::check_pack(&asts, source::Span::default());
        let program = checked.program.unwrap();
        let t_check = t.elapsed();
        let t = Instant::now();
        let case = check::check_case(&program, &[cast], source::Span::default()).case.unwrap();
        let t_case = t.elapsed();
        let t = Instant::now();
        let c = &case.detentions[0];
        let circuit = circuit::Circuit::of(&program, c);
        let t_circ = t.elapsed();
        let t = Instant::now();
        let proof = evaluate::evaluate(&program, c, evaluate::Options::default());
        let t_eval = t.elapsed();
        let t = Instant::now();
        let ex = explain::explain(&proof);
        let t_ex = t.elapsed();
        let t = Instant::now();
        let rep = explain::report::report(&proof, &ex);
        let t_rep = t.elapsed();
        let t = Instant::now();
        let s = explain::text::print(&rep, explain::text::Style::default());
        let t_text = t.elapsed();
        let leaves: Vec<value::One> =
            evaluate::fill(&program, c, &circuit, &proof.evaluation.readings, evaluate::Options::default());
        let mut v = Vec::new();
        evaluate::run(&circuit, &leaves, &mut v);
        let t = Instant::now();
        for _ in 0..10000 {
            evaluate::run(&circuit, std::hint::black_box(&leaves), &mut v);
            std::hint::black_box(&v);
        }
        let t_run = t.elapsed() / 10000;
        let t = Instant::now();
        for _ in 0..1000 {
            std::hint::black_box(explain::explain(std::hint::black_box(&proof)));
        }
        let t_ex2 = t.elapsed() / 1000;
        println!(
            "{round}: read {t_read:?} parse {t_parse:?} check {t_check:?} case {t_case:?} circuit {t_circ:?} eval {t_eval:?} explain {t_ex:?} report {t_rep:?} text {t_text:?} | run {t_run:?} slots {} leaves {} steps {} explain {t_ex2:?} len {}",
            circuit.tape.slots(),
            circuit.tape.leaves(),
            ex.steps.len(),
            s.len()
        );
    }
}
