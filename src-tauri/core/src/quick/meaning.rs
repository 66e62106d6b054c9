//! What a word or phrase can mean.

/// A unit of time in "3 days ago" and "in 2 weeks".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A calendar day.
    Day,
    /// Seven days.
    Week,
    /// Two weeks.
    Fortnight,
    /// A calendar month; the day is held to the month's last.
    Month,
    /// Twelve months.
    Year,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// From 5:00, taken as 9:00.
    Morning,
    /// 12:00.
    Noon,
    /// From 12:00, taken as 15:00.
    Afternoon,
    /// From 17:00, taken as 19:00.
    Evening,
    /// From 20:00, taken as 21:00.
    Night,
}

/// Which of several Fridays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// "last".
    Last,
    /// "this".
    This,
    /// "next".
    Next,
}

/// What a word or phrase can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A gesture, by its place in the lexicon; `kept` when the word stays in the note.
    Gesture {
        /// Place in the lexicon.
        index: usize,
        /// True when the word says more than the gesture.
        kept: bool,
    },
    /// May close a text as its gesture ("… release notes, thx").
    Closing,
    /// Passed over before a gesture.
    Filler,
    /// I, the one who writes.
    I,
    /// They did it for me.
    Theirs,
    /// Both of us.
    Mutual,
    /// "me" after a gesture.
    Me,
    /// "my" after a gesture.
    My,
    /// Before a name: theirs.
    From,
    /// Before a name, even an unknown one.
    To,
    /// Before a name, when it is a known one.
    For,
    /// Between names and gestures.
    And,
    /// Begins a note.
    About,
    /// An ordinary word that is also a name.
    Common,
    /// A channel, by its place in the lexicon.
    Channel(usize),
    /// A channel where it stands alone in the leading stretch.
    ChannelAlone(usize),
    /// What one means to do: after a loose `>` it makes a follow-up.
    Deed,
    /// Before a time: the time belongs to the note ("ready for friday").
    Binds,
    /// A day, in days from today.
    Day(i64),
    /// "just now".
    JustNow,
    /// The night of a day, in days from today ("last night", "tonight").
    NightOf(i64),
    /// The weekend.
    Weekend,
    /// last, this, next.
    Which(Which),
    /// "ago".
    Ago,
    /// "in" before a span of time.
    In,
    /// Before a clock time.
    At,
    /// Before a date.
    On,
    /// "14th of November".
    Of,
    /// "half an hour".
    Half,
    /// "about an hour ago".
    Roughly,
    /// A part of the day.
    Part(Part),
    /// Before noon, after a clock time.
    BeforeNoon,
    /// After noon, after a clock time.
    AfterNoon,
    /// A unit of time.
    Unit(Unit),
    /// A number word.
    Number(u32),
    /// A month, 1 to 12.
    Month(u32),
    /// A weekday, days since Monday; `unclear` when the word has another everyday meaning ("sat", "sun").
    Weekday {
        /// Days since Monday.
        day: u32,
        /// True when it needs something beside it.
        unclear: bool,
    },
}
