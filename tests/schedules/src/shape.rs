//! What a schedule is made of.

use std::{collections::BTreeSet, fmt};

/// One kind of trouble. The letters in brackets are those of the fault model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Platforms and queues deliver again, at once and much later (F1, F10).
    Duplicate,
    /// Facts and webhooks overtake one another (F2, F3).
    Delay,
    /// A process ends before or after a call (F5, F20).
    Crash,
    /// A call is refused: throttled, unreachable (F8, F12).
    Refuse,
    /// A call is carried out and its answer lost (F8, F12).
    Unheard,
    /// Half of a batch goes out (F6, F8).
    Half,
    /// An index shows what was true some writes ago (F9).
    Stale,
    /// A message comes to a second worker while the first is at it (F7).
    Expiry,
    /// A worker dawdles between what it read and what it writes, for seconds, as a process does that the machine gives no
    /// time; others go on meanwhile (F20).
    Dawdle,
    /// The platform answers 429 or 5xx, or took it and fell silent (F12).
    Platform,
    /// The platform no longer knows the token (F12).
    Revoked,
    /// Processes disagree about the time by up to five minutes (F13).
    Skew,
    /// A message nobody can read lies in a batch (F6).
    Poison,
    /// Rules change while messages are under way (F18).
    Rules,
    /// Words no platform should send, and some do: halves of characters, writing from right to left, nothing at all;
    /// and beside them events nobody knows or can read (F14).
    Odd,
    /// A text that is long, or longer than a row can be (F15).
    Large,
    /// One person writes eight times within a second (F16).
    Spike,
    /// The signing secret is rotated: two are live for some minutes (F17).
    Rotation,
    /// Sockets break, pushes are lost, and everybody connects again at once (F19).
    Sockets,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 19] = [
        Fault::Duplicate,
        Fault::Delay,
        Fault::Crash,
        Fault::Refuse,
        Fault::Unheard,
        Fault::Half,
        Fault::Stale,
        Fault::Expiry,
        Fault::Dawdle,
        Fault::Platform,
        Fault::Revoked,
        Fault::Skew,
        Fault::Poison,
        Fault::Rules,
        Fault::Odd,
        Fault::Large,
        Fault::Spike,
        Fault::Rotation,
        Fault::Sockets,
    ];
}

/// What a schedule dwells on. Much may go wrong in a day, and some mistakes show only where one kind of trouble meets
/// another often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Whatever a day brings.
    Anything,
    /// Answers go to platforms that are slow, silent, or no longer know the token.
    Platforms,
    /// Agents come and go, take and pass on, all in the same moments.
    Restless,
    /// More people write than anybody has room for: who waits writes again, and agents close one to take the next.
    Crowded,
    /// Weak links: answers that do not come back, and people who click again.
    Clicks,
    /// Processes end, calls fail and messages come twice, all the time.
    Crashes,
    /// People say things in public, and those who count them are troubled.
    Counting,
}

/// How large a schedule is and what may go wrong in it. All of it follows from the seed; a smaller shape of the same
/// seed is how a failing schedule is made readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Decides everything else.
    pub seed: u64,
    /// What it dwells on.
    pub theme: Theme,
    /// People who write.
    pub customers: u32,
    /// What each of them writes.
    pub messages: u32,
    /// What the feed says.
    pub published: u32,
    /// People who answer.
    pub agents: u32,
    /// Things each of them does.
    pub acts: u32,
    /// What may go wrong.
    pub faults: BTreeSet<Fault>,
    /// How often anything goes wrong, all kinds together.
    pub most_faults: u32,
    /// How soon it does: a schedule whose faults are all spent early is quiet later.
    pub haste: u16,
    /// Moments around which people write, all of them at once; none means whenever they like.
    pub bursts: u32,
}

impl Shape {
    /// The shape of a seed.
    pub fn of(seed: u64) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed ^ 0x5ca1_ab1e);
        let theme = match rng.u8(..12) {
            0..3 => Theme::Anything,
            3 => Theme::Counting,
            4 | 5 => Theme::Platforms,
            6..9 => Theme::Restless,
            9 => Theme::Crowded,
            10 => Theme::Clicks,
            _ => Theme::Crashes,
        };
        let mut some = |faults: &[Fault], of_256: u8| faults.iter().copied().filter(|_| rng.u8(..) < of_256).collect();
        let faults: BTreeSet<Fault> = match theme {
            Theme::Anything => some(&Fault::ALL, 110),
            Theme::Platforms => &some(&[Fault::Revoked, Fault::Unheard, Fault::Expiry], 110) | &BTreeSet::from([Fault::Platform]),
            Theme::Restless | Theme::Crowded => {
                &some(&[Fault::Expiry, Fault::Stale, Fault::Skew, Fault::Delay, Fault::Sockets], 80)
                    | &BTreeSet::from([Fault::Dawdle])
            }
            Theme::Clicks => some(&[Fault::Unheard, Fault::Refuse, Fault::Crash], 200),
            Theme::Crashes => {
                some(&[Fault::Crash, Fault::Refuse, Fault::Unheard, Fault::Half, Fault::Expiry, Fault::Duplicate], 170)
            }
            Theme::Counting => {
                &some(&[Fault::Duplicate, Fault::Delay, Fault::Crash, Fault::Unheard], 80) | &BTreeSet::from([Fault::Refuse])
            }
        };
        let often = theme != Theme::Anything;
        let at_once = matches!(theme, Theme::Restless | Theme::Crowded);
        Self {
            seed,
            theme,
            customers: if theme == Theme::Crowded { 3 } else { rng.u32(1..=3) },
            messages: rng.u32(1..=2) * if at_once { 2 } else { 1 },
            published: rng.u32(0..=2),
            agents: match theme {
                Theme::Restless => rng.u32(2..=3),
                Theme::Crowded => rng.u32(1..=2),
                _ => rng.u32(1..=3),
            },
            acts: match theme {
                Theme::Anything => rng.u32(5..=12),
                Theme::Counting => 5,
                // Who comes and goes does little else.
                Theme::Restless => rng.u32(10..=16),
                Theme::Platforms => rng.u32(8..=16),
                Theme::Crowded | Theme::Clicks | Theme::Crashes => rng.u32(6..=12),
            },
            faults,
            most_faults: if often { 40 } else { rng.u32(0..=20) },
            haste: [1, 3, 10][rng.usize(..3)],
            bursts: if at_once { 0 } else { rng.u32(0..=3) },
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, theme, customers, messages, published, agents, acts, faults, most_faults, haste, bursts } = self;
        write!(
            f,
            "seed {seed} ({theme:?}): {customers} customers x {messages} messages in {bursts} bursts, {published} in the feed, "
        )?;
        write!(f, "{agents} agents x {acts} acts, at most {most_faults} faults (haste {haste}) of {faults:?}")
    }
}
