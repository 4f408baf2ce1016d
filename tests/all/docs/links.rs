//! Every link of every page leads to a file that exists and to a heading in it.

use std::collections::BTreeSet;
use std::path::Path;

use connlint::rules::RULES;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::page::{markdown, root};

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The places that the links and images of a text name, and the anchors of its headings.
fn links_and_anchors(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let slug = slug(&heading.take().unwrap());
                assert!(anchors.insert(slug.clone()), "two headings with the anchor {slug}");
            }
            _ => {}
        }
    }
    (links, anchors)
}

/// The anchor of a heading, as mdBook and GitHub make it.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        _ if letter.is_alphanumeric() || letter == '-' || letter == '_' => Some(letter),
        _ => None,
    });
    kept.collect::<String>().to_lowercase()
}

/// Why a link of a page leads nowhere.
fn fault(page: &str, link: &str) -> Option<String> {
    if link.starts_with("https://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let target = match path {
        "" => page.to_owned(),
        _ => Path::new(page).parent().unwrap().join(path).to_str().unwrap().to_owned(),
    };
    if !root().join(&target).exists() {
        return Some(format!("{page}: {link}: there is no {target}"));
    }
    let anchor = anchor?;
    let is_there = links_and_anchors(&read(&target)).1.contains(anchor);
    (!is_there).then(|| format!("{page}: {link}: {target} has no such heading"))
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = markdown("docs");
    pages.extend(RULES.iter().map(|rule| format!("src/rules/{}.md", rule.name.replace('-', "_"))));
    pages.extend(markdown(".").into_iter().map(|path| path.trim_start_matches("./").to_owned()));
    assert!(pages.iter().any(|page| page == "README.md"), "{pages:?}");
    let mut count = 0;
    let mut faults = Vec::new();
    for page in &pages {
        let links = links_and_anchors(&read(page)).0;
        count += links.len();
        faults.extend(links.iter().filter_map(|link| fault(page, link)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count > 50, "{count}");
}

/// mdBook writes an empty page where a chapter is missing, and leaves out a page that is no chapter.
#[test]
fn the_summary_names_every_page_once() {
    let (mut named, _) = links_and_anchors(&read("docs/SUMMARY.md"));
    named.sort_unstable();
    let there: Vec<_> = markdown("docs")
        .iter()
        .map(|path| path.trim_start_matches("docs/").to_owned())
        .filter(|name| name != "SUMMARY.md")
        .collect();
    assert_eq!(named, there);
}
