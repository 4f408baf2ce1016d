//! servicenow: the login and the address.

use crate::consumers::Cause;
use crate::consumers::sources::fields::{Fields, is_everything};
use crate::consumers::sources::login;
use crate::consumers::sources::steps::{Failure, Steps, Stop};

pub(super) fn judge(fields: &Fields<'_, '_>, steps: &mut Steps) -> Result<(), Failure> {
    steps
        .validate(|| if looks_up(fields)? { login::check(fields, "username", "password") } else { Ok(()) })?;
    steps.validate(|| if looks_up(fields)? { address(&fields.text("url")?) } else { Ok(()) })
}

/// Whether the source asks for services by name.
fn looks_up(fields: &Fields<'_, '_>) -> Result<bool, Stop> {
    Ok(!is_everything(&fields.items("services")?))
}

fn address(url: &str) -> Result<(), Stop> {
    let fail = |text: &'static str, words: &'static str| {
        Err(Failure::new(Cause::InvalidAddress, "url", "ValueError", text, words).into())
    };
    let Some((scheme, rest)) = url.split_once("//") else {
        return fail(
            "URL should be absolute",
            "is no whole address: it begins with https:// and the name of a host",
        );
    };
    let is_scheme = scheme.strip_suffix(':').is_some_and(|name| {
        name.starts_with(|one: char| one.is_ascii_alphabetic())
            && name.bytes().all(|one| one.is_ascii_alphanumeric())
    });
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let is_plain = |text: &str| text.bytes().all(|one| one.is_ascii_alphanumeric() || b".-_".contains(&one));
    let is_host = !host.is_empty() && is_plain(host);
    let is_port = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|one| one.is_ascii_digit()));
    let is_path =
        path.split('/').all(|step| is_plain(step) && step != "." && step != "..") && !path.contains("//");
    if !(is_scheme && is_host && is_port && is_path) {
        return Err(Stop::Undecided);
    }
    let is_beyond = port.is_some_and(|port| {
        let digits = port.trim_start_matches('0');
        digits.len() > 5 || digits.parse::<u32>().is_ok_and(|port| port > 65535)
    });
    if is_beyond {
        return fail("Port out of range 0-65535", "has a port beyond 65535");
    }
    if !path.is_empty() && !path.ends_with('/') {
        return fail("base_url must have a trailing '/'", "has a path without a slash at its end");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain_or_left_open() {
        for url in ["https://a.service-now.com", "http://h:8080/", "https://h/a/b/"] {
            assert!(address(url).is_ok(), "{url}");
        }
        for url in ["a.service-now.com", "", "https://h/a", "https://h:65536", "https://h:0999999/a/"] {
            assert!(matches!(address(url), Err(Stop::Failure(_))), "{url}");
        }
        for url in [
            "//h",
            "https://",
            "https://h//a",
            "https://h/../a",
            "https://u@h/a",
            "https://h/a?b",
            "https://h:x/",
        ] {
            assert!(matches!(address(url), Err(Stop::Undecided)), "{url}");
        }
    }
}
