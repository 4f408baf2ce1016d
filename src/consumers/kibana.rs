//! What Kibana's configuration page does with the deployed connector.
