//! What a deployment meets: the three systems that read a connector's configuration. Each is a pure function from
//! what reaches it to events.

/// A system that can fail on a deployed connector. The order is that of the `breaks` list in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consumer {
    /// Elasticsearch answers a request with an error, or can no longer parse what it stored.
    Elasticsearch,
    /// The connector service's own check of the stored configuration fails or crashes.
    Connector,
    /// Kibana's form throws, hides a field, refuses to save or changes a value on saving.
    Kibana,
}

impl Consumer {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Elasticsearch => "elasticsearch",
            Self::Connector => "connector",
            Self::Kibana => "kibana",
        }
    }
}
