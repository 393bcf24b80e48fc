//! The chain of four values, and the same chain carried for many worlds at once. In: nothing. Out: [`Value`], the
//! [`Worlds`] operations on it, and the plane types for one, 64, 256 and 1,024 worlds. Meaning: `docs/LANGUAGE.md` §4.

/// How far something is made out. The order is the order of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Shown to be otherwise.
    No,
    /// Nothing is shown, either way.
    NotShown,
    /// Said and specifically disputed, or argued and not decided.
    Contested,
    /// Made out.
    Yes,
}

impl Value {
    /// All four, weakest first.
    pub const ALL: [Value; 4] = [Value::No, Value::NotShown, Value::Contested, Value::Yes];

    /// Swaps yes and no, leaves the two between.
    #[must_use]
    pub const fn negated(self) -> Value {
        match self {
            Value::No => Value::Yes,
            Value::NotShown => Value::NotShown,
            Value::Contested => Value::Contested,
            Value::Yes => Value::No,
        }
    }

    /// What an exception of this value leaves standing: yes defeats, contested lowers to contested, the rest leave all.
    #[must_use]
    pub const fn left_open(self) -> Value {
        match self {
            Value::Yes => Value::No,
            Value::Contested => Value::Contested,
            Value::NotShown | Value::No => Value::Yes,
        }
    }

    /// `is shown`: yes if it is yes or no, else no.
    #[must_use]
    pub const fn shown(self) -> Value {
        match self {
            Value::Yes | Value::No => Value::Yes,
            Value::NotShown | Value::Contested => Value::No,
        }
    }

    /// The word of the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Value::No => "no",
            Value::NotShown => "not_shown",
            Value::Contested => "contested",
            Value::Yes => "yes",
        }
    }

    fn at_least(self, other: Value) -> bool {
        self >= other
    }
}

/// The same value in each of some number of worlds. `and` is the weakest and `or` the strongest, world by world.
pub trait Worlds: Clone {
    /// This value in every world.
    fn constant(value: Value) -> Self;
    /// The weaker.
    #[must_use]
    fn and(&self, other: &Self) -> Self;
    /// The stronger.
    #[must_use]
    fn or(&self, other: &Self) -> Self;
    /// [`Value::negated`].
    #[must_use]
    fn not(&self) -> Self;
    /// [`Value::left_open`].
    #[must_use]
    fn left_open(&self) -> Self;
    /// [`Value::shown`].
    #[must_use]
    fn shown(&self) -> Self;
    /// The value in one of the worlds, counted from 0.
    fn get(&self, world: usize) -> Value;
    /// Sets the value in one of the worlds.
    fn set(&mut self, world: usize, value: Value);
}

/// One world: a thermometer of three bits (at least not shown, at least contested, yes) in one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct One(u8);

impl One {
    const fn code(value: Value) -> u8 {
        match value {
            Value::No => 0b000,
            Value::NotShown => 0b001,
            Value::Contested => 0b011,
            Value::Yes => 0b111,
        }
    }

    /// The value itself.
    #[must_use]
    pub fn value(self) -> Value {
        match self.0 {
            0 => Value::No,
            1 => Value::NotShown,
            3 => Value::Contested,
            _ => Value::Yes,
        }
    }
}

// Each unary operation of one world is a table of eight four-bit entries, looked up by the three bits.
const fn table(no: Value, not_shown: Value, contested: Value, yes: Value) -> u32 {
    One::code(no) as u32
        | (One::code(not_shown) as u32) << 4
        | (One::code(contested) as u32) << 12
        | (One::code(yes) as u32) << 28
}
const NOT: u32 = table(Value::Yes, Value::NotShown, Value::Contested, Value::No);
const LEFT_OPEN: u32 = table(Value::Yes, Value::Yes, Value::Contested, Value::No);
const SHOWN: u32 = table(Value::Yes, Value::No, Value::No, Value::Yes);

impl Worlds for One {
    fn constant(value: Value) -> Self {
        One(One::code(value))
    }
    #[inline]
    fn and(&self, other: &Self) -> Self {
        One(self.0 & other.0)
    }
    #[inline]
    fn or(&self, other: &Self) -> Self {
        One(self.0 | other.0)
    }
    #[inline]
    fn not(&self) -> Self {
        One(((NOT >> (self.0 * 4)) & 7) as u8)
    }
    #[inline]
    fn left_open(&self) -> Self {
        One(((LEFT_OPEN >> (self.0 * 4)) & 7) as u8)
    }
    #[inline]
    fn shown(&self) -> Self {
        One(((SHOWN >> (self.0 * 4)) & 7) as u8)
    }
    fn get(&self, _world: usize) -> Value {
        self.value()
    }
    fn set(&mut self, _world: usize, value: Value) {
        self.0 = One::code(value);
    }
}

