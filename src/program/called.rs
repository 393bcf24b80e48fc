//! Findings and conclusions by the names that people write. In: "category II", "II", "category ii", "category 2". Out: an id, where
//! the words mean one and no other. The same for provisions: "ICCPR 9".

use super::{HoldingId, Program, ProvisionId};

/// Numbers that packs write in Roman letters.
const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

impl Program {
    /// The finding or conclusion that is meant: by its whole name, by the name of a conclusion without its kind, or by either
    /// whatever the case of the letters, with spaces for underscores, and 2 for II.
    #[must_use]
    pub fn holding_called(&self, words: &str) -> Option<HoldingId> {
        let words = words.trim();
        let all = || (0..self.holdings.len()).map(HoldingId::at);
        let short = |id: HoldingId| {
            let holding = &self.holdings[id.index()];
            holding.kind.is_some().then_some(holding.name.as_str())
        };
        if let Some(id) = all().find(|id| self.holding_name(*id) == words) {
            return Some(id);
        }
        if let Some(id) = all().find(|id| short(*id) == Some(words)) {
            return Some(id);
        }
        let wanted = folded(words);
        let one = |mut found: Vec<HoldingId>| if found.len() == 1 { found.pop() } else { None };
        one(all().filter(|id| folded(&self.holding_name(*id)) == wanted).collect())
            .or_else(|| one(all().filter(|id| short(*id).is_some_and(|name| folded(name) == wanted)).collect()))
    }

    /// The provisions that are meant by "ICCPR 9(1)" or "iccpr 9 (1)": that one, and those which a disposition lists under its
    /// number. None where no provision is called so.
    #[must_use]
    pub fn provisions_called(&self, words: &str) -> Vec<ProvisionId> {
        let closed = |words: &str| words.to_lowercase().split_whitespace().collect::<String>();
        let wanted = closed(words);
        let all = || (0..self.provisions.len()).map(ProvisionId::at);
        let Some(named) = all().find(|id| closed(&self.provision_name(*id)) == wanted) else { return Vec::new() };
        let named = &self.provisions[named.index()];
        let own = |id: &ProvisionId| {
            let other = &self.provisions[id.index()];
            other.instrument == named.instrument && (other.number == named.number || other.listed_as == named.number)
        };
        all().filter(own).collect()
    }
}

/// Small letters, single spaces, Roman numbers.
fn folded(words: &str) -> String {
    let lower = words.to_lowercase().replace('_', " ");
    let roman = |word: &str| match word.parse::<usize>() {
        Ok(number @ 1..) => ROMAN.get(number - 1).map_or_else(|| word.to_owned(), |roman| (*roman).to_owned()),
        Ok(0) | Err(_) => word.to_owned(),
    };
    lower.split_whitespace().map(roman).collect::<Vec<_>>().join(" ")
}
