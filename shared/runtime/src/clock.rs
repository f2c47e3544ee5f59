//! Now.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::time::{Millis, Timestamp};

/// Where the time comes from.
#[derive(Clone, Default)]
pub struct Clock {
    #[cfg(feature = "memory")]
    hand: Option<std::sync::Arc<std::sync::atomic::AtomicI64>>,
}

impl Clock {
    /// The time of the machine.
    pub fn real() -> Self {
        Self::default()
    }

    /// A clock that stands until it is moved.
    #[cfg(feature = "memory")]
    pub fn by_hand(at: Timestamp) -> Self {
        Self { hand: Some(std::sync::Arc::new(at.millis().into())) }
    }

    /// Moves a clock made by hand.
    #[cfg(feature = "memory")]
    pub fn set(&self, at: Timestamp) {
        if let Some(hand) = &self.hand {
            hand.store(at.millis(), std::sync::atomic::Ordering::SeqCst);
        }
    }

    /// Waits. A clock made by hand waits by moving on.
    pub async fn sleep(&self, millis: Millis) {
        #[cfg(feature = "memory")]
        if self.hand.is_some() {
            self.set(self.now().plus(millis));
            return;
        }
        tokio::time::sleep(Duration::from_millis(millis.unsigned_abs())).await;
    }

    /// The moment it is.
    pub fn now(&self) -> Timestamp {
        #[cfg(feature = "memory")]
        if let Some(hand) = &self.hand {
            return Timestamp::from_millis(hand.load(std::sync::atomic::Ordering::SeqCst));
        }
        // A machine whose clock stands before 1970 is told so by every timestamp it writes.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(since.as_millis() as i64)
    }
}
