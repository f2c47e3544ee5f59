//! Contacts, their identities, and what is kept about them.

use domain::{
    contact::{Contact, Identity, Profile},
    id::ContactId,
    time::Timestamp,
};

use crate::{
    key,
    settings::Saved,
    table::{Error, Index, Query, Range, RawItem, Table, Update, Value, Write, key_of, read, text, value, write},
};

/// How the identities of a person stand in the index, beside their conversations.
const IDENTITY: &str = "ident";
/// More identities of one person than this are not read.
const MOST_IDENTITIES: usize = 100;

/// Whose identity it is, if it is known.
pub async fn of(table: &Table, identity: &Identity) -> Result<Option<ContactId>, Error> {
    let item = table.get(&key::identity(identity)).await?;
    Ok(item.and_then(|item| text(&item, "contact").parse().ok()))
}

/// A contact.
pub async fn get(table: &Table, id: ContactId) -> Result<Option<Contact>, Error> {
    table.get(&key::contact(id)).await?.map(read).transpose()
}

/// A new person with one identity; refused if the identity is known by now.
pub fn create(identity: &Identity, contact: &Contact) -> Result<Vec<Write>, Error> {
    Ok(vec![
        Write::Create(RawItem(of_person(identity, contact.id)?)),
        Write::Create(RawItem(write(key::contact(contact.id), "contact", contact)?)),
    ])
}

/// One more identity of a person; refused if it is known by now.
pub fn also(identity: &Identity, contact: ContactId) -> Result<Write, Error> {
    Ok(Write::Create(RawItem(of_person(identity, contact)?)))
}

/// An identity is another person's from now on; refused if it is not the one's any more that it is taken for.
pub fn moved(identity: &Identity, from: ContactId, to: ContactId) -> Result<Write, Error> {
    let update = Update::of(key::identity(identity))
        .set("contact", value(&to)?)
        .set("gsi2pk", value(&key::contact_partition(to))?)
        .set("was", value(&from)?);
    Ok(Write::Update(update.when(crate::table::Guard::Is("contact".into(), value(&from)?))))
}

fn of_person(identity: &Identity, contact: ContactId) -> Result<crate::table::Item, Error> {
    let mut item = write(key::identity(identity), "identity", identity)?;
    item.insert("contact".into(), Value::S(contact.to_string()));
    item.insert("gsi2pk".into(), Value::S(key::contact_partition(contact)));
    item.insert("gsi2sk".into(), Value::S(IDENTITY.into()));
    Ok(item)
}

/// What the platform says a person is called.
pub fn describe(id: ContactId, name: &str, picture: Option<&str>) -> Result<Write, Error> {
    let update = Update::of(key::contact(id)).set("name", value(&name)?).when(crate::table::Guard::Exists);
    Ok(Write::Update(match picture {
        Some(picture) => update.set("picture", value(&picture)?),
        None => update,
    }))
}

/// By what the platforms know a person.
pub async fn identities(table: &Table, id: ContactId) -> Result<Vec<Identity>, Error> {
    let query = Query::of(Index::Gsi2, key::contact_partition(id)).range(Range::Prefix(IDENTITY.into()));
    let found = table.query_all(query, MOST_IDENTITIES).await?;
    let keys: Vec<_> = found.iter().map(key_of).collect();
    table.get_many(&keys).await?.into_iter().map(read).collect()
}

/// What is kept about a person, if anything is.
pub async fn profile(table: &Table, id: ContactId) -> Result<Option<Saved<Profile>>, Error> {
    table.get(&key::profile(id)).await?.map(read).transpose()
}

/// Keeps `profile` in the place of the version `stored`, 0 for none, and answers the new version.
///
/// # Errors
/// `Refused` if somebody saved it at the same moment.
pub async fn save_profile(table: &Table, profile: &Profile, stored: u64, at: Timestamp) -> Result<u64, Error> {
    let saved = Saved { version: stored + 1, saved_at: at, data: profile };
    let item = RawItem(write(key::profile(profile.contact), "profile", &saved)?);
    let change = if stored == 0 { Write::Create(item) } else { Write::Replace(item, stored) };
    table.write(vec![change]).await?;
    Ok(stored + 1)
}
