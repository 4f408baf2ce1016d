//! confluence: the certificate, then the login that its data source wants.

use crate::consumers::Cause;
use crate::consumers::sentence::Sentence;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::steps::{Failure, Steps, Stop};
use crate::consumers::sources::{certificate, login};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.construct(|| certificate::if_enabled(fields))?;
    steps.validate(|| log_in(fields))
}

fn log_in(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let source = fields.text("data_source")?;
    match &*source {
        "confluence_cloud" => login::check(fields, "account_email", "api_token"),
        "confluence_server" => login::check(fields, "username", "password"),
        "confluence_data_center" => data_center(fields),
        _ => Err(unknown(
            "data_source",
            "Unknown data source type '",
            &source,
            "is none of confluence_cloud, confluence_server and confluence_data_center",
        )),
    }
}

fn data_center(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    let method = fields.text("data_center_auth_method")?;
    match &*method {
        "personal_access_token" => Ok(()),
        "basic" => login::check(fields, "data_center_username", "data_center_password"),
        _ => Err(unknown(
            "data_center_auth_method",
            "Unknown data center authentication method '",
            &method,
            "is neither personal_access_token nor basic",
        )),
    }
}

fn unknown(field: &'static str, start: &'static str, value: &str, words: &'static str) -> Stop {
    let text = Sentence::text(start).value(value).then("' for Confluence connector");
    Failure::new(Cause::UnknownChoice, field, "InvalidConfluenceDataSourceTypeError", text, words).into()
}
