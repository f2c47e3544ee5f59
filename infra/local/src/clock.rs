//! Time as the local cloud sees it: the wall clock plus an offset that tests move forward by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;

/// The shared clock: milliseconds since the Unix epoch, never behind the wall clock.
///
/// Visibility timeouts, delays, schedules, de-duplication windows and token lifetimes all read it, so that moving it
/// lets minutes pass in an instant. Function processes keep their own (real) clock.
#[derive(Clone, Default)]
pub struct Clock {
    inner: Arc<Inner>,
}

/// The clock can be moved a hundred years at most, so that sums of times stay in range.
const FURTHEST: u64 = 100 * 366 * 86_400_000;

#[derive(Default)]
struct Inner {
    ahead_ms: AtomicU64,
    moved: Notify,
}

impl Clock {
    /// Now, in milliseconds since the Unix epoch.
    pub fn now(&self) -> u64 {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        u64::try_from(real).unwrap_or(u64::MAX).saturating_add(self.inner.ahead_ms.load(Ordering::SeqCst))
    }

    /// Moves the clock forward; everything that has become due wakes up at once.
    pub fn advance(&self, by: Duration) {
        let ms = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        let further = |ahead: u64| Some(ahead.saturating_add(ms).min(FURTHEST));
        let _ = self.inner.ahead_ms.fetch_update(Ordering::SeqCst, Ordering::SeqCst, further);
        self.inner.moved.notify_waiters();
    }

    /// Waits until the clock shows `at` (milliseconds since the Unix epoch), moved by hand or not.
    pub async fn sleep_until(&self, at: u64) {
        loop {
            let moved = self.inner.moved.notified();
            tokio::pin!(moved);
            moved.as_mut().enable();
            let now = self.now();
            if now >= at {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(at - now)) => {}
                () = moved => {}
            }
        }
    }
}

impl dynoxide::storage_backend::Clock for Clock {
    fn now_unix_secs(&self) -> u64 {
        self.now() / 1000
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit in 52 bits")]
    fn now_unix_secs_f64(&self) -> f64 {
        self.now() as f64 / 1000.0
    }
}

/// A time of the clock as RFC 3339 with whole seconds, the precision EventBridge uses.
pub fn rfc3339(ms: u64) -> String {
    timestamp(ms).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A time of the clock as a calendar time.
pub fn timestamp(ms: u64) -> jiff::Timestamp {
    i64::try_from(ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).unwrap_or(jiff::Timestamp::MAX)
}
