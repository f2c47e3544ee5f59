//! Files of customers (CH-14, ING-17): room for one in the company's bucket, and what is looked at before it is taken.
//!
//! The browser puts the file itself, at an address that is signed for one type and one size and ends soon. What was told of it stands
//! beside the session, so nobody names another's; what is taken is a copy that nobody can write over. An agent sees it only after
//! `media` has looked into it as well.

use channels::{
    kind, upload,
    web::{Brought, MOST_FILES, Wrong},
};
use domain::{
    account::Account,
    id::UploadId,
    media,
    platform::Platform,
    time::{MINUTE, Millis, Timestamp},
};
use runtime::{Class, Deps};
use serde::{Deserialize, Serialize};
use store::messenger::{self, Offer};

use crate::{
    door::{Answer, Failure, Knock},
    session,
};

/// So long an upload may take to begin.
const LASTS: Millis = 10 * MINUTE;

/// A file that a customer wants to send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    #[serde(default)]
    name: String,
    #[serde(rename = "type")]
    content_type: String,
    size: u64,
}

/// Room for it.
#[derive(Serialize)]
struct Room {
    upload: UploadId,
    url: String,
    until: Timestamp,
}

/// Room for a file.
pub(crate) async fn begin(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    let Told { name, content_type, size } = knock.json()?;
    session::of(knock.token(), account, deps).await?;
    upload::offered(Platform::Web, &content_type, size)?;
    let now = deps.clock.now();
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| runtime::Error::Retry(format!("the system gives no random bytes: {error}")))?;
    let upload = UploadId::at(now, &[&bytes]);
    let url = deps.files.room(&media::arriving(upload), &content_type, size, now, LASTS)?;
    let name = media::name(Some(&name), Some(&content_type), 0);
    messenger::offers(&deps.table, knock.token().unwrap_or_default(), upload, &Offer { name, content_type, size }, now).await?;
    deps.meter.book(Class::Other, 1, &deps.table);
    Ok(Answer::told(201, &Room { upload, url, until: now.plus(LASTS) }))
}

/// The files that a message names, if they were uploaded in this very session.
pub(crate) async fn named(uploads: &[UploadId], token: &str, deps: &Deps) -> Result<Vec<Brought>, Failure> {
    if uploads.len() > MOST_FILES {
        return Err(Wrong::TooManyFiles { counted: uploads.len() }.into());
    }
    let mut files = Vec::with_capacity(uploads.len());
    for &upload in uploads {
        let Offer { name, content_type, size } = messenger::offered(&deps.table, token, upload).await?.ok_or(Failure::Gone)?;
        files.push(Brought { upload, kind: upload::offered(Platform::Web, &content_type, size)?, name });
    }
    Ok(files)
}

/// Takes a file: looked at by its bytes, and copied to where nobody writes. Done twice, it is the same.
pub(crate) async fn take(upload: UploadId, deps: &Deps) -> Result<(), Failure> {
    let (files, now) = (&deps.files, deps.clock.now());
    let (arriving, brought) = (media::arriving(upload), media::brought(upload));
    let Some(looked) = files.look(&arriving, now).await? else {
        // A repetition may come when what waited is cleared away.
        return if files.look(&brought, now).await?.is_some() { Ok(()) } else { Err(Failure::Gone) };
    };
    upload::offered(Platform::Web, &looked.content_type, looked.size)?;
    let beginning = files.beginning(&arriving, kind::ENOUGH, now).await?.ok_or(Failure::Gone)?;
    upload::found(&looked.content_type, &beginning)?;
    // What has been written over since is not what was looked at.
    if files.copy(&arriving, &brought, &looked.version, now).await? { Ok(()) } else { Err(Failure::Gone) }
}
