//! `microsoft_teams`: the tenant, as a part of an address.

use crate::consumers::Cause;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.validate(|| tenant(fields))
}

fn tenant(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let tenant = fields.text("tenant_id")?;
    if !tenant.starts_with(['/', '?', '#', ';']) {
        return Ok(());
    }
    let text = Sentence::text("Your given address (https://login.microsoftonline.com/").value(tenant).then(
        ") should consist of an https url with hostname and a minimum of one segment in a path: e.g. \
         https://login.microsoftonline.com/{tenant} or https://{tenant_name}.ciamlogin.com/{tenant} or \
         https://{tenant_name}.b2clogin.com/{tenant_name}.onmicrosoft.com/policy",
    );
    let words = "begins with a mark that ends the path of an address; write the tenant alone";
    Err(Failure::new(Cause::InvalidAddress, "tenant_id", "ValueError", text, words).into())
}
