//! A case in JSON, masked. In: its text. Out: the same with pseudonyms in its strings; layout stays.

use super::Masker;

impl Masker {
    /// A case in JSON, masked: every string in it.
    #[must_use]
    pub fn json(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        // The last string and where it ends in `out`, if it was masked.
        let mut last: Option<(usize, String)> = None;
        while let Some(open) = rest.find('"') {
            out.push_str(&rest[..open]);
            let inside = &rest[open + 1..];
            let close = closing_quote(inside);
            let (string, after) = inside.split_at(close);
            let masked = self.string(string);
            rest = after.strip_prefix('"').unwrap_or(after);
            // Forms of one name that are masked alike stand once in their list.
            let between = last.as_ref().filter(|(_, same)| *same == masked).map(|(end, _)| out[*end..].trim() == ",");
            if between == Some(true) && !rest.trim_start().starts_with(':') {
                out.truncate(last.as_ref().map_or(out.len(), |(end, _)| *end));
                continue;
            }
            out.push('"');
            out.push_str(&masked);
            out.push('"');
            last = (masked != string).then_some((out.len(), masked));
        }
        out.push_str(rest);
        out
    }

    /// The inside of one string.
    fn string(&self, string: &str) -> String {
        // What is written as `\u0041` is read as it is meant.
        let meant = serde_json::from_str(&format!("\"{string}\"")).unwrap_or_else(|_| string.to_owned());
        if let Some(word) = self.own.get(&meant) {
            return word.clone();
        }
        match self.includes.iter().find(|(_, name)| **name == meant) {
            Some((stands, _)) => stands.clone(),
            None => self.masked(string, true),
        }
    }
}

/// Where a JSON string ends whose inside begins here.
fn closing_quote(inside: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            '"' if !escaped => return at,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inside.len()
}
