//! Which connections this process has noted as heard of: the table keeps the first time, and need not be told with every item.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

use domain::id::AccountId;

/// The connections this process has noted.
#[derive(Clone, Default)]
pub struct Heard {
    noted: Arc<Mutex<HashSet<AccountId>>>,
}

impl Heard {
    /// Whether this process has noted it.
    pub fn knows(&self, account: &AccountId) -> bool {
        self.noted.lock().is_ok_and(|noted| noted.contains(account))
    }

    /// It is noted.
    pub fn remember(&self, account: &AccountId) {
        if let Ok(mut noted) = self.noted.lock() {
            noted.insert(account.clone());
        }
    }
}
