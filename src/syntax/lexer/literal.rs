//! Numbers, dates and times: how far they reach, and whether there is such a number, day or hour.

use super::Lexer;
use crate::diagnostic::Code;
use crate::syntax::token::TokenKind;

/// Decimals kept of a number.
const DECIMALS: u32 = 6;

/// A decimal number in millionths; nothing if it is too large or has more than six decimals.
pub(in crate::syntax) fn millionths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let missing = DECIMALS.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let fraction = if fraction.is_empty() { 0 } else { fraction.parse::<i64>().ok()? };
    let whole = whole.parse::<i64>().ok()?.checked_mul(10_i64.pow(DECIMALS))?;
    whole.checked_add(fraction * 10_i64.pow(missing))
}

impl Lexer<'_> {
    /// A number, a date or a time, told apart by their shape alone.
    pub(super) fn number(&mut self) {
        let start = self.at;
        let digits = self.digits(start);
        let end = start + digits;
        if digits == 4
            && self.byte(end) == b'-'
            && !matches!(self.byte(start.wrapping_sub(1)), b'/' | b'-')
            && let Some(end) = self.date_end(end)
        {
            return self.date(end);
        }
        if digits == 2 && self.byte(end) == b':' && self.digits(end + 1) == 2 {
            return self.time(end + 3);
        }
        let decimals = if self.byte(end) == b'.' { self.digits(end + 1) } else { 0 };
        let end = if decimals > 0 { end + 1 + decimals } else { end };
        if end - start > DECIMALS as usize && millionths(&self.text[start..end]).is_none() {
            let message = format!("`{}` is too large or too fine a number", &self.text[start..end.min(start + 40)]);
            if let Some(diagnostic) = self.report(Code::InvalidNumber, start..end, message) {
                diagnostic.help = "numbers go up to nine million million, with six decimals".to_owned();
            }
        }
        self.push(TokenKind::Number, end);
    }

    fn digits(&self, from: usize) -> usize {
        self.bytes.get(from..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// Where a date ends whose year ends at `year`: `-MM`, `-MM-DD`, or the same with a digit missing.
    fn date_end(&self, year: usize) -> Option<usize> {
        let month = self.digits(year + 1);
        let end = year + 1 + month;
        let day = if self.byte(end) == b'-' { self.digits(end + 1) } else { 0 };
        match (month, day) {
            (1 | 2, 1 | 2) => Some(end + 1 + day),
            (2, 0) => Some(end),
            _ => None,
        }
    }

    fn date(&mut self, end: usize) {
        let text = &self.text[self.at..end];
        let mut parts = text.split('-').map(|part| part.parse::<i16>().unwrap_or(i16::MAX));
        let (year, month, day) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next());
        let small = |part: i16| i8::try_from(part).unwrap_or(i8::MAX);
        let real = jiff::civil::Date::new(year, small(month), small(day.unwrap_or(1))).is_ok();
        let short = !matches!(text.len(), 7 | 10);
        if !real || short {
            let what = if text.len() == 7 { "month" } else { "day" };
            let message =
                if real { format!("`{text}` is not written as a date") } else { format!("there is no {what} {text}") };
            let help = match (real, day) {
                (true, Some(day)) => format!("write `{year:04}-{month:02}-{day:02}`"),
                _ => "a date is written year, month, day: `2020-04-17`".to_owned(),
            };
            if let Some(diagnostic) = self.report(Code::InvalidDate, self.at..end, message) {
                diagnostic.help = help;
            }
        }
        self.push(TokenKind::Date, end);
    }

    fn time(&mut self, end: usize) {
        let text = &self.text[self.at..end];
        let part = |range: std::ops::Range<usize>| text[range].parse::<i8>().unwrap_or(i8::MAX);
        if jiff::civil::Time::new(part(0..2), part(3..5), 0, 0).is_err() {
            let message = format!("there is no time {text}");
            if let Some(diagnostic) = self.report(Code::InvalidDate, self.at..end, message) {
                diagnostic.help = "times run from `00:00` to `23:59`".to_owned();
            }
        }
        self.push(TokenKind::Time, end);
    }
}
