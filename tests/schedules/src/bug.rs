//! Mistakes that are planted to see whether the examiner finds them. Each is a port that lies: the product then does what
//! it would do had its author made that mistake, and no line of the product knows of it.

use store::{
    Write,
    gate::{Call, Fate},
};

/// A planted mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// The door answers 200 although its command is not in the queue.
    AckBeforeEnqueue,
    /// A batch is acknowledged as a whole, whatever failed in it.
    WholeBatchAck,
    /// Facts that analytics could not count are dropped.
    DroppedFacts,
    /// Entries of a batch that the queue did not take are not looked at.
    FailedEntriesIgnored,
    /// Nothing guards any write.
    NoConditions,
    /// Capacity is what a read said a while ago.
    CapacityByRead,
    /// A conversation is written over whatever another writer made of it.
    LostUpdate,
    /// Only the queue's five minutes keep a message from being taken in twice.
    DuplicatesByQueueOnly,
    /// Counters are raised whether their row is there or not.
    CountersWithoutRows,
    /// A key of a request is not remembered.
    KeysIgnored,
    /// An offer goes to whoever was there when they were looked at.
    OffersToTheAbsent,
    /// What a step tells is not kept with what it writes.
    EmitsNotStored,
    /// A write of several items is carried out item by item.
    TornTransactions,
    /// Two workers may both mark an answer as theirs to send.
    LeaseNotHeld,
    /// Nobody is told when an offer runs out.
    OffersNeverDue,
    /// A conversation that waits is in no line.
    NoLine,
    /// A closed conversation keeps its place on the desk.
    PlacesNeverFreed,
    /// What nobody asked for is not counted.
    NoiseUncounted,
    /// The silence of a platform is taken for a refusal.
    SilenceIsRefusal,
    /// The platform's own error is taken for a refusal.
    ServerErrorIsRefusal,
    /// Every try has a retry key of its own.
    FreshRetryKeys,
    /// What the brand sent is taken for what a customer wrote.
    EchoAsCustomer,
    /// An answer goes to another customer.
    WrongReceiver,
    /// The token stands in what is put aside.
    LeakedToken,
    /// The people behind a figure are not counted.
    PeopleUncounted,
}

impl Bug {
    /// All of them.
    pub const ALL: [Bug; 25] = [
        Bug::AckBeforeEnqueue,
        Bug::WholeBatchAck,
        Bug::DroppedFacts,
        Bug::FailedEntriesIgnored,
        Bug::NoConditions,
        Bug::CapacityByRead,
        Bug::LostUpdate,
        Bug::DuplicatesByQueueOnly,
        Bug::CountersWithoutRows,
        Bug::KeysIgnored,
        Bug::OffersToTheAbsent,
        Bug::EmitsNotStored,
        Bug::TornTransactions,
        Bug::LeaseNotHeld,
        Bug::SilenceIsRefusal,
        Bug::OffersNeverDue,
        Bug::NoLine,
        Bug::PlacesNeverFreed,
        Bug::NoiseUncounted,
        Bug::ServerErrorIsRefusal,
        Bug::FreshRetryKeys,
        Bug::EchoAsCustomer,
        Bug::WrongReceiver,
        Bug::LeakedToken,
        Bug::PeopleUncounted,
    ];

    /// The mistake of this name.
    pub fn named(name: &str) -> Option<Bug> {
        Bug::ALL.into_iter().find(|bug| format!("{bug:?}") == name)
    }

    pub(crate) fn fate(self, call: &Call<'_>, fate: Fate) -> Fate {
        match (self, fate) {
            (Bug::FailedEntriesIgnored, Fate::Half) if call.port == "bus" => Fate::HalfUnnoticed,
            (Bug::TornTransactions, Fate::Refused | Fate::Unheard) if call.verb == "write" => Fate::Half,
            _ => fate,
        }
    }

    pub(crate) fn writes(self, writes: Vec<Write>) -> Vec<Write> {
        let at = |write: &Write, pk: &str, sk: &str| {
            let place = write.place();
            place.pk.starts_with(pk) && place.sk.starts_with(sk)
        };
        writes
            .into_iter()
            .filter_map(|write| {
                Some(match self {
                    Bug::NoConditions => write.unguarded(),
                    Bug::CapacityByRead if at(&write, "AGENT#", "PRESENCE") => write.unguarded(),
                    Bug::LostUpdate if at(&write, "CONV#", "@") => write.unguarded(),
                    // What a row is created under, and not the lease of an answer, which is another mistake.
                    Bug::DuplicatesByQueueOnly if matches!(write, Write::Create(_)) && at(&write, "THREAD#", "MSG#") => {
                        write.unguarded()
                    }
                    Bug::CountersWithoutRows if at(&write, "TOPIC#", "") => write.unguarded(),
                    Bug::KeysIgnored if at(&write, "IDEM#", "") => write.unguarded(),
                    Bug::LeaseNotHeld if at(&write, "THREAD#", "MSG#") => write.without_guard("body"),
                    Bug::OffersToTheAbsent => write.without_guard("presence").without_guard("moves"),
                    Bug::EmitsNotStored => write.without("emits"),
                    Bug::OffersNeverDue if at(&write, "CONV#", "DUE#") => return None,
                    Bug::NoLine if at(&write, "CONV#", "@") => write.without("gsi1pk"),
                    Bug::PlacesNeverFreed if write.shrinks() => return None,
                    Bug::NoiseUncounted if at(&write, "NOISE#", "") => return None,
                    Bug::PeopleUncounted if at(&write, "UNIQ#", "") => return None,
                    _ => write,
                })
            })
            .collect()
    }
}
