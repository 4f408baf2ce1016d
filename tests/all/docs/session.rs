//! A page as a script: its commands run in one shell, in an empty folder, and print what the page shows.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::page::Page;

/// What a page has its reader do.
enum Step {
    /// Write a file.
    File { name: String, text: String },
    /// Type a command; the lines of the page that show what it prints.
    Command { line: String, shown: Range<usize> },
    /// Run a script.
    Script { text: String, at: usize },
}

fn steps(page: &Page) -> Vec<Step> {
    let mut steps = Vec::new();
    for block in page.blocks() {
        if let Some(name) = block.file() {
            steps.push(Step::File { name: name.to_owned(), text: block.text() });
        }
        match block.language() {
            "console" => steps.extend(commands(&block.lines, block.start)),
            "sh" if block.file().is_none() => {
                steps.push(Step::Script { text: block.text(), at: block.start });
            }
            "yaml" => {
                for line in block.text().lines() {
                    let line = line.trim_start().trim_start_matches("- ").trim_start_matches("run: ");
                    if line.starts_with("connlint ") {
                        steps.push(Step::Command { line: line.to_owned(), shown: block.start..block.start });
                    }
                }
            }
            _ => {}
        }
    }
    // Commands for a checkout, such as the tests, are not run by its tests.
    let is_for_checkout = |line: &str| ["cargo ", "just "].iter().any(|start| line.starts_with(start));
    steps.retain(|step| !matches!(step, Step::Command { line, .. } if is_for_checkout(line)));
    steps
}

/// The commands of a block that begins at a line of the page.
fn commands(lines: &[String], start: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for (at, text) in (start..).zip(lines) {
        match (text.strip_prefix("$ "), steps.last_mut()) {
            (Some(line), _) => steps.push(Step::Command { line: line.to_owned(), shown: at + 1..at + 1 }),
            (None, Some(Step::Command { line, shown }))
                if line.ends_with('\\') && shown.start == shown.end =>
            {
                *line = format!("{line}\n{text}");
                *shown = at + 1..at + 1;
            }
            (None, Some(Step::Command { shown, .. })) => shown.end = at + 1,
            (None, _) => panic!("line {}: a console begins with a command", at + 1),
        }
    }
    steps
}

/// What a step did.
struct Done {
    code: i32,
    printed: Vec<String>,
}

/// curl and a cluster in one: it knows the options that the pages use, stores what it is sent, and answers.
const CURL: &str = r#"#!/usr/bin/env bash
method=GET; body=
while [ $# -gt 0 ]; do
    case "$1" in
        --fail-with-body|--silent|--show-error) ;;
        --request) method="$2"; shift ;;
        --header) shift ;;
        --data-binary|--data)
            case "$2" in
                @*) body="$(cat "${2#@}")" || exit 26 ;;
                *) body="$2" ;;
            esac
            shift ;;
        -*) echo "curl: option $1: is unknown" >&2; exit 2 ;;
        http*) url="$1" ;;
        *) echo "curl: (3) URL rejected: $1" >&2; exit 3 ;;
    esac
    shift
done
printf '%s %s %s\n' "$method" "$url" "$body" >> "$REQUESTS"
case "$method $url" in
    "PUT "*/_configuration) echo '{"result":"updated"}' ;;
    "PUT "*) id="${url##*/}"; echo '{"result":"created","id":"'"$id"'"}' ;;
    *) cat "$ANSWER" ;;
esac
"#;

/// What the cluster answers to `GET _connector`.
const ANSWER: &str = r#"{"count": 1, "results": [{
  "id": "wiki-de", "name": "Wiki", "service_type": "confluence", "index_name": "search-wiki", "status": "connected",
  "configuration": {
    "host": {"label": "Host", "type": "str", "order": 1, "required": true, "value": "https://wiki.example.org"},
    "token": {"label": "Token", "type": "str", "order": 2, "sensitive": true, "required": true, "value": "s3cr3t"}
  }
}]}"#;

