//! `habeas explain`. In: a case and what to show of it. Out: its explanation in one of the views.

use super::open::open;
use super::output::{Console, Stop};
use super::{ExplainArguments, Format};
use crate::case::Case;
use crate::diagnostic::{Code, did_you_mean};
use crate::evaluate::{Proof, evaluate};
use crate::explain::report::{Question, Report, report, why, why_not};
use crate::explain::{Explanation, explain, html, json, markdown, prose, text, words};
use crate::hypothesis::report::breaches;
use crate::program::{HoldingId, Program, ProvisionId, RuleId};

/// What is asked about.
enum Asked {
    One(Question),
    Provisions(Vec<ProvisionId>),
}

pub(super) fn run(console: &mut Console, arguments: &ExplainArguments) -> Result<(), Stop> {
    let opened = open(console, &arguments.case)?;
    let cases = chosen(&opened.file.detentions, console.masked_word(arguments.detention.as_deref()).as_deref())?;
    let asked = arguments.why.as_deref().or(arguments.why_not.as_deref());
    let question = asked.map(|words| question(&opened.program, words)).transpose()?;
    let proofs: Vec<Proof> = cases.iter().map(|case| evaluate(&opened.program, case, opened.options)).collect();
    let explained: Vec<(Proof, Explanation)> = proofs
        .into_iter()
        .map(|proof| {
            let explanation = explain(&proof);
            (proof, explanation)
        })
        .collect();
    let reports = || -> Vec<Report> {
        explained
            .iter()
            .map(|(proof, explanation)| match &question {
                Some(Asked::Provisions(asked)) => breaches(proof, explanation, asked),
                Some(Asked::One(question)) if arguments.why.is_some() => why(proof, explanation, *question),
                Some(Asked::One(question)) => why_not(proof, explanation, *question),
                None => report(proof, explanation),
            })
            .collect()
    };
    let style = console.style(&arguments.output);
    let printed = match arguments.format {
        Format::Text => reports().iter().map(|report| text::print(report, style)).collect::<Vec<_>>().join("\n"),
        Format::Md => reports().iter().map(markdown::print).collect::<Vec<_>>().join("\n"),
        Format::Html => html::print(&words::labelled(&opened.file.title, &opened.file.reported_by), &reports()),
        Format::Json => json::print(&opened.file, &explained),
        Format::Prose => {
            explained.iter().map(|(proof, explanation)| prose::print(proof, explanation)).collect::<Vec<_>>().join("\n")
        }
    };
    let delivered = console.deliver(&printed, &arguments.output);
    // As above: nothing is gained by taking these apart.
    std::mem::forget((explained, printed));
    std::mem::forget(opened);
    delivered
}

pub(super) fn chosen<'a>(cases: &'a [Case], name: Option<&str>) -> Result<Vec<&'a Case>, Stop> {
    let Some(name) = name else { return Ok(cases.iter().collect()) };
    match cases.iter().find(|case| case.name == name) {
        Some(case) => Ok(vec![case]),
        None => {
            let known: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
            Err(Stop::Wrong(format!("unknown detention `{name}`; the case has: {}", known.join(", "))))
        }
    }
}

/// A conclusion ("category II"), a finding, a rule or a provision ("ICCPR 9"), by its words.
fn question(program: &Program, words: &str) -> Result<Asked, Stop> {
    let words = words.trim();
    let name = |index: usize| program.holding_name(HoldingId::at(index));
    let whole = (0..program.holdings.len()).find(|index| name(*index) == words);
    if let Some(index) = whole {
        return Ok(Asked::One(Question::Holding(HoldingId::at(index))));
    }
    if let Some(index) = program.rules.iter().position(|rule| rule.name == words) {
        return Ok(Asked::One(Question::Rule(RuleId::at(index))));
    }
    if let Some(id) = program.holding_called(words) {
        return Ok(Asked::One(Question::Holding(id)));
    }
    let provisions = program.provisions_called(words);
    if !provisions.is_empty() {
        return Ok(Asked::Provisions(provisions));
    }
    let mut known: Vec<String> = (0..program.holdings.len()).map(name).collect();
    known.extend(program.rules.iter().map(|rule| rule.name.clone()));
    let near = did_you_mean(words, known.iter().map(String::as_str));
    let help = near.map_or_else(
        || "name a conclusion (\"category II\"), a finding, a rule or a provision (\"ICCPR 9\")".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(Stop::Unknown(
        Code::UnknownRule,
        format!("no conclusion, finding, rule or provision is called `{words}`: {help}"),
    ))
}
