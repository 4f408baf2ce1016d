//! The address of a `MongoDB`, as far as its form is plain.

use std::borrow::Cow;

/// What `urllib.parse` takes for the authority: what is between `//` and the next mark.
pub(super) fn authority(address: &str) -> &str {
    let Some((scheme, rest)) = address.split_once("//") else { return "" };
    let is_scheme = |one: char| one.is_ascii_alphanumeric() || "+-.".contains(one);
    if !scheme.is_empty() && !scheme.strip_suffix(':').is_some_and(|name| name.chars().all(is_scheme)) {
        return "";
    }
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The first value of an option in the query of an address, decoded; none where it is absent or empty.
pub(super) fn option(address: &str, name: &str) -> Option<String> {
    let (_, query) = address.split('#').next()?.split_once('?')?;
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').filter(|(_, value)| !value.is_empty())?;
        (decoded(key) == name).then(|| decoded(value).into_owned())
    })
}

/// `+` is a blank, and `%XX` the byte of that number.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['+', '%']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|hex| *first == b'%' && hex.iter().all(u8::is_ascii_hexdigit));
        let byte = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
        bytes.push(byte.unwrap_or(if *first == b'+' { b' ' } else { *first }));
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// The schemes, the longer of which looks hosts up as services.
const SCHEMES: [(&str, bool); 2] = [("mongodb://", false), ("mongodb+srv://", true)];

/// Whether the address looks its hosts up as services, and what is behind its scheme; none without a known one.
pub(super) fn scheme(address: &str) -> Option<(bool, &str)> {
    SCHEMES.iter().find_map(|(scheme, is_service)| Some((*is_service, address.strip_prefix(scheme)?)))
}

/// The options whose values may be any word.
const OPTIONS: [&str; 7] = ["ssl", "tls", "retryWrites", "authSource", "replicaSet", "w", "appName"];

/// An address of plain form.
#[derive(Debug)]
pub(super) struct Host<'t> {
    pub(super) is_service: bool,
    /// Hosts, with their ports.
    pub(super) hosts: Vec<(&'t str, Option<&'t str>)>,
}

impl<'t> Host<'t> {
    /// Reads an address; none where its form is not plain.
    pub(super) fn parse(address: &'t str) -> Option<Self> {
        let Some((is_service, rest)) = scheme(address) else {
            return Some(Self { is_service: false, hosts: hosts(address)? });
        };
        let (rest, options) =
            rest.split_once('?').map_or((rest, None), |(rest, options)| (rest, Some(options)));
        let (rest, database) = rest.split_once('/').map_or((rest, None), |(rest, name)| (rest, Some(name)));
        let (login, rest) = rest.split_once('@').map_or((None, rest), |(login, rest)| (Some(login), rest));
        let is_login = login.is_none_or(|login| {
            login.split_once(':').is_some_and(|(user, password)| is_word(user) && is_word(password))
        });
        let is_database = database.is_none_or(|name| name.is_empty() || is_word(name));
        let is_option = |pair: &str| {
            pair.split_once('=').is_some_and(|(name, value)| OPTIONS.contains(&name) && is_word(value))
        };
        let are_options = options.is_none_or(|options| options.split('&').all(is_option));
        (is_login && is_database && are_options).then_some(())?;
        Some(Self { is_service, hosts: hosts(rest)? })
    }

    /// One host of three labels or more, without a port.
    pub(super) fn is_plain_service(&self) -> bool {
        matches!(self.hosts.as_slice(), [(host, None)]
            if host.split('.').count() >= 3 && host.split('.').all(|label| !label.is_empty()))
    }

    /// The first port that is no number from 1 to 65535.
    pub(super) fn bad_port(&self) -> Option<&'t str> {
        let is_good = |port: &str| port.parse().is_ok_and(|port: u16| port > 0);
        self.hosts.iter().filter_map(|(_, port)| *port).find(|port| !is_good(port))
    }
}

fn hosts(text: &str) -> Option<Vec<(&str, Option<&str>)>> {
    let host = |text: &'_ str| -> Option<()> {
        let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
        let is_host =
            !name.is_empty() && name.bytes().all(|one| one.is_ascii_alphanumeric() || b"._-".contains(&one));
        (is_host && port.is_none_or(is_word)).then_some(())
    };
    text.split(',')
        .map(|one| {
            host(one)?;
            Some(one.split_once(':').map_or((one, None), |(name, port)| (name, Some(port))))
        })
        .collect()
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|one| one.is_ascii_alphanumeric() || b"_-".contains(&one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_forms_are_read() {
        let parsed = Host::parse("mongodb://u:p@db01:27017,db02/shop?ssl=true&w=majority").unwrap();
        assert_eq!(parsed.hosts, [("db01", Some("27017")), ("db02", None)]);
        assert!(Host::parse("mongodb+srv://a.b.c/").unwrap().is_plain_service());
        assert_eq!(Host::parse("db01:0").unwrap().bad_port(), Some("0"));
        assert_eq!(Host::parse("db01:99999999999").unwrap().bad_port(), Some("99999999999"));
        for open in [
            "",
            "db01,",
            "mongodb://u@h",
            "mongodb://h?x=1",
            "h/db",
            "mongodb://h:",
            "mongodb://h?ssl=",
            "[::1]",
            "mongodb://u:p@@h",
        ] {
            assert!(Host::parse(open).is_none(), "{open}");
        }
    }

    #[test]
    fn options_are_decoded_and_the_first_counts() {
        assert_eq!(option("h/?x=1&ssl=&s%73l=tr%75e&ssl=false", "ssl").as_deref(), Some("true"));
        assert_eq!(option("h#?ssl=true", "ssl"), None);
        assert_eq!(option("h?ssl", "ssl"), None);
        assert_eq!(option("h?ssl=a+%zz", "ssl").as_deref(), Some("a %zz"));
    }
}