/// Runs the steps of a page; what each did, and the requests that curl made.
fn run(steps: &[Step]) -> (Vec<Done>, String) {
    let folder = TempDir::new().unwrap();
    let at = |name: String| folder.path().join(name);
    for name in ["work", "bin", "home"] {
        fs::create_dir(at(name.into())).unwrap();
    }
    let curl = at("bin/curl".into());
    fs::write(&curl, CURL).unwrap();
    fs::set_permissions(&curl, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(at("answer".into()), ANSWER).unwrap();
    let mut script = "cd work\n".to_owned();
    for (number, step) in steps.iter().enumerate() {
        let (text, how) = match step {
            Step::File { name, text } => {
                (text, format!("mkdir -p \"$(dirname '{name}')\" && cp \"$STEPS/{number}\" '{name}'"))
            }
            Step::Command { line, .. } => (line, format!(". \"$STEPS/{number}\"")),
            Step::Script { text, .. } => (text, format!("bash \"$STEPS/{number}\"")),
        };
        fs::write(at(number.to_string()), text.trim_end().to_owned() + "\n").unwrap();
        // The next command may ask for the code with which this one ended.
        writeln!(
            script,
            "{how} > \"$STEPS/{number}.out\" 2>&1\ncode=$?; echo $code > \"$STEPS/{number}.code\"; (exit $code)"
        )
        .unwrap();
    }
    let connlint = Path::new(env!("CARGO_BIN_EXE_connlint")).parent().unwrap().display();
    let path = std::env::var("PATH").unwrap();
    let ended = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", format!("{}:{connlint}:{path}", at("bin".into()).display()))
        .env("HOME", at("home".into()))
        .env("STEPS", folder.path())
        .env("REQUESTS", at("requests".into()))
        .env("ANSWER", at("answer".into()))
        .env("LC_ALL", "C.UTF-8")
        .envs(["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "A. Reader")))
        .envs(["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "reader@example.org")))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
    let done = (0..steps.len()).map(|number| {
        let printed = fs::read_to_string(at(format!("{number}.out"))).unwrap();
        let code = fs::read_to_string(at(format!("{number}.code"))).unwrap();
        let code = code.trim().parse().unwrap();
        Done { code, printed: printed.trim_end().lines().map(|line| line.trim_end().to_owned()).collect() }
    });
    (done.collect(), fs::read_to_string(at("requests".into())).unwrap_or_default())
}

/// Whether a line is as it is shown, where `…` stands for any text.
fn line_fits(shown: &str, printed: &str) -> bool {
    let Some((start, rest)) = shown.split_once('…') else { return shown == printed };
    let Some(printed) = printed.strip_prefix(start) else { return false };
    printed.char_indices().map(|(at, _)| at).chain([printed.len()]).any(|at| line_fits(rest, &printed[at..]))
}

/// Whether lines are as they are shown, where a `…` on a line of its own stands for any lines.
fn fits(shown: &[String], printed: &[String]) -> bool {
    match (shown.split_first(), printed.split_first()) {
        (None, _) => printed.is_empty(),
        (Some((line, rest)), _) if line == "…" => {
            (0..=printed.len()).any(|from| fits(rest, &printed[from..]))
        }
        (Some((line, rest)), Some((first, others))) => line_fits(line, first) && fits(rest, others),
        (Some(_), None) => false,
    }
}

/// What of a page is not so; its commands that show something else are written anew where that is asked for.
fn faults(page: &mut Page) -> Vec<String> {
    let steps = steps(page);
    if steps.is_empty() {
        return Vec::new();
    }
    let (done, _) = run(&steps);
    let mut faults = Vec::new();
    let mut outdated = Vec::new();
    for (number, (step, done)) in steps.iter().zip(&done).enumerate() {
        let next = steps.get(number + 1);
        let is_asked = matches!(next, Some(Step::Command { line, .. }) if line == "echo $?");
        let (what, at) = match step {
            Step::File { name, .. } => (name.as_str(), 0),
            Step::Command { line, shown } => (line.as_str(), shown.start),
            Step::Script { at, .. } => ("the script", *at),
        };
        let printed = done.printed.join("\n");
        if done.code != 0 && !is_asked {
            faults.push(format!("{}:{at}: {what} ended with code {}:\n{printed}", page.path, done.code));
        }
        if let Step::Command { shown, .. } = step
            && !shown.is_empty()
            && !fits(&page.lines[shown.clone()], &done.printed)
        {
            if std::env::var_os("UPDATE_DOCS").is_some() && !page.lines[shown.clone()].join("").contains('…')
            {
                outdated.push((shown.clone(), done.printed.clone()));
            } else {
                faults.push(format!("{}:{at}: {what} printed:\n{printed}", page.path));
            }
        }
    }
    for (shown, printed) in outdated.into_iter().rev() {
        page.lines.splice(shown, printed);
        page.write();
    }
    faults
}

#[test]
fn every_page_is_a_script_that_does_what_it_shows() {
    // The README's commands are for the checkout, and its script is sent to a server: `readme` and `emit` hold them.
    let mut pages: Vec<_> = Page::all().into_iter().filter(|page| page.path != "README.md").collect();
    let faults: Vec<_> = pages.iter_mut().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn ten_minutes_lead_from_nothing_to_a_deployed_payload() {
    let page = Page::read("docs/getting-started.md");
    let steps = steps(&page);
    let (_, requests) = run(&steps);
    let lines: Vec<_> = requests.lines().collect();
    assert!(requests.starts_with("PUT https://es.example.org:9200/_connector/orders "), "{lines:?}");
    let sent = requests.split("PUT ").last().unwrap();
    let (url, body) = sent.split_once(' ').unwrap();
    assert_eq!(url, "https://es.example.org:9200/_connector/orders/_configuration");
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["values"]["port"], 3306);
    // Resolved on the way, and in no file of the repository.
    assert_eq!(body["values"]["password"], "correct horse");
}

#[test]
fn an_ellipsis_stands_for_anything_and_nothing_else_does() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let fits = |shown: &str, printed: &str| fits(&lines(shown), &lines(printed));
    assert!(fits("a\n…\nd", "a\nb\nc\nd") && fits("…", "") && fits("…\nd", "d"));
    assert!(fits("checked … files", "checked 12 files") && fits("a…c…", "abcd"));
    assert!(!fits("a\n…\nd", "a\nb") && !fits("a", "a\nb") && !fits("a…c", "ab") && !fits("a\nb", "a"));
}