/// `64 × N` worlds: three planes of bits, "at least not shown", "at least contested", "yes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planes<const N: usize> {
    some: [u64; N],
    much: [u64; N],
    full: [u64; N],
}

impl<const N: usize> Planes<N> {
    /// How many worlds these planes carry.
    pub const WORLDS: usize = 64 * N;

    /// The worlds in which the value is yes, as bits.
    #[must_use]
    pub fn yes(&self) -> &[u64; N] {
        &self.full
    }

    #[inline]
    fn each(left: &[u64; N], right: &[u64; N], act: impl Fn(u64, u64) -> u64) -> [u64; N] {
        std::array::from_fn(|word| act(left[word], right[word]))
    }
}

impl<const N: usize> Worlds for Planes<N> {
    fn constant(value: Value) -> Self {
        let fill = |on: bool| [if on { u64::MAX } else { 0 }; N];
        Planes {
            some: fill(value.at_least(Value::NotShown)),
            much: fill(value.at_least(Value::Contested)),
            full: fill(value.at_least(Value::Yes)),
        }
    }
    #[inline]
    fn and(&self, other: &Self) -> Self {
        Planes {
            some: Self::each(&self.some, &other.some, |a, b| a & b),
            much: Self::each(&self.much, &other.much, |a, b| a & b),
            full: Self::each(&self.full, &other.full, |a, b| a & b),
        }
    }
    #[inline]
    fn or(&self, other: &Self) -> Self {
        Planes {
            some: Self::each(&self.some, &other.some, |a, b| a | b),
            much: Self::each(&self.much, &other.much, |a, b| a | b),
            full: Self::each(&self.full, &other.full, |a, b| a | b),
        }
    }
    #[inline]
    fn not(&self) -> Self {
        let full = Self::each(&self.some, &self.some, |a, _| !a);
        Planes {
            some: Self::each(&self.full, &self.full, |a, _| !a),
            much: Self::each(&full, &Self::each(&self.much, &self.full, |a, b| a & !b), |a, b| a | b),
            full,
        }
    }
    #[inline]
    fn left_open(&self) -> Self {
        let below_yes = Self::each(&self.full, &self.full, |a, _| !a);
        Planes { some: below_yes, much: below_yes, full: Self::each(&self.much, &self.much, |a, _| !a) }
    }
    #[inline]
    fn shown(&self) -> Self {
        let settled = Self::each(&self.some, &self.full, |a, b| !a | b);
        Planes { some: settled, much: settled, full: settled }
    }
    fn get(&self, world: usize) -> Value {
        let bit = |plane: &[u64; N]| plane[world / 64] >> (world % 64) & 1 == 1;
        match (bit(&self.some), bit(&self.much), bit(&self.full)) {
            (_, _, true) => Value::Yes,
            (_, true, false) => Value::Contested,
            (true, false, false) => Value::NotShown,
            (false, false, false) => Value::No,
        }
    }
    fn set(&mut self, world: usize, value: Value) {
        let put = |plane: &mut [u64; N], on: bool| {
            let mask = 1 << (world % 64);
            if on { plane[world / 64] |= mask } else { plane[world / 64] &= !mask }
        };
        put(&mut self.some, value.at_least(Value::NotShown));
        put(&mut self.much, value.at_least(Value::Contested));
        put(&mut self.full, value.at_least(Value::Yes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<W: Worlds>(world: usize) {
        for left in Value::ALL {
            let lifted = |value: Value| {
                let mut worlds = W::constant(Value::NotShown);
                worlds.set(world, value);
                worlds
            };
            let (a, at) = (lifted(left), |worlds: &W| worlds.get(world));
            assert_eq!(at(&a.not()), left.negated());
            assert_eq!(at(&a.left_open()), left.left_open());
            assert_eq!(at(&a.shown()), left.shown());
            for right in Value::ALL {
                let b = lifted(right);
                assert_eq!(at(&a.and(&b)), left.min(right));
                assert_eq!(at(&a.or(&b)), left.max(right));
            }
        }
    }

    #[test]
    fn every_plane_type_computes_the_same_chain() {
        check::<One>(0);
        check::<Planes<1>>(63);
        check::<Planes<4>>(200);
        check::<Planes<16>>(1023);
    }
}
