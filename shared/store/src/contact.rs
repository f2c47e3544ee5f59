//! Contacts and their identities.

use domain::{
    contact::{Contact, Identity},
    id::ContactId,
};

use crate::{
    key,
    table::{Error, RawItem, Table, Update, Value, Write, read, text, value, write},
};

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
    let mut item = write(key::identity(identity), "identity", identity)?;
    item.insert("contact".into(), Value::S(contact.id.to_string()));
    item.insert("gsi2pk".into(), Value::S(key::contact_partition(contact.id)));
    item.insert("gsi2sk".into(), Value::S("ident".into()));
    Ok(vec![Write::Create(RawItem(item)), Write::Create(RawItem(write(key::contact(contact.id), "contact", contact)?))])
}

/// What the platform says a person is called.
pub fn describe(id: ContactId, name: &str, picture: Option<&str>) -> Result<Write, Error> {
    let update = Update::of(key::contact(id)).set("name", value(&name)?).when(crate::table::Guard::Exists);
    Ok(Write::Update(match picture {
        Some(picture) => update.set("picture", value(&picture)?),
        None => update,
    }))
}
