//! Citations and paragraphs in JSON, shared by the answers. In: citations of authorities, places in the case's documents. Out:
//! their shapes, borrowed.

use std::borrow::Cow;

use serde::Serialize;

use crate::case::{Case, Place};
use crate::program::{Cite, Program};

/// A citation of an authority.
#[derive(PartialEq, Serialize)]
pub(crate) struct Cited<'a> {
    authority: &'a str,
    place: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    remark: &'a str,
    #[serde(skip_serializing_if = "is_false")]
    unverified: bool,
}

/// For fields that are left out unless they are true.
pub(crate) fn is_false(value: &bool) -> bool {
    !value
}

/// Citations in the order written.
pub(crate) fn cited<'a>(program: &'a Program, list: &'a [Cite]) -> impl Iterator<Item = Cited<'a>> {
    list.iter().map(|cite| {
        let authority = &program.authorities[cite.authority.index()];
        Cited { authority: &authority.name, place: &cite.place, remark: &cite.remark, unverified: authority.unverified }
    })
}

/// Paragraphs: "37-40" in the case's first document, "press 3" in another, "press" for the whole of it.
pub(crate) fn paras<'a>(case: &'a Case, places: &'a [Place]) -> Vec<Cow<'a, str>> {
    let mut all = Vec::new();
    for place in places {
        let document = case.documents.get(place.document as usize).map_or("", |document| document.name.as_str());
        if place.paras.is_empty() {
            all.push(Cow::Borrowed(document));
        }
        all.extend(place.paras.iter().map(|para| match place.document {
            0 => Cow::Borrowed(para.as_str()),
            _ => Cow::Owned(format!("{document} {para}")),
        }));
    }
    all
}

/// One detention of several: its name, its title, and what an answer says of it.
#[derive(Serialize)]
pub(crate) struct Part<'a, F> {
    id: &'a str,
    title: &'a str,
    #[serde(flatten)]
    fields: F,
}

impl<'a, F> Part<'a, F> {
    /// What is said of this case.
    pub(crate) fn of(case: &'a Case, fields: F) -> Self {
        Part { id: &case.name, title: &case.title, fields }
    }
}
