//! What a petition rests on: numbered exhibits, and authorities with their places. In: the petition's view of a case, and what
//! it cites. Out: the shapes of the templates.

use std::collections::BTreeMap;

use super::json::{Authority, Exhibit, Place};
use crate::case::Case;
use crate::program::{AuthorityId, Cite, Program};
use crate::wording::Wording;

/// The exhibits of a petition: the documents that statements stand in, then what is shown by its name alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Exhibits {
    list: Vec<Exhibit>,
    by_document: BTreeMap<u32, usize>,
    by_title: BTreeMap<String, usize>,
}

impl Exhibits {
    /// Numbers them in the order in which the case declares its documents.
    pub(super) fn of(case: &Case, decided: Option<&str>) -> Self {
        let mut exhibits = Exhibits::default();
        let mut used = vec![false; case.documents.len()];
        let stated = case.statements.iter().flat_map(|statement| &statement.stated);
        for place in stated.chain(case.claims.iter().flat_map(|claim| &claim.stated)) {
            if let Some(used) = used.get_mut(place.document as usize) {
                *used = true;
            }
        }
        for (index, document) in case.documents.iter().enumerate().filter(|(index, _)| used[*index]) {
            let place = exhibits.add(&document.title, document.account.is_some(), decided);
            exhibits.by_document.insert(u32::try_from(index).unwrap_or(u32::MAX), place);
        }
        for statement in case.statements.iter().filter(|statement| !statement.exhibit.is_empty()) {
            if !exhibits.by_title.contains_key(&statement.exhibit) {
                let place = exhibits.add(&statement.exhibit, false, decided);
                exhibits.by_title.insert(statement.exhibit.clone(), place);
            }
        }
        exhibits
    }

    fn add(&mut self, title: &str, account: bool, decided: Option<&str>) -> usize {
        let number = self.list.len() + 1;
        // The decision is known by the last word of its name, its number.
        let token = decided.and_then(|name| name.split_whitespace().next_back());
        let decided_here = token.is_some_and(|token| title.split_whitespace().any(|word| word == token));
        let id = format!("e{number}");
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.list.push(Exhibit { id, number, title: title.to_owned(), account, decided_here });
        self.list.len() - 1
    }

    /// All of them.
    pub(super) fn list(&self) -> Vec<Exhibit> {
        self.list.clone()
    }

    /// The exhibit that a document or account is.
    pub(super) fn of_document(&self, document: u32) -> Option<&Exhibit> {
        self.by_document.get(&document).map(|place| &self.list[*place])
    }

    /// A place in a document as a reference.
    pub(super) fn place(&self, at: &crate::case::Place, quoting: &str) -> Option<Place> {
        let exhibit = self.of_document(at.document)?;
        let paras = at.paras.join(", ").replace('-', "–");
        let several = at.paras.len() > 1 || paras.contains('–');
        Some(reference(exhibit, paras, several, quoting))
    }

    /// What is shown by its name alone, as a reference.
    pub(super) fn shown(&self, title: &str, quoting: &str) -> Option<Place> {
        let exhibit = self.by_title.get(title).map(|place| &self.list[*place])?;
        Some(reference(exhibit, String::new(), false, quoting))
    }
}

fn reference(exhibit: &Exhibit, paras: String, several: bool, quoting: &str) -> Place {
    Place { exhibit: exhibit.id.clone(), number: exhibit.number, paras, several, quoting: quoting.to_owned() }
}

/// The authorities that were cited, with who uses them.
#[derive(Clone, Debug, Default)]
pub(super) struct Cited {
    places: BTreeMap<AuthorityId, Vec<(String, String)>>,
}

impl Cited {
    /// Notes that a part of the petition cites this.
    pub(super) fn note(&mut self, part: &str, cite: &Cite) {
        let entry = (part.to_owned(), cite.place.clone());
        let places = self.places.entry(cite.authority).or_default();
        if !places.contains(&entry) {
            places.push(entry);
        }
    }

    /// The table of authorities, in the order of the pack.
    pub(super) fn table(&self, program: &Program, wording: &Wording, decided: Option<&str>) -> Vec<Authority> {
        let row = |(id, entries): (&AuthorityId, &Vec<(String, String)>)| {
            let mut used_by: Vec<String> = Vec::new();
            for (part, _) in entries {
                if !used_by.contains(part) {
                    used_by.push(part.clone());
                }
            }
            let places = together(entries.iter().map(|(_, place)| place.as_str()));
            let places = places.iter().map(|place| wording.place(place)).collect();
            let authority = &program.authorities[id.index()];
            let decided_here = decided == Some(authority.name.as_str());
            let title = wording.authority(*id).to_owned();
            Authority { title, places, used_by, unverified: authority.unverified, decided_here }
        };
        self.places.iter().map(row).collect()
    }
}

/// Places as rules write them, the paragraphs among them drawn together: `paras 3, 17, 70-71`, then the others.
fn together<'a>(places: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut paras: Vec<(u32, String)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for place in places.filter(|place| !place.is_empty()) {
        let numbers = place.strip_prefix("paras ").or_else(|| place.strip_prefix("para "));
        let Some(numbers) = numbers.filter(|numbers| numbers.starts_with(|letter: char| letter.is_ascii_digit()))
        else {
            if !others.iter().any(|other| other == place) {
                others.push(place.to_owned());
            }
            continue;
        };
        for number in numbers.split(',').map(str::trim) {
            let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
            let entry = (digits.parse().unwrap_or(u32::MAX), number.to_owned());
            if !paras.contains(&entry) {
                paras.push(entry);
            }
        }
    }
    paras.sort();
    let numbers: Vec<String> = paras.into_iter().map(|(_, number)| number).collect();
    let word = if numbers.len() == 1 && !numbers[0].contains('-') { "para" } else { "paras" };
    let first = (!numbers.is_empty()).then(|| format!("{word} {}", numbers.join(", ")));
    first.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_an_authority_are_drawn_together() {
        let places = ["paras 70-71", "para 3(a)", "annex I A.3", "para 71", "paras 3(a), 17"];
        assert_eq!(together(places.into_iter()), ["paras 3(a), 17, 70-71, 71", "annex I A.3"]);
        assert_eq!(together(["para 8"].into_iter()), ["para 8"]);
        assert!(together([""].into_iter()).is_empty());
    }
}
