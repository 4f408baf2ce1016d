//! One finding as a block, its excerpt drawn by miette.

use std::fmt::{self, Write as _};
use std::io;

use anstyle::Style;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use unicode_width::UnicodeWidthStr;

use crate::excerpt::{Excerpt, Snippets};
use crate::report::{Applicability, Diagnostic, Look, Related, Theme, words};
use crate::severity::Severity;

/// The narrowest that anything is wrapped to.
const NARROWEST: usize = 40;

/// The most related places without an excerpt that are listed.
const SEE_ALSO: usize = 5;

/// Columns of a line of text that stand before what is said.
const INDENT: usize = 2;

/// A finding on its way to the terminal.
pub(super) struct Block<'r> {
    found: &'r Diagnostic,
    look: &'r Look,
    snippets: Snippets,
    /// The message, wrapped.
    message: String,
}

impl<'r> Block<'r> {
    pub(super) fn new(found: &'r Diagnostic, look: &'r Look) -> Self {
        let excerpts = found.excerpts.iter().map(|excerpt| dress(excerpt, look)).collect();
        let message = words::line(&found.message, look.theme);
        let wide = width(look, INDENT + "× ".width());
        let message = words::wrap(&message, wide, wide).join("\n");
        Self { found, look, snippets: Snippets::new(excerpts), message }
    }

    /// The block, with a line end.
    pub(super) fn render(&self) -> io::Result<String> {
        let mut drawn = String::new();
        self.draw(&mut drawn).map_err(io::Error::other)?;
        // miette pads the lines of an excerpt that are empty.
        Ok(drawn.lines().flat_map(|line| [line.trim_end(), "\n"]).collect())
    }

    fn draw(&self, out: &mut String) -> fmt::Result {
        let style = self.style(words::style(self.found.severity));
        writeln!(out, "{style}{}[{}]{style:#}", self.found.severity.name(), self.found.rule)?;
        self.handler().render_report(out, self)?;
        if self.snippets.is_empty() {
            self.say(out, "at", &words::place(&self.found.path, self.found.region))?;
        }
        self.see_also(out)?;
        if !self.found.breaks.is_empty() {
            self.say(out, "breaks:", &words::who(&self.found.breaks))?;
        }
        if let Some(sentence) = &self.found.says {
            self.say(out, "the service would say:", sentence)?;
        }
        if let Some(help) = &self.found.help {
            self.say(out, "help:", help)?;
        }
        if let Some(fix) = &self.found.fix {
            let option = match fix.applicability {
                Applicability::Safe => "--fix",
                Applicability::Unsafe => "--unsafe-fixes",
            };
            self.say(out, "fix:", &format!("{} ({option})", fix.title))?;
        }
        Ok(())
    }

    /// Writes a line that begins with a title, wrapped under its text; LF in the text begins a new line.
    fn say(&self, out: &mut String, title: &str, text: &str) -> fmt::Result {
        let style = self.style(anstyle::AnsiColor::Cyan.on_default());
        // Under a long title the text would become a narrow column.
        let indent = (INDENT + title.width() + 1).min(INDENT + "help: ".width());
        let mut used = INDENT + title.width() + 1;
        write!(out, "{:INDENT$}{style}{title}{style:#} ", "")?;
        for line in text.split('\n') {
            let line = words::line(line, self.look.theme);
            for part in words::wrap(&line, width(self.look, used.max(indent)), width(self.look, indent)) {
                let lead = indent.saturating_sub(used);
                writeln!(out, "{:lead$}{part}", "")?;
                used = 0;
            }
        }
        Ok(())
    }

    /// Names the related places that no excerpt shows.
    fn see_also(&self, out: &mut String) -> fmt::Result {
        let hidden: Vec<&Related> =
            self.found.related.iter().filter(|related| !self.shows(related)).collect();
        for related in hidden.iter().take(SEE_ALSO) {
            self.say(
                out,
                "see also",
                &format!("{}: {}", words::place(&related.path, related.region), related.message),
            )?;
        }
        match hidden.len().saturating_sub(SEE_ALSO) {
            0 => Ok(()),
            more => self.say(out, "see also", &(words::counted(more, "more place"))),
        }
    }

    fn shows(&self, related: &Related) -> bool {
        let at = (related.region.start_line, related.region.start_column);
        let marks = self.found.excerpts.iter().filter(|excerpt| *excerpt.path() == related.path);
        marks.flat_map(Excerpt::marks).any(|mark| (mark.position.line, mark.position.column) == at)
    }

    fn handler(&self) -> GraphicalReportHandler {
        let mut theme = match (self.look.theme, self.look.colour) {
            (Theme::Unicode, true) => GraphicalTheme::unicode(),
            (Theme::Unicode, false) => GraphicalTheme::unicode_nocolor(),
            (Theme::Ascii, true) => GraphicalTheme::ascii(),
            (Theme::Ascii, false) => GraphicalTheme::none(),
        };
        let styles = &theme.styles;
        let primary = match self.found.severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Note => styles.advice,
        };
        let other = styles.linum;
        // miette hands styles out by the order of labels.
        let highlights =
            self.snippets.marks().map(|mark| if mark.primary { primary } else { other }).collect();
        theme.styles.highlights = highlights;
        GraphicalReportHandler::new_themed(theme)
            .with_links(false)
            .with_context_lines(1)
            .with_wrap_lines(false)
            .without_syntax_highlighting()
    }

    fn style(&self, style: Style) -> Style {
        if self.look.colour { style } else { Style::new() }
    }
}

/// The excerpt as this look needs it.
fn dress(excerpt: &Excerpt, look: &Look) -> Excerpt {
    let (excerpt, ellipsis) = match look.theme {
        Theme::Unicode => (excerpt.clone(), "…"),
        Theme::Ascii => (excerpt.clone().into_ascii(), "..."),
    };
    // Line number, frame, and an ellipsis on either side.
    let frame = excerpt.last_line().to_string().len() + " | ".len() + 1 + 2 * ellipsis.width();
    excerpt.fit(width(look, frame), ellipsis)
}

/// The columns that are left of a line when some are taken.
fn width(look: &Look, taken: usize) -> usize {
    look.width.saturating_sub(taken).max(NARROWEST)
}

impl fmt::Display for Block<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl fmt::Debug for Block<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.found, formatter)
    }
}

impl std::error::Error for Block<'_> {}

impl miette::Diagnostic for Block<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.found.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.snippets.is_empty()).then_some(&self.snippets as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippets.labels()))
    }
}
