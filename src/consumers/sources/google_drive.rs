//! `google_drive`: the service account, and the addresses that delegation needs.

use crate::consumers::Cause;
use crate::consumers::python::regex::Verdict;
use crate::consumers::sources::account;
use crate::consumers::sources::fields::Fields;
use crate::consumers::sources::gmail;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

const DELEGATION: &str = "use_domain_wide_delegation_for_sync";
const ADMIN: &str = "google_workspace_admin_email_for_data_sync";
const SHARED_DRIVES: &str = "google_workspace_email_for_shared_drives_sync";

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps.set_logger(|| set_logger(fields))?;
    steps.validate(|| account::with_known_keys(fields, "Google Drive").map(drop))?;
    steps.validate(|| shared_drives(fields))
}

fn set_logger(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if !fields.is_truthy(DELEGATION)? {
        return Ok(());
    }
    account::credentials(&account::with_known_keys(fields, "Google Admin Directory")?)?;
    if fields.is_null(ADMIN) {
        let text = "'NoneType' object has no attribute 'split'";
        let words = "is null, though delegation is on";
        return Err(Failure::new(Cause::InvalidAddress, ADMIN, "AttributeError", text, words).into());
    }
    Ok(())
}

fn shared_drives(fields: &Fields<'_, '_>) -> Result<(), Stop> {
    if !fields.is_truthy(DELEGATION)? {
        return Ok(());
    }
    let fail = |text: &'static str, words: &'static str| {
        let kind = "ConfigurableFieldValueError";
        Err(Failure::new(Cause::InvalidAddress, SHARED_DRIVES, kind, text, words).into())
    };
    if fields.is_null(SHARED_DRIVES) {
        return fail(
            "Google Workspace admin email for shared drives sync cannot be empty when 'Use domain-wide delegation for data \
             sync' is enabled.",
            "is null, though delegation is on",
        );
    }
    match gmail::is_address(&fields.text(SHARED_DRIVES)?) {
        Verdict::Match => Ok(()),
        Verdict::Undecided => Err(Stop::Undecided),
        Verdict::NoMatch => fail(
            "Google Workspace email for shared drives sync is malformed or contains whitespace characters.",
            "is no e-mail address, though delegation is on",
        ),
    }
}
